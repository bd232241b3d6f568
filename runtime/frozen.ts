/** Weights of frozen networks. Each comes from a file of its own, or lies among the weights of a run. */

import { WeightsError } from "./errors.js";
import type { Frozen, Program, Slot } from "./program.js";
import type { NamedTensor, Tensors } from "./safetensors.js";

/** By network: a safetensors file, or tensors by name. */
export interface FrozenWeights {
  readonly [network: string]: Uint8Array | Tensors;
}

/** What is known of a program's weights. */
export type Described = Pick<Program, "name" | "frozen"> & { readonly slots: readonly Pick<Slot, "name" | "network" | "shape">[] };

/**
 * What the program needs of a file of this network's weights, by the names that they have in the program; in the file the
 * network's own name may be left out in front. Other tensors of the file don't count. Throws a WeightsError that names the
 * first tensor that is missing or has another shape.
 */
export function frozenWeights({ name, frozen = [], slots }: Described, network: string, tensors: Tensors): Map<string, NamedTensor> {
  if (!frozen.some((one) => one.network === network)) throw new WeightsError(`${name} has no frozen network ${network}; it has ${frozen.map((one) => one.network).join(", ") || "none"}`);
  return tensorsFor(slots.filter((slot) => slot.network === network), name, tensors, network);
}

/** The tensor of each slot: of a network's own file, by its short name too. Throws a WeightsError that names the first that is missing or has another shape. */
export function tensorsFor(slots: Described["slots"], model: string, tensors: Tensors, network?: string): Map<string, NamedTensor> {
  const file = network === undefined ? "the weights" : `the weights of ${network}`;
  return new Map(slots.map(({ name, shape }) => {
    const short = network === undefined ? name : name.slice(network.length + 1);
    const tensor = tensors.get(name) ?? tensors.get(short);
    if (!tensor) throw new WeightsError(`${file} have no ${short}, which ${model} needs: they are another model's`);
    if (tensor.shape.join() !== shape.join()) throw new WeightsError(`${name} is [${shape.join(", ")}] in ${model} and [${tensor.shape.join(", ")}] in ${file}`);
    return [name, tensor];
  }));
}

/** Frozen networks of which some weights lie nowhere among these. */
export function frozenWithout({ frozen = [], slots }: Described, has: (tensor: string) => boolean): readonly Frozen[] {
  return frozen.filter(({ network }) => slots.some((slot) => slot.network === network && !has(slot.name)));
}
