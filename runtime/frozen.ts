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
export function frozenWeights({ name: model, frozen = [], slots }: Described, network: string, tensors: Tensors): Map<string, NamedTensor> {
  if (!frozen.some((one) => one.network === network)) throw new WeightsError(`${model} has no frozen network ${network}; it has ${frozen.map((one) => one.network).join(", ") || "none"}`);
  const own = slots.filter((slot) => slot.network === network);
  return new Map(own.map(({ name, shape }) => {
    const short = name.slice(network.length + 1);
    const tensor = tensors.get(name) ?? tensors.get(short);
    if (!tensor) throw new WeightsError(`the weights of ${network} have no ${short}`);
    if (tensor.shape.join() !== shape.join()) throw new WeightsError(`${name} is [${shape.join(", ")}] in ${model} and [${tensor.shape.join(", ")}] in the weights of ${network}`);
    return [name, tensor];
  }));
}

/** Frozen networks of which some weights lie nowhere among these. */
export function frozenWithout({ frozen = [], slots }: Described, has: (tensor: string) => boolean): readonly Frozen[] {
  return frozen.filter(({ network }) => slots.some((slot) => slot.network === network && !has(slot.name)));
}
