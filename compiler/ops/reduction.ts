/** Sums and maxima over axes. */

import type { Index } from "../ir/index.js";
import { type Attributes, type Node, make } from "../ir/node.js";
import { IrError, type Op } from "../ir/op.js";
import { B, type Shape, showShape } from "../ir/type.js";
import { add, mul } from "./arithmetic.js";
import { type Builder, builder } from "./elementwise.js";
import { cast, equal, select } from "./logic.js";
import { broadcast } from "./movement.js";
import { batchSize, iota } from "./sources.js";

const axesOf = (attributes: Attributes): readonly number[] => attributes.axes as readonly number[];
const kept = (shape: Shape, axes: readonly number[]): number[] => shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));

function reduction(name: string, combine: "sum" | "max", vjp: NonNullable<Op["vjp"]>): Op {
  const [start, step] = combine === "sum" ? [0, (a: number, b: number) => a + b] : [-Infinity, Math.max];
  return {
    name,
    type([input], attributes) {
      const axes = axesOf(attributes);
      if (axes.some((axis) => axis < 0 || axis >= input.shape.length) || input.dtype === "bool") throw new IrError(`${name} of ${showShape(input.shape)} over [${axes.join(", ")}]`);
      return { dtype: input.dtype, shape: kept(input.shape, axes).map((axis) => input.shape[axis]) };
    },
    vjp,
    evaluate({ inputs: [x], attributes, shape }) {
      const out = new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(start);
      const axes = axesOf(attributes);
      const strides = x.shape.map(() => 0);
      let stride = 1;
      for (const axis of kept(x.shape, axes).reverse()) {
        strides[axis] = stride;
        stride *= x.shape[axis];
      }
      const index = x.shape.map(() => 0);
      let place = 0;
      for (let i = 0; i < x.data.length; i++) {
        out[place] = step(out[place], x.data[i]);
        for (let axis = x.shape.length - 1; axis >= 0; axis--) {
          place += strides[axis];
          if (++index[axis] < x.shape[axis]) break;
          place -= strides[axis] * x.shape[axis];
          index[axis] = 0;
        }
      }
      return out;
    },
    lowering: {
      kind: "reduction",
      combine,
      space: (attributes, [input]) => axesOf(attributes).map((axis) => input.shape[axis]),
      factors(output, reduced, attributes, [input]) {
        const axes = axesOf(attributes);
        const rest = kept(input.shape, axes);
        return [{ index: input.shape.map((_, axis): Index => (axes.includes(axis) ? reduced[axes.indexOf(axis)] : output[rest.indexOf(axis)])) }];
      },
    },
  };
}

const sumOp = reduction("sum", "sum", ({ inputs: [x], attributes, cotangent }) => [broadcast(cotangent, x.type.shape, kept(x.type.shape, axesOf(attributes)))]);

/** Of the ties the first, in row-major order of the reduced axes, takes the cotangent. */
const maxOp = reduction("max", "max", ({ inputs: [x], attributes, output, cotangent }) => {
  const { shape } = x.type;
  const axes = axesOf(attributes);
  const rest = kept(shape, axes);
  const spread = (node: Node): Node => broadcast(node, shape, rest);
  const position = positionAlong(shape, axes);
  const tied = equal(x, spread(output));
  const backwards = select(tied, mul(position, -1), -Number.MAX_SAFE_INTEGER);
  const first = equal(backwards, spread(reduceMax(backwards, axes)));
  return [select(first, spread(cotangent), 0)];
});

/** The row-major place of each element among those that are reduced with it, as f32: exact below 2²⁴. */
function positionAlong(shape: Shape, axes: readonly number[]): Node {
  let position: Node | undefined;
  for (const axis of axes) {
    const here = cast(iota(shape, axis), "f32");
    const dim = shape[axis];
    position = position === undefined ? here : add(mul(position, dim === B ? broadcast(batchSize(), shape, []) : dim), here);
  }
  return position!;
}

/** The sum over these axes, which leave the shape. */
export const sum: Builder<[x: Node, axes: readonly number[]]> = builder(sumOp, (x, axes) => reduce(sumOp, x, axes));

/** The largest value over these axes, which leave the shape. */
export const reduceMax: Builder<[x: Node, axes: readonly number[]]> = builder(maxOp, (x, axes) => reduce(maxOp, x, axes));

function reduce(op: Op, x: Node, axes: readonly number[]): Node {
  if (axes.length === 0) return x;
  return make(op, [x], { axes: [...axes].sort((a, b) => a - b) });
}
