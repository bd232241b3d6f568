/** Points where a derivative does not exist, or where its formula divides by nothing: what is taken for it there, as in PyTorch. */

import type { Node } from "../../compiler/ir/node.js";
import * as ops from "../../compiler/ops/index.js";

export interface Point {
  readonly of: string;
  readonly at: readonly number[];
  build(x: Node): Node;
  /** The first derivatives of Σ build(x), and those of the sum of these. */
  readonly first: readonly number[];
  readonly second: readonly number[];
}

const norm = (x: Node): Node => ops.sqrt(ops.sum(ops.mul(x, x), [0]));

export const points: readonly Point[] = [
  { of: "max(x, 0)", at: [-1, 0, 2], build: (x) => ops.maximum(x, 0), first: [0, 1, 1], second: [0, 0, 0] },
  { of: "max(0, x), the relu", at: [-1, 0, -0, 2], build: (x) => ops.maximum(0, x), first: [0, 0, 0, 1], second: [0, 0, 0, 0] },
  { of: "min(x, 0)", at: [-1, 0, 2], build: (x) => ops.minimum(x, 0), first: [1, 1, 0], second: [0, 0, 0] },
  { of: "min(0, x)", at: [-1, 0, 2], build: (x) => ops.minimum(0, x), first: [1, 0, 0], second: [0, 0, 0] },
  { of: "max(2x, 3x) at 0", at: [0], build: (x) => ops.maximum(ops.mul(x, 2), ops.mul(x, 3)), first: [2], second: [0] },
  { of: "|x|", at: [-3, 0, -0, 3], build: ops.abs, first: [-1, 0, 0, 1], second: [0, 0, 0, 0] },
  { of: "the largest of all", at: [1, 4, 4, 2, 4], build: (x) => ops.reduceMax(x, [0]), first: [0, 1, 0, 0, 0], second: [0, 0, 0, 0, 0] },
  { of: "the largest over two axes", at: [1, 5, 2, 5, 5, 0], build: (x) => ops.reduceMax(ops.reshape(x, [2, 3]), [0, 1]), first: [0, 1, 0, 0, 0, 0], second: [0, 0, 0, 0, 0, 0] },
  { of: "the largest of each column", at: [1, 5, 2, 1, 5, 3], build: (x) => ops.reduceMax(ops.reshape(x, [2, 3]), [0]), first: [1, 1, 0, 0, 0, 1], second: [0, 0, 0, 0, 0, 0] },
  { of: "√x", at: [0, 4], build: ops.sqrt, first: [0, 1 / 4], second: [0, -1 / 32] },
  { of: "the norm at the origin", at: [0, 0, 0], build: norm, first: [0, 0, 0], second: [0, 0, 0] },
  { of: "x⁰", at: [-1, 0, 2], build: (x) => ops.pow(x, 0), first: [0, 0, 0], second: [0, 0, 0] },
  { of: "x¹", at: [-1, 0, 2], build: (x) => ops.pow(x, 1), first: [1, 1, 1], second: [0, 0, 0] },
  { of: "x²", at: [-1, 0, 2], build: (x) => ops.pow(x, 2), first: [-2, 0, 4], second: [2, 2, 2] },
  { of: "x³", at: [-1, 0, 2], build: (x) => ops.pow(x, 3), first: [3, 0, 12], second: [-6, 0, 12] },
  { of: "x to a varying 0, 1, 2", at: [0, 0, 0], build: (x) => ops.pow(x, ops.cast(ops.iota([3], 0), "f32")), first: [0, 1, 0], second: [0, 0, 2] },
  { of: "0 to a varying power", at: [1, 2, 3], build: (x) => ops.pow(0, x), first: [0, 0, 0], second: [0, 0, 0] },
];
