/**
 * Contenders on the same work: each does its first iterations alone, then all take turns, round after round, so that what else
 * the machine does meets them alike. The machine's own peak is measured in the same rounds.
 */

import { Child, type Command, Failed, TooSlow } from "./child.js";
import type { Counts, Losses, Peak, PeakStarted, Ran, Started } from "./protocol.js";

export interface Entry {
  readonly name: string;
  readonly command: Command;
}

/** What came of an entry. */
export interface Standing {
  readonly name: string;
  readonly started?: Started;
  /** Of one warm iteration and the reading of its losses. */
  readonly counts?: Counts;
  /** After the first iteration, and after the third or, of the slow, the second. */
  readonly losses: readonly Losses[];
  /** Of the best round. */
  readonly msPerIteration?: number;
  /** It was ended before a warm iteration was done that took at least so long. */
  readonly overMs?: number;
  readonly problem?: string;
}

export interface Pace {
  readonly rounds: number;
  /** As many iterations a round as fit. */
  readonly roundMs: number;
  /** For one answer, and twice that for the first iteration, in which compilers run. */
  readonly limitMs: number;
}

type Machine = Child<PeakStarted, Peak>;

/** Who is slower than this warms up once and takes no part in the rounds: its own noise is small beside it. */
const slowMs = 20_000;

class Runner {
  #started?: Started;
  #counts?: Counts;
  #losses: Losses[] = [];
  #times: number[] = [];
  #end: Pick<Standing, "problem" | "overMs"> = {};
  /** While it is in the race. */
  #child?: Child<Started, Ran>;

  constructor(
    readonly entry: Entry,
    private readonly pace: Pace,
  ) {}

  async warm(): Promise<void> {
    await this.#attempt(async () => {
      this.#child = new Child(this.entry.command);
      this.#started = await this.#child.started(2 * this.pace.limitMs);
      this.#losses.push(this.#started.losses);
      const second = await this.#iterate(1);
      const last = second.ms > slowMs ? second : await this.#iterate(1);
      this.#losses.push(last.losses);
      this.#counts = last.counts;
      this.#times.push(last.ms);
      if (last.ms > slowMs) this.end();
    });
  }

  async round(): Promise<void> {
    if (!this.#child) return;
    await this.#attempt(async () => {
      const iterations = Math.min(50, Math.max(1, Math.round(this.pace.roundMs / Math.min(...this.#times))));
      this.#times.push((await this.#iterate(iterations)).ms / iterations);
    });
  }

  end(): void {
    this.#child?.end();
    this.#child = undefined;
  }

  standing(): Standing {
    const msPerIteration = this.#times.length > 0 ? Math.min(...this.#times) : undefined;
    return { name: this.entry.name, started: this.#started, counts: this.#counts, losses: this.#losses, msPerIteration, ...this.#end };
  }

  #iterate(iterations: number): Promise<Ran> {
    return this.#child!.ask({ iterations }, this.pace.limitMs);
  }

  /** A contender that fails leaves the race with what it showed until then; anything else that goes wrong is the bench's own. */
  async #attempt(part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      if (error instanceof TooSlow && !this.#started) this.#end = { problem: `no first iteration within ${Math.round(error.ms / 1000)} s` };
      else if (error instanceof TooSlow) this.#end = { problem: error.message, overMs: error.ms };
      else if (error instanceof Failed) this.#end = { problem: error.message };
      else throw error;
      this.end();
    }
  }
}

export async function race(entries: readonly Entry[], machine: Machine, pace: Pace): Promise<{ readonly standings: readonly Standing[]; readonly peak: Peak }> {
  const runners = entries.map((entry) => new Runner(entry, pace));
  const peaks: Peak[] = [];
  try {
    for (const runner of runners) await runner.warm();
    for (let round = 0; round < pace.rounds; round++) {
      peaks.push(await machine.ask({ iterations: 1 }, pace.limitMs));
      for (const runner of runners) await runner.round();
    }
    peaks.push(await machine.ask({ iterations: 1 }, pace.limitMs));
  } finally {
    for (const runner of runners) runner.end();
  }
  return { standings: runners.map((runner) => runner.standing()), peak: best(peaks) };
}

function best(peaks: readonly Peak[]): Peak {
  const most = (name: keyof Peak): number => Math.max(...peaks.map((peak) => peak[name]));
  const least = (name: keyof Peak): number => Math.min(...peaks.map((peak) => peak[name]));
  return { gflops: most("gflops"), gigabytes: most("gigabytes"), dispatchUs: least("dispatchUs"), submitUs: least("submitUs") };
}
