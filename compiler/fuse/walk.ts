/** Where a reduction's loop comes by: an operand that it meets element by element, each once. */

import { type Index, delinearise, keyOf, linearise } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type Access, IrError, type Reduction } from "../ir/op.js";
import { remembered } from "../ir/remembered.js";
import { type Shape, sameShape } from "../ir/type.js";
import { axesOf } from "./access.js";
import type { Walk } from "./kernel.js";

export function reductionOf(node: Node): Reduction {
  const { lowering } = node.op;
  if (lowering.kind !== "reduction") throw new IrError(`${node.op.name} is no reduction`);
  return lowering;
}

export const reducedSpace = remembered((node: Node): Shape => reductionOf(node).space(node.attributes, node.inputs.map((input) => input.type)));

export function factorsOf(node: Node, output: readonly Index[], reduced: readonly Index[]): readonly Access[] {
  return reductionOf(node).factors(output, reduced, node.attributes, node.inputs.map((input) => input.type));
}

/** The operand whose every element the reduction reads exactly once, where there is one. */
export const walkOf = remembered((reduction: Node): Walk | undefined => {
  const output = axesOf(reduction.type.shape);
  const reduced = axesOf(reducedSpace(reduction), "r");
  const variables = [...output, ...reduced].flatMap((index) => (index.kind === "variable" ? [index.name] : []));
  const operand = factorsOf(reduction, output, reduced).findIndex(({ index, when = [] }) => {
    const met = index.flatMap((component) => (component.kind === "variable" ? [component.name] : component.kind === "literal" ? [] : ["", ""]));
    return when.length === 0 && met.length === variables.length && variables.every((name) => met.includes(name));
  });
  return operand < 0 ? undefined : { reduction, operand };
});

/** The place, in a value of this shape, of the element that the loop comes by. */
export function placeOnWalk({ reduction, operand }: Walk, shape: Shape, output: readonly Index[], reduced: readonly Index[]): readonly Index[] {
  const { index } = factorsOf(reduction, output, reduced)[operand];
  const walked = reduction.inputs[operand].type.shape;
  return sameShape(walked, shape) ? index : delinearise(linearise(index, walked), shape);
}

/** The element itself, for values of the kernel's own space, and on the walk, as keys of addresses. */
export const selfKeys = remembered((walk: Walk): { readonly element: string; readonly onWalk: string } => {
  const { shape } = walk.reduction.type;
  const output = axesOf(shape);
  const walked = walk.reduction.inputs[walk.operand].type.shape;
  const place = placeOnWalk(walk, walked, output, axesOf(reducedSpace(walk.reduction), "r"));
  return { element: keyOf(linearise(output, shape)), onWalk: keyOf(linearise(place, walked)) };
});
