/**
 * Training: an iteration is one submit, and the host waits for none. What somebody wants to see is copied into a buffer of
 * its own behind the work and arrives when it is done.
 */

import { type Dataset, fitted } from "./data.js";
import type { Engine, Ready, ReadyGraph } from "./engine.js";
import { DataError } from "./errors.js";
import { type Gather, makeGather } from "./gather.js";
import { type DataInput, counters } from "./program.js";
import { type Run, graphsOf, runsOf } from "./schedule.js";

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
  /** Batches of each group drawn before this data was there: a resumed run. */
  #restored: readonly number[] = [];
  #gathers: Gather[] = [];
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
    this.#gathers.forEach((gather, i) => (gather.drawn = drawn[i] ?? 0));
  }

  async #prepare(dataset: Dataset): Promise<Ready> {
    if (this.#ready && this.#dataset === dataset) return this.#ready;
    const { program } = this.engine;
    const samples = fitted(program, dataset, this.batch);
    const names = graphsOf(program);
    if (names.length === 0) throw new DataError(`${program.name} has no train block`);
    this.#ready ??= await this.engine.ready(names, this.batch);
    const groups = new Map<number, { input: DataInput; place: number; samples: NonNullable<ReturnType<typeof samples.get>> }[]>();
    program.inputs.forEach((input, place) => {
      if (input.kind !== "data") return;
      groups.set(input.group, [...(groups.get(input.group) ?? []), { input, place, samples: samples.get(input.name)! }]);
    });
    const drawn = this.drawn;
    this.#gathers = await Promise.all([...groups.values()].map((inputs) => makeGather(this.engine, this.#ready!, inputs, this.seed)));
    this.#gathers.forEach((gather, i) => (gather.drawn = drawn[i] ?? 0));
    if (this.#staging.length === 0) this.#prepareReports(this.#ready);
    this.#dataset = dataset;
    return this.#ready;
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
    const end = this.iteration + iterations;
    const free = [...this.#staging];
    const running: Promise<void>[] = [];
    const reports: Promise<Report>[] = [];
    while (this.iteration < end && this.epoch < epochs && !signal?.aborted) {
      const last = this.iteration + 1 === end;
      const staging = last || (this.iteration + 1) % every === 0 ? (free.pop() ?? undefined) : undefined;
      const report = this.#iterate(ready, staging);
      if (report) {
        reports.push(
          told(
            report.then((value) => {
              free.push(staging!);
              return value;
            }),
          ),
        );
      }
      running.push(told(this.engine.device.queue.onSubmittedWorkDone().then(() => undefined)));
      if (running.length >= inFlight) await running.shift();
      this.engine.check();
      while (reports.length >= inFlight) yield await reports.shift()!;
    }
    for (const report of reports) yield await report;
    await Promise.all(running);
    this.engine.check();
  }

  /** Encodes and submits one iteration; with a staging buffer, its outputs follow in it. */
  #iterate(ready: Ready, staging: GPUBuffer | undefined): Promise<Report> | undefined {
    const { engine } = this;
    const epoch = this.epoch;
    const runs = runsOf(engine.program.schedule, { iteration: this.iteration, epoch });
    if (this.#epochSlot !== undefined) this.#writeEpoch(this.#epochSlot, epoch);
    const lastStep = staging ? runs.findLastIndex(({ watched }) => watched !== undefined) : -1;
    const encoder = engine.device.createCommandEncoder();
    let pass = encoder.beginComputePass();
    const told = new Set<string>();
    runs.forEach((run, i) => {
      const graph = ready.graphs.get(i === lastStep ? run.watched! : run.graph)!;
      this.#draw(graph, pass);
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

  /** A step that reads data draws a new batch of it. */
  #draw({ reads }: ReadyGraph, pass: GPUComputePassEncoder): void {
    for (const gather of this.#gathers) {
      const read = reads.some((place) => gather.names.includes(this.engine.program.inputs[place].name));
      if (read) gather.encode(pass);
    }
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
