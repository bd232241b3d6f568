/** `over:` and `keep:`: which axes a reduction takes away, and what is left. */

import type { Node } from "../ir/node.js";
import { type Dim, type Shape, sizeOf } from "../ir/type.js";
import { batchSize, broadcast, constant, mul, reshape } from "../ops/index.js";
import { sampleAxis } from "./align.js";
import { Mistake, type Over } from "./builtin.js";
import { irShape, showTensor, tensor, type TensorType } from "./type.js";

/** IR axes, ascending. */
export function axesOver(builtin: string, over: Over, type: TensorType): readonly number[] {
  const first = type.batched ? 1 : 0;
  const sample = type.shape.map((_, axis) => axis + first);
  switch (over) {
    case "all":
      return type.batched ? [0, ...sample] : sample;
    case "sample":
      return sample;
    case "batch":
      if (type.batched) return [0];
      throw new Mistake("shape/batch", `${builtin} over the batch needs a batched value, and this ${showTensor(type)} is the same for the whole batch`, { at: 0, label: "not batched" });
    case "channels":
      if (sample.length > 0) return [first];
      throw new Mistake("shape/axis", `${builtin} over channels needs an axis, and this is ${showTensor(type)}`, { at: 0, label: showTensor(type) });
    case "space":
      if (sample.length > 1) return sample.slice(1);
      throw new Mistake("shape/axis", `${builtin} over space needs axes after the channels, and this is ${showTensor(type)}`, { at: 0, label: showTensor(type) });
    default:
      return listedAxes(builtin, over, type);
  }
}

function listedAxes(builtin: string, over: readonly number[], type: TensorType): readonly number[] {
  const axes = over.map((axis) => sampleAxis(builtin, axis, type, "over"));
  if (new Set(axes).size < axes.length) throw new Mistake("shape/axis", `${builtin} names an axis twice in [${over.join(", ")}]`, { at: "over" });
  return axes.sort((a, b) => a - b);
}

/** The IR shape without these axes; with `keep`, sample axes stay as 1. The batch axis goes: what is left is unbatched. */
function shapeWithout(shape: Shape, axes: readonly number[], batched: boolean, keep: boolean): Shape {
  return shape.flatMap((dim, axis): Dim[] => {
    if (!axes.includes(axis)) return [dim];
    return keep && !(batched && axis === 0) ? [1] : [];
  });
}

export function typeWithout(type: TensorType, axes: readonly number[], keep: boolean): TensorType {
  const shape = shapeWithout(irShape(type), axes, type.batched, keep);
  // An axis of samples that is left of a Gram matrix is no batch.
  return type.batched && !axes.includes(0) ? tensor(shape.slice(1), true) : tensor(shape, false);
}

/** A reduced value with the shape that its type has: the kept axes come back. */
export function withKept(reduced: Node, type: TensorType): Node {
  return reshape(reduced, irShape(type));
}

/** A reduced value again at every place that it was made of. */
export function restore(reduced: Node, shape: Shape, axes: readonly number[]): Node {
  return broadcast(reduced, shape, shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis])));
}

/** How many elements are reduced to one: f32[], known when the batch size is. */
export function countOf(shape: Shape, axes: readonly number[]): Node {
  const { factor, batch } = sizeOf(axes.map((axis) => shape[axis]));
  let count = constant(factor, { dtype: "f32", shape: [] });
  for (let i = 0; i < batch; i++) count = factor === 1 && i === 0 ? batchSize() : mul(count, batchSize());
  return count;
}
