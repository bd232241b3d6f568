/** Tensors by name, held against the slots that they are for. */

import { WeightsError } from "./errors.js";
import type { Program, Slot } from "./program.js";
import type { NamedTensor, Tensors } from "./safetensors.js";

/** What is known of a program's weights. */
export type Described = Pick<Program, "name" | "frozen"> & { readonly slots: readonly Pick<Slot, "name" | "network" | "shape">[] };

/** The tensor of each slot: of a network's own file, by its short name too. Throws a WeightsError that names the first that is missing or has another shape. */
export function tensorsFor(slots: Described["slots"], model: string, tensors: Tensors, file = "the weights", shortOf = (name: string): string => name): Map<string, NamedTensor> {
  return new Map(slots.map(({ name, shape }) => {
    const short = shortOf(name);
    const tensor = tensors.get(name) ?? tensors.get(short);
    if (!tensor) throw new WeightsError(`${file} have no ${short}, which ${model} needs: they are another model's`);
    if (tensor.shape.join() !== shape.join()) throw new WeightsError(`${name} is [${shape.join(", ")}] in ${model} and [${tensor.shape.join(", ")}] in ${file}`);
    return [name, tensor];
  }));
}
