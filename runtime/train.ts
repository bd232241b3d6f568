/**
 * Training. An iteration is one submit, or a part of one where iterations are short and nobody looks; the device has the next ones before it is done
 * with the last. Nothing is made for an iteration but its commands: what isn't ready for the first one is made while it runs.
 */

import { type Dataset, fitted } from "./data.js";
import type { Engine, Placed, ReadyGraph } from "./engine.js";
import { DataError } from "./errors.js";
import { type Gather, gatherOf } from "./gather.js";
import { once } from "./once.js";
import { Pace, type Stretch } from "./pace.js";
import type { Parts } from "./parts.js";
import { counters } from "./program.js";
import { Recorder } from "./recorder.js";
import { type Report, Reports, type Sheet } from "./reports.js";
import { type Run, graphsOf, runsOf, stepsOf } from "./schedule.js";

export interface TrainOptions {
  /** How many more iterations; endless if neither this nor `epochs` is given. */
  readonly iterations?: number;
  /** Until this many passes over the first data set are made. */
  readonly epochs?: number;
  /** Report every so many iterations, and the last; every one if left out. */
  readonly every?: number;
  /** Stops after the iteration that is under way. */
  readonly signal?: AbortSignal;
}

export type { Report } from "./reports.js";

/** Submits that may be on the device at once: enough to keep it busy, few enough to stop soon. */
const inFlight = 3;

/** How far a call of `train` goes, and what of it somebody looks at. */
interface Span {
  readonly end: number;
  readonly epochs: number;
  readonly every: number;
}

/** One submit. Its sheet is written last, so that a sheet that can be read says that it is done, whatever was submitted since. */
interface Running extends Stretch {
  readonly sheet: Sheet;
  /** What of it somebody looks at. */
  readonly told: Pick<Report, "iteration" | "epoch"> | undefined;
}

export class Trainer {
  iteration = 0;
  /** Batches of each group drawn before this data was there: of a resumed run, or of the last data. */
  #restored: readonly number[] = [];
  #gathers: Gather[] = [];
  /** Data that no step reads, only metrics: it is drawn when somebody looks. */
  #watchedOnly = new Set<Gather>();
  #placed: Placed | undefined;
  readonly #ready = new Map<string, ReadyGraph>();
  readonly #making = new Map<string, Promise<ReadyGraph>>();
  #dataset: Dataset | undefined;
  #reports: Reports | undefined;
  readonly #pace = new Pace();
  #epochSlot: number | undefined;
  #writtenEpoch = -1;

  constructor(
    private readonly engine: Engine,
    private readonly batch: number,
    private readonly seed: number,
    private readonly parts: Parts,
  ) {
    this.#epochSlot = engine.program.slots.find(({ name }) => name === counters.epoch)?.offset;
  }

  /** Batches drawn, by group: with the slots, all that a resumed run needs. */
  get drawn(): number[] {
    return this.#gathers.length > 0 ? this.#gathers.map(({ drawn }) => drawn) : [...this.#restored];
  }

  restore(iteration: number, drawn: readonly number[]): void {
    this.iteration = iteration;
    this.#restored = drawn;
    this.#seek(drawn);
  }

