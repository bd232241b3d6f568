/** A loaded model as it is after training: samples, gives and takes weights. Nothing of training is in here. */

import { type Counts, Engine } from "./engine.js";
import { WeightsError } from "./errors.js";
import { type FrozenWeights, frozenWeights, frozenWithout, tensorsFor } from "./frozen.js";
import { elementsOf, typed } from "./initial.js";
import type { Program, Slot } from "./program.js";
import { type SampleRequest, type Samples, noise, sample } from "./sample.js";
import { type NamedTensor, type Tensors, readSafetensors } from "./safetensors.js";

/** What a model is given when it is loaded. */
export interface GivenWeights {
  /** A safetensors file, or tensors by name. */
  readonly weights?: Uint8Array | Tensors;
  /** The weights of frozen networks, where they aren't among the others. */
  readonly frozen?: FrozenWeights;
}

export interface TrainedOptions {
  /** Of the first weights, where none are given. */
  readonly seed?: number;
}

export class Trained {
  protected readonly engine: Engine;
  /** Frozen networks whose weights nobody has given yet, and the files that the source names for them. */
  readonly #missing: Map<string, string>;

  constructor(
    readonly device: GPUDevice,
    readonly program: Program,
    { seed = 0 }: TrainedOptions = {},
  ) {
    this.#missing = new Map(frozenWithout(program, () => false).map(({ network, file }) => [network, file]));
    this.engine = new Engine(device, program, seed);
  }

  get counts(): Readonly<Counts> {
    return this.engine.counts;
  }

  /** `count` samples, values in the data's own range. */
  async sample(count: number, request: SampleRequest = {}): Promise<Samples> {
    this.demandFrozen();
    return sample(this.engine, count, request);
  }

  protected demandFrozen(): void {
    for (const [network, file] of this.#missing) throw new WeightsError(`${network} is frozen, and its weights were not given: frozen: { ${network}: … }, of ${file}`);
  }

  /** The noise that `sample` would draw for this many samples (at most 64), by name. */
  noise(count: number, seed = 0): Promise<Map<string, Float32Array>> {
    return noise(this.engine, count, seed);
  }

  /** Weights and running statistics, by name, in PyTorch's layouts. */
  weights(): Promise<Map<string, NamedTensor>> {
    return this.read((slot) => isWeight(slot));
  }

  /**
   * Of this very model: throws a WeightsError that names the first tensor that is missing, differs, or holds what is no number. Nothing is written then.
   * A frozen network may be left out whole: its weights can come from a file of their own.
   */
  setWeights(weights: Tensors): void {
    const { slots, frozen = [] } = this.program;
    const given = new Set(slots.filter(({ name }) => weights.has(name)).map(({ network }) => network));
    const leftOut = new Set<string | undefined>(frozen.map(({ network }) => network).filter((network) => !given.has(network)));
    this.#writeFinite(weights, (slot) => isWeight(slot) && !leftOut.has(slot.network));
  }

  /** Of one frozen network; in the tensors' names its own may be left out. Throws as `setWeights` does. */
  setFrozen(network: string, weights: Tensors): void {
    this.#writeFinite(frozenWeights(this.program, network, weights), (slot) => slot.network === network);
  }

  /** Throws WeightsError, SafetensorsError. */
  give({ weights, frozen = {} }: GivenWeights): void {
    for (const [network, given] of Object.entries(frozen)) this.setFrozen(network, tensorsOf(given));
    if (weights) this.setWeights(tensorsOf(weights));
  }

  protected async read(wanted: (slot: Slot) => boolean): Promise<Map<string, NamedTensor>> {
    const slots = this.program.slots.filter(wanted);
    const buffers = await this.engine.read(slots.map(({ offset, shape }) => ({ buffer: this.engine.slots, offset, bytes: 4 * elementsOf(shape) })));
    return new Map(slots.map(({ name, shape, dtype }, i) => [name, { shape, values: dtype === "f32" ? new Float32Array(buffers[i]) : new Int32Array(buffers[i]) }]));
  }

  /** What is no number in a weight is none in anything that it makes. */
  #writeFinite(tensors: Tensors, wanted: (slot: Slot) => boolean): void {
    for (const { name } of this.program.slots.filter(wanted)) {
      const wrong = tensors.get(name)?.values.find((value: number) => !Number.isFinite(Math.fround(value)));
      if (wrong !== undefined) throw new WeightsError(`${name} holds ${wrong}, which no weight can be`);
    }
    this.write(tensors, wanted);
  }

  protected write(tensors: Tensors, wanted: (slot: Slot) => boolean): void {
    const slots = this.program.slots.filter(wanted);
    const found = tensorsFor(slots, this.program.name, tensors);
    for (const { name, offset, dtype, network = "" } of slots) {
      this.engine.write(this.engine.slots, offset, typed(dtype, found.get(name)!.values));
      this.#missing.delete(network);
    }
  }

  /** Gives back all memory on the device. */
  dispose(): void {
    this.engine.dispose();
  }
}

function tensorsOf(given: Uint8Array | Tensors): Tensors {
  return given instanceof Uint8Array ? readSafetensors(given).tensors : given;
}

function isWeight({ role }: Slot): boolean {
  return role === "weight" || role === "statistic";
}
