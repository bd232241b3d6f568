/**
 * Training: an iteration is one submit, and the host waits for none. What somebody wants to see is copied into a buffer of
 * its own behind the work and arrives when it is done.
 */

import { type Dataset, fitted } from "./data.js";
import type { Engine, Ready } from "./engine.js";
import { DataError } from "./errors.js";
import { type Drawn, Gather } from "./gather.js";
import { counters } from "./program.js";
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

/** Of one iteration. A loss is that of its last step in the iteration; metrics are of the iteration's last step. */
export interface Report {
  /** From 1: how many iterations are done. */
  readonly iteration: number;
  readonly epoch: number;
  readonly loss: { readonly [name: string]: number };
  readonly metric: { readonly [name: string]: number };
}

/** Iterations that may be on the device at once: enough to keep it busy, few enough to stop soon. */
const inFlight = 3;
/** Offsets in a buffer of outputs. */
const spacing = 8;

export class Trainer {
  iteration = 0;
  /** Batches of each group drawn before this data was there: of a resumed run, or of the last data. */
  #restored: readonly number[] = [];
  #gathers: Gather[] = [];
  /** Data that no step reads, only metrics: it is drawn when somebody looks. */
  #watchedOnly = new Set<Gather>();
  #ready: Ready | undefined;
  #dataset: Dataset | undefined;
  #outputs = new Map<string, number>();
  #staging: GPUBuffer[] = [];
  #epochSlot: number | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly batch: number,
    private readonly seed: number,
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
    this.#gathers.forEach((gather, i) => gather.seek(drawn[i] ?? 0));
  }

  async #prepare(dataset: Dataset): Promise<Ready> {
    if (this.#ready && this.#dataset === dataset) return this.#ready;
    const { program } = this.engine;
    const samples = fitted(program, dataset, this.batch);
    const names = graphsOf(program);
    if (names.length === 0) throw new DataError(`${program.name} has no train block`);
    this.#ready ??= await this.engine.ready(names, this.batch);
    const groups = new Map<number, Drawn[]>();
    program.inputs.forEach((input, place) => {
      if (input.kind === "data") groups.set(input.group, [...(groups.get(input.group) ?? []), { input, place, samples: samples.get(input.name)! }]);
    });
    const { drawn } = this;
    this.#forget(drawn);
    this.#gathers = await Promise.all([...groups.values()].map((inputs) => Gather.make(this.engine, this.#ready!, inputs, this.seed)));
    this.#gathers.forEach((gather, i) => gather.seek(drawn[i] ?? 0));
    const stepped = stepsOf(program).flatMap((name) => program.graphs[name].reads);
    this.#watchedOnly = new Set(this.#gathers.filter((gather) => !gather.gives(stepped)));
    if (this.#staging.length === 0) this.#prepareReports(this.#ready);
    this.#dataset = dataset;
    return this.#ready;
  }

  /** The last data set; how far it was drawn stays known, also when the next one turns out too large. */
  #forget(drawn: readonly number[]): void {
    for (const gather of this.#gathers) gather.dispose();
    this.#gathers = [];
    this.#dataset = undefined;
    this.#restored = drawn;
  }

  #prepareReports({ graphs }: Ready): void {
    for (const { outputs } of graphs.values()) for (const { name } of outputs) if (!this.#outputs.has(name)) this.#outputs.set(name, spacing * this.#outputs.size);
    const bytes = Math.max(spacing, spacing * this.#outputs.size);
    for (let i = 0; i <= inFlight; i++) this.#staging.push(this.engine.buffer(bytes, "report", GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST));
  }

  get epoch(): number {
    const [first] = this.#gathers;
    return first ? Math.floor(first.drawn / first.perEpoch) : 0;
  }

  async *train(dataset: Dataset, { iterations = Infinity, epochs = Infinity, every = 1, signal }: TrainOptions = {}): AsyncGenerator<Report, void, undefined> {
    const ready = await this.#prepare(dataset);
    if (epochs < Infinity) this.#mustPass();
    const end = this.iteration + iterations;
    const free = [...this.#staging];
    const running: Promise<void>[] = [];
    const reports: Promise<Report>[] = [];
    try {
      while (this.iteration < end && this.epoch < epochs && !signal?.aborted) {
        const runs = runsOf(this.engine.program.schedule, { iteration: this.iteration, epoch: this.epoch });
        const last = this.iteration + 1 === end || this.#epochAfter(runs) >= epochs;
        const staging = last || (this.iteration + 1) % every === 0 ? free.pop() : undefined;
        const report = this.#iterate(ready, runs, staging);
        if (report) reports.push(told(report.finally(() => free.push(staging!))));
        running.push(told(this.engine.device.queue.onSubmittedWorkDone().then(() => undefined)));
        if (running.length >= inFlight) await running.shift();
        this.engine.check();
        while (reports.length >= inFlight) yield await reports.shift()!;
      }
      for (const report of reports) yield await report;
      await Promise.all(running);
      this.engine.check();
    } finally {
      // Who stops looking leaves reports behind, and their buffers must be free before anybody trains on.
      await Promise.allSettled([...running, ...reports]);
    }
  }

  /** Where no step reads data, its passes never end. */
  #mustPass(): void {
    const [first] = this.#gathers;
    if (!first || this.#watchedOnly.has(first)) throw new DataError("epochs are passes over the first data, and no step reads any: ask for iterations");
  }

  /** The epoch when these runs are done. */
  #epochAfter(runs: readonly Run[]): number {
    const [first] = this.#gathers;
    if (!first) return 0;
    const draws = runs.filter(({ graph }) => first.gives(this.engine.program.graphs[graph].reads)).length;
    return Math.floor((first.drawn + draws) / first.perEpoch);
  }

  /** Encodes and submits one iteration; with a staging buffer, its outputs follow in it. */
  #iterate(ready: Ready, runs: readonly Run[], staging: GPUBuffer | undefined): Promise<Report> | undefined {
    const { engine, epoch } = this;
    if (this.#epochSlot !== undefined) this.#writeEpoch(this.#epochSlot, epoch);
    const lastStep = staging ? runs.findLastIndex(({ watched }) => watched !== undefined) : -1;
    const encoder = engine.device.createCommandEncoder();
    let pass = encoder.beginComputePass();
    const told = new Set<string>();
    runs.forEach((run, i) => {
      const graph = ready.graphs.get(i === lastStep ? run.watched! : run.graph)!;
      for (const gather of this.#drawsOf(run.graph, graph.reads)) gather.encode(pass);
      engine.encode(pass, graph);
      if (!staging || !isLastOfItsKind(runs, i)) return;
      // What a graph leaves in the arena the next one overwrites.
      pass.end();
      for (const { name, buffer, offset } of graph.outputs) {
        encoder.copyBufferToBuffer(buffer, offset, staging, this.#outputs.get(name)!, 4);
        told.add(name);
      }
      pass = encoder.beginComputePass();
    });
    pass.end();
    engine.submit(encoder);
    this.iteration++;
    return staging && this.#report(staging, told, { iteration: this.iteration, epoch });
  }

  /**
   * The groups of which a step draws a new batch: those that it reads. What only its metrics read stands as it was drawn last,
   * so that a run that is watched goes as one that isn't.
   */
  #drawsOf(step: string, reads: readonly number[]): Gather[] {
    const needed = this.engine.program.graphs[step].reads;
    return this.#gathers.filter((gather) => gather.gives(this.#watchedOnly.has(gather) ? reads : needed));
  }

  #lastEpoch = -1;

  #writeEpoch(offset: number, epoch: number): void {
    if (epoch === this.#lastEpoch) return;
    this.#lastEpoch = epoch;
    this.engine.write(this.engine.slots, offset, Int32Array.of(epoch));
  }

  async #report(staging: GPUBuffer, told: ReadonlySet<string>, at: { iteration: number; epoch: number }): Promise<Report> {
    try {
      await staging.mapAsync(GPUMapMode.READ);
    } catch (error) {
      this.engine.check();
      throw error;
    }
    const values = new Float32Array(staging.getMappedRange().slice(0));
    staging.unmap();
    const named = (prefix: string): { [name: string]: number } =>
      Object.fromEntries([...told].filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), values[this.#outputs.get(name)! / 4]]));
    return { ...at, loss: named("loss."), metric: named("metric.") };
  }
}

function isLastOfItsKind(runs: readonly Run[], place: number): boolean {
  return !runs.slice(place + 1).some(({ graph }) => graph === runs[place].graph);
}

/** Of several that fail with the device only the first is waited for; the others have nothing more to say. */
function told<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
