/** Movement of elements over the axes of one sample; the batch stays where it is. */

import type { Node } from "../ir/node.js";
import { IrError } from "../ir/op.js";
import { B, type Dim, type Shape, sizeOf } from "../ir/type.js";
import { add, pad, permute, reshape, slice } from "../ops/index.js";
import { align, asNumber, sampleAxis } from "./align.js";
import { Mistake, type Builtin } from "./builtin.js";
import { numberOption, shapeOption, sizesOption } from "./options.js";
import { irShape, showTensor, tensor, type TensorType } from "./type.js";

function reshaped(value: TensorType, shape: Shape): TensorType {
  return { ...value, shape, classes: undefined, covers: undefined };
}

const flatten: Builtin = {
  name: "flatten",
  summary: "all axes of the sample as one",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const { factor, batch } = sizeOf(value.shape);
    if (batch > 0) throw new Mistake("shape/reshape", `flatten needs axes of fixed size, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
    return { type: reshaped(value, [factor]) };
  },
  lower: ({ inputs: [x], type }) => reshape(x, irShape(type)),
};

const reshapeBuiltin: Builtin = {
  name: "reshape",
  summary: "the same elements in row-major order, in another shape",
  parameters: [
    { name: "v", kind: "value" },
    { name: "shape", kind: "sizes" },
  ],
  check({ values: [value], options }) {
    const sizes = shapeOption("reshape", options, "shape");
    const before = sizeOf(value.shape);
    const after = sizeOf(sizes);
    if (before.batch !== 0 || before.factor !== after.factor) {
      const have = before.batch === 0 ? `${showTensor(value)} has ${before.factor}` : `${showTensor(value)} grows with the batch`;
      throw new Mistake("shape/reshape", `[${sizes.join(", ")}] has ${after.factor} elements, and ${have}`, { at: "shape", label: `${after.factor} elements` });
    }
    return { type: reshaped(value, sizes) };
  },
  lower: ({ inputs: [x], type }) => reshape(x, irShape(type)),
};

const permuteBuiltin: Builtin = {
  name: "permute",
  summary: "the sample's axes in another order",
  parameters: [
    { name: "v", kind: "value" },
    { name: "axes", kind: "sizes" },
  ],
  check({ values: [value], options }) {
    const order = permutation(value, sizesOption(options, "axes"));
    return { type: reshaped(value, order.map((axis) => irShape(value)[axis])) };
  },
  lower({ inputs: [x], types: [value], options }) {
    const order = permutation(value, sizesOption(options, "axes"));
    return permute(x, value.batched ? [0, ...order] : order);
  },
};

/** IR axes in their new order. */
function permutation(value: TensorType, axes: readonly number[]): number[] {
  const order = axes.map((axis) => sampleAxis("permute", axis, value, "axes"));
  if (order.length !== value.shape.length || new Set(order).size !== order.length) {
    throw new Mistake("shape/axis", `permute names each axis of ${showTensor(value)} once, and [${axes.join(", ")}] doesn't`, { at: "axes" });
  }
  return order;
}

const broadcastBuiltin: Builtin = {
  name: "broadcast",
  summary: "repeated to a larger shape, right-aligned",
  parameters: [
    { name: "v", kind: "value" },
    { name: "shape", kind: "sizes" },
  ],
  check({ values: [value], options }) {
    const sizes = shapeOption("broadcast", options, "shape");
    const offset = sizes.length - value.shape.length;
    if (offset < 0 || !value.shape.every((dim, axis) => dim === 1 || dim === sizes[offset + axis])) {
      throw new Mistake("shape/broadcast", `${showTensor(value)} does not broadcast to [${sizes.join(", ")}]`, { at: 0, label: showTensor(value) });
    }
    return { type: reshaped(value, sizes) };
  },
  lower: ({ inputs: [x], types: [value], type }) => align(x, value, type),
};

