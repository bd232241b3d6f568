/** One program in training: plays, pauses, goes step by step, and says where it stands. */

import type { Dataset } from "../../runtime/data.js";
import { Engine } from "../../runtime/engine.js";
import { DeviceLostError } from "../../runtime/errors.js";
import { everything } from "../../runtime/parts.js";
import type { Program } from "../../runtime/program.js";
import { writeSafetensors } from "../../runtime/safetensors.js";
import { type Report, Trainer } from "../../runtime/train.js";
import { Aside, type State } from "./aside.js";
import { carry, slotsOf } from "./carry.js";
import type { Position } from "./messages.js";
import { Steps } from "./steps.js";

export interface Listener {
  reports(reports: readonly Report[]): void;
  position(position: Position): void;
}

/** Reports a second: as many as a chart can show moving. */
const reportRate = 30;
/** Seconds of training between two looks at the pace. */
const stretch = 0.25;

export class Session {
  readonly engine: Engine;
  readonly #steps: Steps;
  readonly #trainer: Trainer;
  readonly #aside = new Aside();
  #playing: AbortController | undefined;
  #ended: Promise<void> = Promise.resolve();
  /** Iterations a second, as last measured. */
  #pace = 1;

  constructor(
    device: GPUDevice,
    program: Program,
    readonly data: Dataset,
    seed: number,
    private readonly listener: Listener,
  ) {
    this.#steps = new Steps(program);
    this.engine = new Engine(device, this.#steps.program, seed);
    this.#trainer = new Trainer(this.engine, program.batch, seed, everything);
  }

  get isPlaying(): boolean {
    return this.#playing !== undefined;
  }

  get position(): Position {
    const { iteration, epoch } = this.#trainer;
    return { playing: this.isPlaying, iteration, epoch, ...this.#steps.at({ iteration, epoch }) };
  }

  /** Resolves when training has ended, by `pause` or with an error. */
  play(): Promise<void> {
    if (this.#playing) return this.#ended;
    const playing = (this.#playing = new AbortController());
    this.#ended = this.#train(playing.signal).finally(() => {
      this.#playing = undefined;
      this.listener.position(this.position);
    });
    return this.#ended;
  }

  /** Resolves when the iterations that are under way are done. */
  async pause(): Promise<void> {
    this.#playing?.abort();
    await this.#ended.catch(() => undefined); // Said to whoever called play.
  }

  async step(wanted: "one" | "rest" = "one"): Promise<void> {
    await this.pause();
    // The trainer makes ready what its schedule runs when it is first asked: all of it, so before that is cut down to a step.
    await this.#iterate({ iterations: 0 });
    const { iteration, epoch } = this.#trainer;
    const isLast = await this.#steps.run({ iteration, epoch }, wanted, () => this.#iterate({ iterations: 1 }));
    if (isLast) await this.#aside.refresh(() => this.#read());
    else this.#trainer.iteration = iteration;
    this.listener.position(this.position);
  }

  async #train(signal: AbortSignal): Promise<void> {
    if (this.#steps.isUnderWay) {
      const { iteration, epoch } = this.#trainer;
      await this.#steps.run({ iteration, epoch }, "rest", () => this.#iterate({ iterations: 1 }));
    }
    while (!signal.aborted) {
      const [start, before] = [performance.now(), this.#trainer.iteration];
      const every = Math.max(1, Math.round(this.#pace / reportRate));
      await this.#iterate({ iterations: Math.max(every, Math.round(this.#pace * stretch)), every, signal });
      this.#pace = Math.max(1, (1000 * (this.#trainer.iteration - before)) / Math.max(1, performance.now() - start));
      await this.#aside.refresh(() => this.#read());
    }
    await this.#aside.take(() => this.#read());
  }

  async #iterate(options: { readonly iterations: number; readonly every?: number; readonly signal?: AbortSignal }): Promise<void> {
    let waiting: Report[] = [];
    let told = performance.now();
    const tell = (): void => {
      if (waiting.length === 0) return;
      this.listener.reports(waiting);
      this.listener.position(this.position);
      [waiting, told] = [[], performance.now()];
    };
    for await (const report of this.#trainer.train(this.data, options)) {
      waiting.push(report);
      if (performance.now() - told > 1000 / reportRate) tell();
    }
    tell();
  }

  async #read(): Promise<State> {
    return { slots: await slotsOf(this.engine), iteration: this.#trainer.iteration, drawn: this.#trainer.drawn };
  }

  /** How far what is set aside has come; what a session that follows on another device goes on from. */
  get keptIteration(): number | undefined {
    return this.#aside.state?.iteration;
  }

  /** All that was learned; of a device that is gone, what was set aside of it, if anything was. */
  async state(): Promise<State | undefined> {
    try {
      return await this.#read();
    } catch (error) {
      if (!(error instanceof DeviceLostError)) throw error;
      return this.#aside.state;
    }
  }

  /** Goes on where another version of the program stood; returns the networks that start anew, and the iteration with them. */
  takeUp(before: State): readonly string[] {
    const startedAnew = carry(before.slots, this.engine);
    if (startedAnew.length === 0) this.#trainer.restore(before.iteration, before.drawn);
    return startedAnew;
  }

  /** A safetensors file. */
  async weights(): Promise<Uint8Array> {
    const slots = await slotsOf(this.engine, ({ role }) => role === "weight" || role === "statistic");
    return writeSafetensors(new Map(slots.map(({ slot, values }) => [slot.name, { shape: slot.shape, values }])));
  }

  async dispose(): Promise<void> {
    await this.pause();
    this.engine.dispose();
  }
}
