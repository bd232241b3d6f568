/** Each element several times along an axis, and the transpose of that: no primitives, but what the library makes and rules know. */

import type { Node } from "../ir/node.js";
import type { Shape } from "../ir/type.js";
import { broadcast, reshape } from "./movement.js";
import { sum } from "./reduction.js";

/** How often each element of an axis is there: a number for each axis, 1 where nothing is repeated. */
export type Factors = readonly number[];

/** The shape [n] of what is repeated s times, where the result has [n·s]. */
export const smaller = (shape: Shape, factors: Factors): Shape => shape.map((dim, axis) => (factors[axis] > 1 ? Number(dim) / factors[axis] : dim));

/** [n] → [n, s]. */
const parted = (small: Shape, factors: Factors): Shape => small.flatMap((dim, axis) => (factors[axis] > 1 ? [dim, factors[axis]] : [dim]));

/** Where in the parted shape each axis begins. */
const places = (factors: Factors): number[] => factors.map((_, axis) => axis + factors.slice(0, axis).filter((factor) => factor > 1).length);

/** [n] → [n·s]. */
export function repeat(x: Node, factors: Factors): Node {
  const { shape } = x.type;
  return reshape(broadcast(x, parted(shape, factors), places(factors)), shape.map((dim, axis) => (factors[axis] > 1 ? Number(dim) * factors[axis] : dim)));
}

/** [n·s] → [n]. */
export function sumOfRepeats(x: Node, factors: Factors): Node {
  return sum(reshape(x, parted(smaller(x.type.shape, factors), factors)), places(factors).flatMap((place, axis) => (factors[axis] > 1 ? [place + 1] : [])));
}
