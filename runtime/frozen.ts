/** Weights of frozen networks. Each comes from a file of its own, or lies among the weights of a run. */

import { WeightsError } from "./errors.js";
import type { Frozen, Program, Slot } from "./program.js";
import type { NamedTensor, Tensors } from "./safetensors.js";
import { type Described, tensorsFor } from "./tensors.js";

/** By network. */
export interface FrozenWeights {
  readonly [network: string]: Tensors;
}

/**
 * What the program needs of a file of this network's weights, by the names that they have in the program; in the file the
 * network's own name may be left out in front. Other tensors of the file don't count. Throws a WeightsError that names the
 * first tensor that is missing or has another shape.
 */
export function frozenWeights({ name, frozen: networks = [], slots }: Described, network: string, tensors: Tensors): Map<string, NamedTensor> {
  if (!networks.some((one) => one.network === network)) throw new WeightsError(`${name} has no frozen network ${network}; it has ${networks.map((one) => one.network).join(", ") || "none"}`);
  return tensorsFor(slots.filter((slot) => slot.network === network), name, tensors, `the weights of ${network}`, (tensor) => tensor.slice(network.length + 1));
}

/** Frozen networks of which some weights lie nowhere among these. */
export function frozenWithout({ frozen: networks = [], slots }: Described, has: (tensor: string) => boolean): readonly Frozen[] {
  return networks.filter(({ network }) => slots.some((slot) => slot.network === network && !has(slot.name)));
}

/** Throws a WeightsError where some weights are not among those that were given. */
function demandGiven(program: Described, given: ReadonlySet<string>): void {
  for (const { network, file } of frozenWithout(program, (tensor) => given.has(tensor))) {
    throw new WeightsError(`${network} is frozen, and its weights were not given: frozen: { ${network}: … }, of ${file}`);
  }
}

/** All slots but those of frozen networks that these weights leave out whole. */
function withoutLeftOut({ frozen: networks = [], slots }: Pick<Program, "frozen" | "slots">, weights: Tensors): readonly Slot[] {
  const given = new Set(slots.filter((slot) => weights.has(slot.name)).map(({ network }) => network));
  const leftOut = new Set<string | undefined>(networks.map(({ network }) => network).filter((network) => !given.has(network)));
  return slots.filter(({ network }) => !leftOut.has(network));
}

/** All that a model with frozen networks needs besides. */
export interface FrozenPart {
  demandGiven(program: Described, given: ReadonlySet<string>): void;
  frozenWeights(program: Described, network: string, tensors: Tensors): Map<string, NamedTensor>;
  withoutLeftOut(program: Pick<Program, "frozen" | "slots">, weights: Tensors): readonly Slot[];
}

export const frozen: FrozenPart = { demandGiven, frozenWeights, withoutLeftOut };
