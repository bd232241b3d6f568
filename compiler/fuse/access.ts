/** What a value reads from memory, and where: the walk through elementwise operations and index maps down to what is stored. */

import { type Condition, type Index, keyOf, linearise, variable } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type Shape, sameSize, sizeOf } from "../ir/type.js";

/** Loop variables for the axes of a space: `i0`, `i1`, … */
export function axesOf(space: Shape, prefix = "i"): Index[] {
  return space.map((dim, axis) => variable(`${prefix}${axis}`, dim));
}

export interface Read {
  readonly node: Node;
  /** The element's row-major position as a function of the loop variables. */
  readonly address: Index;
  readonly guarded: boolean;
}

/** Every distinct element read that computing `node` at `index` takes, where `isStored` says at which values to stop. */
export function readsOf(node: Node, index: readonly Index[], isStored: (node: Node) => boolean): Read[] {
  const reads = new Map<string, Read>();
  const seen = new Set<string>();
  const visit = (value: Node, at: readonly Index[], guarded: boolean): void => {
    const key = `${value.id}@${at.map(keyOf).join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (isStored(value)) {
      reads.set(key, { node: value, address: linearise(at, value.type.shape), guarded });
      return;
    }
    readInputs(value, at, (input, where, conditions) => visit(input, where, guarded || conditions.length > 0));
  };
  visit(node, index, false);
  return [...reads.values()];
}

/** Calls `visit` for each input of an unstored value with where it is read; a reduction is entered through `reductionReads`. */
function readInputs(node: Node, at: readonly Index[], visit: (input: Node, where: readonly Index[], conditions: readonly Condition[]) => void): void {
  const { lowering } = node.op;
  switch (lowering.kind) {
    case "elementwise":
      node.inputs.forEach((input) => visit(input, at, []));
      return;
    case "generator":
      node.inputs.forEach((input) => visit(input, [], []));
      return;
    case "movement": {
      const access = lowering.index(at, node.attributes, node.inputs[0].type, node.type);
      visit(node.inputs[0], access.index, access.when ?? []);
      return;
    }
    case "reduction":
      reductionReads(node, at, visit);
      return;
    case "source":
      return;
  }
}

/** The reads of a reduction's own operands, with its reduced axes as variables `r0`, `r1`, … */
export function reductionReads(node: Node, at: readonly Index[], visit: (input: Node, where: readonly Index[], conditions: readonly Condition[]) => void): void {
  const { lowering } = node.op;
  if (lowering.kind !== "reduction") return;
  const types = node.inputs.map((input) => input.type);
  const reduced = axesOf(lowering.space(node.attributes, types), "r");
  lowering.factors(at, reduced, node.attributes, types).forEach((access, i) => visit(node.inputs[i], access.index, access.when ?? []));
}

/** Follows movements that leave every element in its place (a reshape): the value itself lies in the input's memory. */
export function storageOf(node: Node): Node {
  let value = node;
  while (isRename(value)) value = value.inputs[0];
  return value;
}

function isRename(node: Node): boolean {
  const { lowering } = node.op;
  if (lowering.kind !== "movement" || !sameSize(sizeOf(node.type.shape), sizeOf(node.inputs[0].type.shape))) return false;
  const axes = axesOf(node.type.shape);
  const access = lowering.index(axes, node.attributes, node.inputs[0].type, node.type);
  if (access.when?.length) return false;
  return keyOf(linearise(access.index, node.inputs[0].type.shape)) === keyOf(linearise(axes, node.type.shape));
}

/** Follows movements of any kind down to the value that is moved. */
export function movedValue(node: Node): Node {
  let value = node;
  while (value.op.lowering.kind === "movement") value = value.inputs[0];
  return value;
}