  #seek(drawn: readonly number[]): void {
    this.#gathers.forEach((gather, i) => gather.seek(drawn[i] ?? 0));
  }

  /** Data and memory. The graphs of the schedule are made when an iteration comes to them, and the first one meanwhile. */
  async #prepare(dataset: Dataset): Promise<void> {
    if (this.#dataset === dataset) return;
    const { engine } = this;
    const { program } = engine;
    const groups = fitted(program, dataset, this.batch);
    const names = graphsOf(program);
    if (names.length === 0) throw new DataError(`${program.name} has no train block`);
    const placed = (this.#placed ??= await engine.place(names, this.batch));
    this.#reports ??= new Reports(engine, names, inFlight);
    const [first] = this.#runs();
    if (first) this.#begin(first.graph);
    const { drawn } = this;
    this.#forget(drawn);
    this.#gathers = await Promise.all(groups.map((inputs) => gatherOf(engine, placed, inputs, this.seed)));
    this.#seek(drawn);
    const stepped = stepsOf(program).flatMap((name) => program.graphs[name].reads);
    this.#watchedOnly = new Set(this.#gathers.filter((gather) => !gather.gives(stepped)));
    this.#dataset = dataset;
  }

  /** The last data set; how far it was drawn stays known, also when the next one turns out too large. */
  #forget(drawn: readonly number[]): void {
    for (const gather of this.#gathers) gather.dispose();
    this.#gathers = [];
    this.#dataset = undefined;
    this.#restored = drawn;
  }

  get epoch(): number {
    const [first] = this.#gathers;
    return first ? Math.floor(first.drawn / first.perEpoch) : 0;
  }

  /** What the next iteration runs. */
  #runs(): Run[] {
    return runsOf(this.engine.program.schedule, { iteration: this.iteration, epoch: this.epoch }, this.parts.scalarAt ?? Number);
  }

  async *train(dataset: Dataset, { iterations = Infinity, epochs = Infinity, every = 1, signal }: TrainOptions = {}): AsyncGenerator<Report, void, undefined> {
    await this.#prepare(dataset);
    if (epochs < Infinity) this.#mustPass();
    const span: Span = { end: this.iteration + iterations, epochs, every };
    const running: Running[] = [];
    try {
      do {
        while (running.length < inFlight && this.#isWithin(span) && !signal?.aborted) {
          running.push(await this.#launch(span));
          this.engine.check();
          this.#beginAll();
        }
        const first = running.shift();
        const report = first && (await this.#finish(first));
        if (report) yield report;
      } while (running.length > 0);
    } finally {
      // Who stops looking leaves work behind, and what it is told in must be free before anybody trains on.
      if (running.length > 0) await Promise.allSettled([this.engine.done()]);
    }
  }

  #isWithin({ end, epochs }: Span): boolean {
    return this.iteration < end && this.epoch < epochs;
  }

  /** Where no step reads data, its passes never end. */
  #mustPass(): void {
    const [first] = this.#gathers;
    const name = this.engine.program.inputs.find(({ kind }) => kind === "data")?.name;
    if (!first || this.#watchedOnly.has(first)) throw new DataError(`no step reads ${name ?? "data"}, whose passes are the epochs: ask for iterations`);
  }

  /** The epoch when these runs are done. */
  #epochAfter(runs: readonly Run[]): number {
    const [first] = this.#gathers;
    if (!first) return 0;
    const draws = runs.filter(({ graph }) => first.gives(this.engine.program.graphs[graph].reads)).length;
    return Math.floor((first.drawn + draws) / first.perEpoch);
  }

  /** Submits the next iterations: up to one that is looked at, or that the host has to write a number before. */
  async #launch(span: Span): Promise<Running> {
    const recorder = new Recorder(this.engine);
    const { together } = this.#pace;
    const { epoch } = this;
    const sheet = this.#reports!.take();
    let iterations = 0;
    let told: Running["told"];
    if (this.#epochSlot !== undefined && epoch !== this.#writtenEpoch) this.engine.write(this.engine.slots, this.#epochSlot, Int32Array.of((this.#writtenEpoch = epoch)));
    do {
      const runs = this.#runs();
      const isLast = this.iteration + 1 === span.end || this.#epochAfter(runs) >= span.epochs;
      const isTold = isLast || (this.iteration + 1) % span.every === 0;
      const at = { epoch: this.epoch };
      await this.#record(recorder, runs, isTold ? sheet : undefined);
      this.iteration++;
      iterations++;
      if (isTold) told = { iteration: this.iteration, ...at };
    } while (!told && iterations < together && this.#isWithin(span) && (this.#epochSlot === undefined || this.epoch === epoch));
    if (!told) this.#reports!.mark(recorder, sheet);
    recorder.submit();
    return { iterations, submitted: performance.now(), sheet, told };
  }

  /** One iteration; on a sheet, its outputs follow. What is recorded of it doesn't wait for a graph that isn't ready. */
  async #record(recorder: Recorder, runs: readonly Run[], sheet: Sheet | undefined): Promise<void> {
    const lastStep = sheet ? runs.findLastIndex(({ watched }) => watched !== undefined) : -1;
    for (const [i, run] of runs.entries()) {
      const name = i === lastStep ? run.watched! : run.graph;
      let graph = this.#ready.get(name);
      if (!graph) {
        recorder.submit();
        graph = await this.#begin(name);
      }
      for (const gather of this.#drawsOf(run.graph, graph.reads)) gather.encode(recorder.pass);
      this.engine.encode(recorder.pass, graph);
      if (sheet && isLastOfItsKind(runs, i)) this.#reports!.note(recorder, graph, sheet);
    }
  }

  /** Makes a graph ready, once. */
  #begin(name: string): Promise<ReadyGraph> {
    return once(this.#making, name, () => {
      const making = this.engine.graph(this.#placed!, name);
      // Who comes to the graph hears of it.
      making.then((graph) => this.#ready.set(name, graph), () => undefined);
      return making;
    });
  }

  /** The graphs that later iterations will come to. */
  #beginAll(): void {
    if (this.#making.size < this.#placed!.placements.size) for (const name of this.#placed!.placements.keys()) void this.#begin(name);
  }

  /** Waits until the device is done with a submit, all earlier ones being done. It has those after it to go on with. */
  async #finish(running: Running): Promise<Report | undefined> {
    const { engine } = this;
    const wait = this.#pace.untilAsking(running, performance.now());
    if (wait > 0) await engine.waiting.sleep(wait);
    const asked = performance.now();
    const { sheet, told } = running;
    const values = await this.#reports!.read(sheet);
    this.#pace.done(running, wait > 0, asked, performance.now());
    engine.check();
    return told && { ...told, ...values };
  }

  /**
   * The groups of which a step draws a new batch: those that it reads. What only its metrics read stands as it was drawn last,
   * so that a run that is watched goes as one that isn't.
   */
  #drawsOf(step: string, reads: readonly number[]): Gather[] {
    const needed = this.engine.program.graphs[step].reads;
    return this.#gathers.filter((gather) => gather.gives(this.#watchedOnly.has(gather) ? reads : needed));
  }
}

function isLastOfItsKind(runs: readonly Run[], place: number): boolean {
  return !runs.slice(place + 1).some(({ graph }) => graph === runs[place].graph);
}