const concat: Builtin = {
  name: "concat",
  summary: "the values one after another along an axis of the sample",
  parameters: [
    { name: "v", kind: "value", rest: true },
    { name: "axis", kind: "number", integer: true, default: 0 },
  ],
  check({ values, options }) {
    const axis = numberOption(options, "axis");
    const [first] = values;
    const label = values.findIndex(({ classes }) => classes !== undefined);
    if (label >= 0) throw new Mistake("shape/concat", `concat joins axes, and ${showTensor(values[label])} has none`, { at: label, label: showTensor(values[label]), help: "one_hot(y) makes a vector of a class, and so does embedding(y, 10), a learned one" });
    const along = sampleAxis("concat", axis, first, "axis") - (first.batched ? 1 : 0);
    let total = 0;
    values.forEach((value, position) => {
      const extent = value.shape[along];
      const fits = value.shape.length === first.shape.length && value.shape.every((dim, i) => i === along || dim === first.shape[i]);
      if (!fits || typeof extent !== "number") {
        throw new Mistake("shape/concat", `${showTensor(first)} and ${showTensor(value)} don't join along axis ${axis}`, { at: position, label: showTensor(value), help: "all other axes must be equal" });
      }
      total += extent;
    });
    const shape = first.shape.map((dim, i) => (i === along ? total : dim));
    return { type: tensor(shape, values.some((value) => value.batched)) };
  },
  lower({ inputs, types, type, options }) {
    const axis = sampleAxis("concat", numberOption(options, "axis"), type, "axis");
    return joined(inputs.map((x, i) => align(asNumber(x), types[i], { shape: types[i].shape, batched: type.batched })), axis);
  },
};

/** Each part padded with zeros to the whole, and added up: a sum in which every place has one term that isn't 0. */
export function joined(parts: readonly Node[], axis: number): Node {
  const extents = parts.map((part) => fixed(part.type.shape[axis]));
  const total = extents.reduce((sum, extent) => sum + extent, 0);
  let before = 0;
  const placed = parts.map((part, i) => {
    const low = part.type.shape.map((_, a) => (a === axis ? before : 0));
    const high = part.type.shape.map((_, a) => (a === axis ? total - before - extents[i] : 0));
    before += extents[i];
    return pad(part, low, high, part.type.shape.map(() => 0));
  });
  return placed.reduce(add);
}

function fixed(dim: Dim): number {
  if (dim === B) throw new IrError("values are joined along axes of the sample, not along the batch");
  return dim;
}

/** from <= index < to along one axis; all of the others. */
export function sliceAxis(x: Node, axis: number, from: number, to: number): Node {
  const start = x.type.shape.map((_, a) => (a === axis ? from : 0));
  const end = x.type.shape.map((dim, a) => (a === axis ? to : dim));
  return slice(x, start, end, x.type.shape.map(() => 1));
}

const sliceBuiltin: Builtin = {
  name: "slice",
  summary: "the elements from <= index < to along an axis",
  parameters: [
    { name: "v", kind: "value" },
    { name: "axis", kind: "number", integer: true },
    { name: "from", kind: "number", integer: true },
    { name: "to", kind: "number", integer: true },
  ],
  check({ values: [value], options }) {
    const [from, to] = [numberOption(options, "from"), numberOption(options, "to")];
    const axis = sampleAxis("slice", numberOption(options, "axis"), value, "axis") - (value.batched ? 1 : 0);
    const extent = value.shape[axis];
    if (typeof extent !== "number" || from < 0 || to > extent || from >= to) {
      throw new Mistake("shape/slice", `from ${from} to ${to} is no stretch of an axis of ${extent}`, { at: from >= to || from < 0 ? "from" : "to", help: `0 <= from < to <= ${extent}` });
    }
    return { type: reshaped(value, value.shape.map((dim, i) => (i === axis ? to - from : dim))) };
  },
  lower({ inputs: [x], types: [value], options }) {
    const axis = sampleAxis("slice", numberOption(options, "axis"), value, "axis");
    return sliceAxis(x, axis, numberOption(options, "from"), numberOption(options, "to"));
  },
};

export const shaping: readonly Builtin[] = [flatten, reshapeBuiltin, permuteBuiltin, broadcastBuiltin, concat, sliceBuiltin];
