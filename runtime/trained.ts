/** A loaded model as it is after training: samples, gives and takes weights. Nothing of training is in here. */

import { Engine } from "./engine.js";
import { WeightsError } from "./errors.js";
import type { FrozenWeights } from "./frozen.js";
import { elementsOf, typed } from "./initial.js";
import type { Parts } from "./parts.js";
import type { Program, Slot } from "./program.js";
import { type SampleRequest, type Samples, noise, sample } from "./sample.js";
import type { NamedTensor, Tensors } from "./safetensors.js";
import { tensorsFor } from "./tensors.js";

/** What a model is given when it is loaded. */
export interface GivenWeights {
  /** By name: `readSafetensors(file).tensors`, or what `weights` gave. */
  readonly weights?: Tensors;
  /** The weights of frozen networks, where they aren't among the others. */
  readonly frozen?: FrozenWeights;
}

export interface TrainedOptions extends GivenWeights {
  /** Of the first weights, where none are given. */
  readonly seed?: number;
}

export class Trained {
  protected readonly engine: Engine;
  /** Tensors that somebody has given. */
  readonly #given = new Set<string>();

  /** Throws WeightsError, ProgramError, ProgramVersionError. */
  constructor(
    readonly device: GPUDevice,
    readonly program: Program,
    { seed = 0, weights, frozen = {} }: TrainedOptions,
    private readonly parts: Parts,
  ) {
    this.engine = new Engine(device, program, seed);
    for (const [network, given] of Object.entries(frozen)) this.setFrozen(network, given);
    if (weights instanceof Uint8Array) throw new WeightsError("weights are tensors by name: readSafetensors(file).tensors");
    if (weights) this.setWeights(weights);
  }

  /** `count` samples, values in the data's own range. */
  async sample(count: number, request: SampleRequest = {}): Promise<Samples> {
    this.demandFrozen();
    return sample(this.engine, count, request);
  }

  protected demandFrozen(): void {
    this.parts.frozen?.demandGiven(this.program, this.#given);
  }

  /** The noise that `sample` would draw for this many samples (at most 64), by name. */
  noise(count: number, seed = 0): Promise<Map<string, Float32Array>> {
    return noise(this.engine, count, seed);
  }

  /** Weights and running statistics, by name, in PyTorch's layouts. */
  weights(): Promise<Map<string, NamedTensor>> {
    return this.read(isWeight);
  }

  /**
   * Of this very model: throws a WeightsError that names the first tensor that is missing, differs, or holds what is no number. Nothing is written then.
   * A frozen network may be left out whole: its weights can come from a file of their own.
   */
  setWeights(weights: Tensors): void {
    const { name, slots } = this.program;
    const wanted = this.parts.frozen?.withoutLeftOut(this.program, weights) ?? slots;
    this.#writeFinite(tensorsFor(wanted.filter(isWeight), name, weights));
  }

  /** Of one frozen network; in the tensors' names its own may be left out. Throws as `setWeights` does. */
  setFrozen(network: string, weights: Tensors): void {
    const { frozen } = this.parts;
    if (!frozen) throw new WeightsError(`${network} is not frozen`);
    this.#writeFinite(frozen.frozenWeights(this.program, network, weights));
  }

  protected async read(wanted: (slot: Slot) => boolean): Promise<Map<string, NamedTensor>> {
    const slots = this.program.slots.filter(wanted);
    const values = await this.engine.read(slots.map(({ offset, shape, dtype }) => ({ buffer: this.engine.slots, offset, bytes: 4 * elementsOf(shape), dtype })));
    return new Map(slots.map(({ name, shape }, i) => [name, { shape, values: values[i] }]));
  }

  /** What is no number in a weight is none in anything that it makes. */
  #writeFinite(tensors: Tensors): void {
    for (const [name, { values }] of tensors) {
      const wrong = values.find((value: number) => !Number.isFinite(Math.fround(value)));
      if (wrong !== undefined) throw new WeightsError(`${name} holds ${wrong}, which no weight can be`);
    }
    this.write(tensors);
  }

  /** Of slots, by their names. */
  protected write(tensors: Tensors): void {
    for (const { name, offset, dtype } of this.program.slots) {
      const tensor = tensors.get(name);
      if (!tensor) continue;
      this.engine.write(this.engine.slots, offset, typed(dtype, tensor.values));
      this.#given.add(name);
    }
  }

  /** Gives back all memory on the device. */
  dispose(): void {
    this.engine.dispose();
  }
}

function isWeight({ role }: Slot): boolean {
  return role === "weight" || role === "statistic";
}
