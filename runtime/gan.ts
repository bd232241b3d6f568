/** A loaded model: trains, samples, gives and takes weights. */

import type { Dataset } from "./data.js";
import { type Counts, Engine } from "./engine.js";
import { DataError, WeightsError } from "./errors.js";
import { elementsOf } from "./initial.js";
import type { Program, Slot } from "./program.js";
import { Sampler, type SampleOptions, type Samples } from "./sample.js";
import type { NamedTensor, Tensors } from "./safetensors.js";
import { type Report, type TrainOptions, Trainer } from "./train.js";

export interface GanOptions {
  /** Of training; the program's own if left out. */
  readonly batch?: number;
  /** Of the first weights, the shuffle, noise and dropout. */
  readonly seed?: number;
}

export class Gan {
  readonly #engine: Engine;
  readonly #trainer: Trainer;
  readonly #sampler: Sampler;
  readonly batch: number;

  constructor(
    readonly device: GPUDevice,
    readonly program: Program,
    { batch = program.batch, seed = 0 }: GanOptions = {},
  ) {
    if (!Number.isInteger(batch) || batch < 1) throw new DataError(`a batch is a whole number of samples, at least 1, and ${batch} was given`);
    this.batch = batch;
    this.#engine = new Engine(device, program, seed);
    this.#trainer = new Trainer(this.#engine, batch, seed);
    this.#sampler = new Sampler(this.#engine);
  }

  /** Iterations done. */
  get iteration(): number {
    return this.#trainer.iteration;
  }

  get counts(): Readonly<Counts> {
    return this.#engine.counts;
  }

  /** Trains while it is iterated over. Throws DataError before anything runs, DeviceError and DeviceLostError later. */
  train(data: Dataset, options: TrainOptions = {}): AsyncGenerator<Report, void, undefined> {
    return this.#trainer.train(data, options);
  }

  /** `count` samples, values in the data's own range. */
  sample(count: number, options: SampleOptions = {}): Promise<Samples> {
    return this.#sampler.sample(count, options);
  }

  /** The noise that `sample` would draw for this many samples (at most 64), by name. */
  noise(count: number, seed = 0): Promise<Map<string, Float32Array>> {
    return this.#sampler.noise(count, seed);
  }

  /** Weights and running statistics, by name, in PyTorch's layouts. */
  weights(): Promise<Map<string, NamedTensor>> {
    return this.#read((slot) => isWeight(slot));
  }

  /** Everything that lives between iterations: what a checkpoint holds. */
  state(): Promise<Map<string, NamedTensor>> {
    return this.#read(() => true);
  }

  /** Batches drawn from each group of data: goes with `state` into a checkpoint. */
  get drawn(): number[] {
    return this.#trainer.drawn;
  }

  /** Takes up a run where `state`, `iteration` and `drawn` left it. */
  restore(state: Tensors, iteration: number, drawn: readonly number[]): void {
    this.#write(state, () => true);
    this.#trainer.restore(iteration, drawn);
  }

  /** Of this very model: throws a WeightsError that names the first tensor that is missing or differs. Nothing is written then. */
  setWeights(weights: Tensors): void {
    this.#write(weights, isWeight);
  }

  async #read(wanted: (slot: Slot) => boolean): Promise<Map<string, NamedTensor>> {
    const slots = this.program.slots.filter(wanted);
    const buffers = await this.#engine.read(slots.map(({ offset, shape }) => ({ buffer: this.#engine.slots, offset, bytes: 4 * elementsOf(shape) })));
    return new Map(slots.map(({ name, shape, dtype }, i) => [name, { shape, values: dtype === "f32" ? new Float32Array(buffers[i]) : new Int32Array(buffers[i]) }]));
  }

  #write(tensors: Tensors, wanted: (slot: Slot) => boolean): void {
    const slots = this.program.slots.filter(wanted);
    for (const { name, shape } of slots) {
      const tensor = tensors.get(name);
      if (!tensor) throw new WeightsError(`the weights have no ${name}, which ${this.program.name} needs: they are another model's`);
      if (tensor.shape.join() !== shape.join()) throw new WeightsError(`${name} is [${shape.join(", ")}] in ${this.program.name} and [${tensor.shape.join(", ")}] in the weights`);
    }
    for (const { name, offset, dtype } of slots) {
      const { values } = tensors.get(name)!;
      this.#engine.write(this.#engine.slots, offset, dtype === "f32" ? Float32Array.from(values) : Int32Array.from(values));
    }
  }

  /** Gives back all memory on the device. */
  dispose(): void {
    this.#engine.dispose();
  }
}

function isWeight({ role }: Slot): boolean {
  return role === "weight" || role === "statistic";
}
