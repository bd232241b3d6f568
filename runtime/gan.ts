/** A loaded model: trains, samples, gives and takes weights. */

import type { Dataset } from "./data.js";
import { type Counts, Engine } from "./engine.js";
import { DataError, WeightsError } from "./errors.js";
import { type FrozenWeights, frozenWeights, frozenWithout } from "./frozen.js";
import { elementsOf } from "./initial.js";
import type { Program, Slot } from "./program.js";
import { Sampler, type SampleOptions, type Samples } from "./sample.js";
import { type NamedTensor, type Tensors, readSafetensors } from "./safetensors.js";
import { type Report, type TrainOptions, Trainer } from "./train.js";

/** What a model is given when it is loaded. */
export interface GivenWeights {
  /** A safetensors file, or tensors by name. */
  readonly weights?: Uint8Array | Tensors;
  /** The weights of frozen networks, where they aren't among the others. */
  readonly frozen?: FrozenWeights;
}

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
  /** Frozen networks whose weights nobody has given yet, and the files that the source names for them. */
  readonly #missing: Map<string, string>;
  readonly batch: number;

  constructor(
    readonly device: GPUDevice,
    readonly program: Program,
    { batch = program.batch, seed = 0 }: GanOptions = {},
  ) {
    if (!Number.isInteger(batch) || batch < 1) throw new DataError(`a batch is a whole number of samples, at least 1, and ${batch} was given`);
    this.batch = batch;
    this.#missing = new Map(frozenWithout(program, () => false).map(({ network, file }) => [network, file]));
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

  /** Trains while it is iterated over. Throws DataError and WeightsError before anything runs, DeviceError and DeviceLostError later. */
  async *train(data: Dataset, options: TrainOptions = {}): AsyncGenerator<Report, void, undefined> {
    this.#demandFrozen();
    yield* this.#trainer.train(data, options);
  }

  /** `count` samples, values in the data's own range. */
  async sample(count: number, options: SampleOptions = {}): Promise<Samples> {
    this.#demandFrozen();
    return this.#sampler.sample(count, options);
  }

  #demandFrozen(): void {
    for (const [network, file] of this.#missing) throw new WeightsError(`${network} is frozen, and nobody gave its weights: load the model with frozen: { ${network}: … }, what ${file} holds`);
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

  /**
   * Of this very model: throws a WeightsError that names the first tensor that is missing or differs. Nothing is written then.
   * A frozen network may be left out whole: its weights can come from a file of their own.
   */
  setWeights(weights: Tensors): void {
    const isLeftOut = (network: string): boolean => this.program.slots.every((slot) => slot.network !== network || !weights.has(slot.name));
    const leftOut = new Set((this.program.frozen ?? []).map(({ network }) => network).filter(isLeftOut));
    this.#write(weights, (slot) => isWeight(slot) && !(slot.network !== undefined && leftOut.has(slot.network)));
  }

  /** Of one frozen network; in the tensors' names its own may be left out. Throws as `setWeights` does. */
  setFrozen(network: string, weights: Uint8Array | Tensors): void {
    this.#write(frozenWeights(this.program, network, weights), (slot) => slot.network === network);
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
    for (const { network } of slots) if (network !== undefined) this.#missing.delete(network);
  }

  /** Throws WeightsError, SafetensorsError. */
  give({ weights, frozen = {} }: GivenWeights): void {
    for (const [network, given] of Object.entries(frozen)) this.setFrozen(network, given);
    if (weights) this.setWeights(weights instanceof Uint8Array ? readSafetensors(weights).tensors : weights);
  }

  /** Gives back all memory on the device. */
  dispose(): void {
    this.#engine.dispose();
  }
}

function isWeight({ role }: Slot): boolean {
  return role === "weight" || role === "statistic";
}
