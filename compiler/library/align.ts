/**
 * How values of different shapes meet: NumPy's broadcasting, right-aligned, over the axes of one sample; what is not
 * batched goes to every sample. After `align` all nodes have the one IR shape that the operations demand.
 */

import type { Node } from "../ir/node.js";
import { B, type Dim, type Shape } from "../ir/type.js";
import { broadcast, cast, constant, constantValue, reshape } from "../ops/index.js";
import { Mistake } from "./builtin.js";
import { showTensor, type TensorType } from "./type.js";

/** Where a value stands: what broadcasting needs of a type. */
export type Extent = Pick<TensorType, "shape" | "batched">;

/** The extent that all the values broadcast to. Throws a `Mistake` with the first two shapes that don't fit. */
export function commonExtent(values: readonly TensorType[]): Extent {
  let common: Extent = { shape: [], batched: false };
  values.forEach((value, position) => {
    const shape = commonShape(common.shape, value.shape);
    if (!shape) throw misfit(values, position);
    common = { shape, batched: common.batched || value.batched };
  });
  return common;
}

function commonShape(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const shape: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    shape.push(left === 1 ? right : left);
  }
  return shape;
}

function misfit(values: readonly TensorType[], position: number): Mistake {
  const value = values[position];
  const other = values.slice(0, position).find((earlier) => !commonShape(earlier.shape, value.shape)) ?? values[0];
  return new Mistake("shape/broadcast", `${showTensor(other)} and ${showTensor(value)} do not broadcast to one shape`, {
    at: position,
    label: showTensor(value),
    help: "shapes are matched from their last axis backwards; two sizes fit where they are equal or one of them is 1",
  });
}

/** The node of a value of extent `from`, repeated so that it has the extent `to`. */
export function align(node: Node, from: Extent, to: Extent): Node {
  const target: Shape = to.batched ? [B, ...to.shape] : to.shape;
  const value = constantValue(node);
  if (value !== undefined) return constant(value, { dtype: node.type.dtype, shape: target });
  const offset = target.length - from.shape.length;
  const kept: Dim[] = [];
  const axes: number[] = [];
  if (from.batched) {
    kept.push(B);
    axes.push(0);
  }
  from.shape.forEach((dim, axis) => {
    // An axis of 1 that stretches is dropped and comes back as a repeated one.
    if (dim === 1 && target[offset + axis] !== 1) return;
    kept.push(dim);
    axes.push(offset + axis);
  });
  return broadcast(reshape(node, kept), target, axes);
}

/** The nodes as numbers of one shape. */
export function alignAll(nodes: readonly Node[], types: readonly TensorType[], to: Extent): Node[] {
  return nodes.map((node, i) => align(asNumber(node), types[i], to));
}

/** A class is its number, and a condition counts as 0 or 1. */
export function asNumber(node: Node): Node {
  return node.type.dtype === "f32" ? node : cast(node, "f32");
}

/** A scalar, repeated to a shape. */
export function spread(scalar: Node, shape: Shape): Node {
  const value = constantValue(scalar);
  return value === undefined ? broadcast(scalar, shape, []) : constant(value, { dtype: scalar.type.dtype, shape });
}

/** The type of a value of this IR shape: what begins with the batch is batched. */
export function typeOf(shape: Shape): TensorType {
  const batched = shape[0] === B;
  return { kind: "tensor", dtype: "f32", shape: batched ? shape.slice(1) : shape, batched };
}

/** The IR axis of a sample axis. Negative ones count from the end, as in PyTorch. */
export function sampleAxis(builtin: string, axis: number, type: TensorType, parameter: string): number {
  const rank = type.shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new Mistake("shape/axis", `${builtin} has no axis ${axis} in ${showTensor(type)}`, { at: parameter, help: axesHelp(rank) });
  }
  return (axis < 0 ? axis + rank : axis) + (type.batched ? 1 : 0);
}

function axesHelp(rank: number): string {
  if (rank === 0) return "a number has no axes";
  return rank === 1 ? "its only axis is 0" : `its axes are 0 to ${rank - 1}`;
}
