/** What a value reads from memory, and where: the walk through elementwise operations and index maps down to what is stored. */

import { type Index, keyOf, linearise, variable } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import type { Access } from "../ir/op.js";
import { remembered } from "../ir/remembered.js";
import { type Shape, sameSize, sizeOf } from "../ir/type.js";

/** Loop variables for the axes of a space: `i0`, `i1`, … */
export function axesOf(space: Shape, prefix = "i"): Index[] {
  return space.map((dim, axis) => variable(`${prefix}${axis}`, dim));
}

/** Those of a value's own element. */
export const ownAxes = remembered(({ type }: Node): readonly Index[] => axesOf(type.shape));

export interface Read {
  readonly node: Node;
  /** The element's row-major position as a function of the loop variables. */
  readonly address: Index;
  readonly guarded: boolean;
}

/** Every distinct element read that computing `node` at `index` takes, where `isStored` says at which values to stop. */
export function readsOf(node: Node, index: readonly Index[], isStored: (node: Node) => boolean): Read[] {
  const reads: Read[] = [];
  const seen = new Map<string, Set<Node>>();
  const visit = (value: Node, at: readonly Index[], guarded: boolean): void => {
    const key = keyOfAll(at);
    let there = seen.get(key);
    if (!there) seen.set(key, (there = new Set()));
    if (there.has(value)) return;
    there.add(value);
    if (isStored(value)) reads.push({ node: value, address: linearise(at, value.type.shape), guarded });
    else inputReads(value, at).forEach((read) => visit(read.input, read.at, guarded || read.guarded));
  };
  visit(node, index, false);
  return reads;
}

/** The same for equal elements. */
export const keyOfAll = remembered((at: readonly Index[]) => at.map(keyOf).join());

/** An input's element that a value's needs. */
interface InputRead {
  readonly input: Node;
  readonly at: readonly Index[];
  readonly guarded: boolean;
}

/** By the value's element: the same way is gone by every pass, and for each graph that the value is part of. */
const readsAt = remembered((_: readonly Index[]) => new Map<Node, readonly InputRead[]>());

/** What an element needs of the value's inputs. The axes that a reduction reduces are `r0`, `r1`, … */
export function inputReads(node: Node, at: readonly Index[]): readonly InputRead[] {
  const known = readsAt(at);
  let reads = known.get(node);
  if (!reads) known.set(node, (reads = readsOfInputs(node, at)));
  return reads;
}

function readsOfInputs({ op: { lowering }, inputs, attributes, type }: Node, at: readonly Index[]): readonly InputRead[] {
  const types = inputs.map((input) => input.type);
  const through = ({ index, when = [] }: Access, i: number): InputRead => ({ input: inputs[i], at: index, guarded: when.length > 0 });
  switch (lowering.kind) {
    case "elementwise":
      return inputs.map((input) => ({ input, at, guarded: false }));
    case "generator":
      return inputs.map((input) => ({ input, at: [], guarded: false }));
    case "movement":
      return [through(lowering.index(at, attributes, types[0], type), 0)];
    case "reduction":
      return lowering.factors(at, axesOf(lowering.space(attributes, types), "r"), attributes, types).map(through);
    case "source":
      return [];
  }
}

/** Follows movements that leave every element in its place (a reshape): the value itself lies in the input's memory. */
export function storageOf(node: Node): Node {
  let value = node;
  while (isRename(value)) value = value.inputs[0];
  return value;
}

const isRename = remembered((node: Node): boolean => {
  const { lowering } = node.op;
  if (lowering.kind !== "movement" || !sameSize(sizeOf(node.type.shape), sizeOf(node.inputs[0].type.shape))) return false;
  const axes = ownAxes(node);
  const access = lowering.index(axes, node.attributes, node.inputs[0].type, node.type);
  if (access.when?.length) return false;
  return keyOf(linearise(access.index, node.inputs[0].type.shape)) === keyOf(linearise(axes, node.type.shape));
});

/** What a product's tile has in memory of an operand: the value that is moved, but for movements that no stride tells. */
export function laidOutValue(node: Node): Node {
  let value = node;
  for (let { lowering } = value.op; lowering.kind === "movement" && !lowering.uneven; { lowering } = value.op) value = value.inputs[0];
  return value;
}

/** Follows movements of any kind down to the value that is moved. */
export function movedValue(node: Node): Node {
  let value = node;
  while (value.op.lowering.kind === "movement") value = value.inputs[0];
  return value;
}
