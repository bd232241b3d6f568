/** Convolutions: PyTorch's `nn.Conv1d`, `nn.Conv2d` and their transposes, on [c, l] or [c, h, w], with one size for all axes of space. */

import { IrError } from "../ir/op.js";
import type { Node } from "../ir/node.js";
import type { Shape } from "../ir/type.js";
import { add, broadcast, conv, narrowExtent, reshape, type LetterTie, type Tie } from "../ops/index.js";
import { asNumber } from "./align.js";
import { Mistake, type Builtin, type BuiltinParameter, type CheckCall, type Options, type WeightSpec } from "./builtin.js";
import { demandSpace } from "./demands.js";
import { uniformByFan } from "./linear.js";
import { amountOption, countOption, flagOption } from "./options.js";
import { irShape, showTensor, tensor, type TensorType } from "./type.js";

/** Letters of a picture's axes, of the places of the window and of the window itself. */
const letters = { wide: "xyz", narrow: "uvw", window: "klm" } as const;

interface Layer {
  readonly channels: number;
  readonly space: readonly number[];
  readonly features: number;
  readonly window: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
  readonly groups: number;
}

function layerOf(name: string, value: TensorType, options: Options): Layer {
  const [channels, ...space] = demandSpace(name, value);
  if (space.length > 3) throw new Mistake("shape/layer", `${name} takes one to three axes of space, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
  const [features, window, stride, dilation, groups] = ["n", "k", "stride", "dilation", "groups"].map((option) => countOption(name, options, option));
  for (const [what, count, at] of [["channels", channels, 0], ["features", features, "n"]] as const) {
    if (count % groups !== 0) throw new Mistake("shape/layer", `${name} can't part ${count} ${what} into ${groups} groups`, { at: "groups", label: `${count} / ${groups} is not whole`, ...(at === 0 && { help: `the value is ${showTensor(value)}` }) });
  }
  return { channels, space, features, window, stride, dilation, groups, pad: amountOption(name, options, "pad") };
}

/** Weight and bias, both from U(±1/√fan). */
function weightsOf(shape: readonly number[], features: number, options: Options): readonly WeightSpec[] {
  const initial = uniformByFan(shape.slice(1).reduce((a, b) => a * b, 1));
  const weight: WeightSpec = { name: "weight", shape, role: "weight", initial, kind: "conv" };
  const bias: WeightSpec = { name: "bias", shape: [features], role: "weight", initial, kind: "bias" };
  return flagOption(options, "bias") ? [weight, bias] : [weight];
}

/** Channels as [groups, channels of a group], where there are groups; `axis` counts the channels. */
function grouped(x: Node, axis: number, groups: number): Node {
  if (groups === 1) return x;
  const { shape } = x.type;
  const channels = shape[axis];
  if (typeof channels !== "number") throw new IrError("channels are no batch");
  return reshape(x, [...shape.slice(0, axis), groups, channels / groups, ...shape.slice(axis + 1)]);
}

function addBias(x: Node, bias: Node | undefined, batched: boolean): Node {
  return bias ? add(x, broadcast(bias, x.type.shape, [batched ? 1 : 0])) : x;
}

/** What both directions share: the batch and the group stand before, each where there is one. */
function product(x: Node, weight: Node, ties: readonly LetterTie[], batched: boolean, groups: number, directions: { readonly from: "wide" | "narrow"; readonly to: "wide" | "narrow" }): Node {
  const outer = `${batched ? "b" : ""}${groups > 1 ? "g" : ""}`;
  const space = (role: "wide" | "narrow" | "window"): string => letters[role].slice(0, ties.length);
  const channels = directions.from === "wide" ? "oi" : "io";
  const spec = `${outer}i${space(directions.from)},${groups > 1 ? "g" : ""}${channels}${space("window")}->${outer}o${space(directions.to)}`;
  return conv(spec, grouped(x, batched ? 1 : 0, groups), grouped(weight, 0, groups), ties);
}

function tiesOf(extents: readonly Tie["extents"][], { stride, dilation, pad }: Layer): readonly LetterTie[] {
  return extents.map((extent, i): LetterTie => ({ extents: extent, stride, dilation, pad, letters: { wide: letters.wide[i], narrow: letters.narrow[i], window: letters.window[i] } }));
}

const shared = {
  before: [
    { name: "v", kind: "value" },
    { name: "n", kind: "number", integer: true },
    { name: "k", kind: "number", integer: true },
    { name: "stride", kind: "number", integer: true, default: 1 },
    { name: "pad", kind: "number", integer: true, default: 0 },
  ],
  after: [
    { name: "dilation", kind: "number", integer: true, default: 1 },
    { name: "groups", kind: "number", integer: true, default: 1 },
    { name: "bias", kind: "flag", default: true },
  ],
} as const satisfies { readonly [part: string]: readonly BuiltinParameter[] };

function forwardSpace(layer: Layer, value: TensorType): readonly number[] {
  return layer.space.map((size) => {
    const places = narrowExtent(size, layer.window, layer);
    if (places > 0) return places;
    const reach = layer.dilation * (layer.window - 1) + 1;
    throw new Mistake("shape/layer", `a window of ${reach} does not fit into ${size}${layer.pad > 0 ? ` with ${layer.pad} more at either end` : ""}`, { at: 0, label: showTensor(value), help: "a smaller window, or pad" });
  });
}

const convolution: Builtin = {
  name: "conv",
  summary: "v ⋆ weight + bias: n features from windows of k at every `stride`th place, [n, ⌊(h + 2·pad - dilation·(k - 1) - 1) / stride⌋ + 1, …]; weight [n, c/groups, k, k]",
  parameters: [...shared.before, ...shared.after],
  check({ values: [value], options }: CheckCall) {
    const layer = layerOf("conv", value, options);
    const { channels, features, window, groups, space } = layer;
    return { type: tensor([features, ...forwardSpace(layer, value)], value.batched), weights: weightsOf([features, channels / groups, ...space.map(() => window)], features, options) };
  },
  lower({ inputs: [x], types: [value], type, options, weights }) {
    const layer = layerOf("conv", value, options);
    const ties = tiesOf(layer.space.map((wide, i) => ({ wide, narrow: Number(type.shape[i + 1]), window: layer.window })), layer);
    const result = product(asNumber(x), weights.weight, ties, value.batched, layer.groups, { from: "wide", to: "narrow" });
    return addBias(reshape(result, irShape(type)), weights.bias, value.batched);
  },
};

/** Of each axis: (h - 1)·stride - 2·pad + dilation·(k - 1) + output_pad + 1. */
function transposedSpace({ space, window, stride, dilation, pad }: Layer, options: Options, value: TensorType): Shape {
  const more = amountOption("conv_transpose", options, "output_pad");
  if (more >= Math.max(stride, dilation) && more > 0) throw new Mistake("value/range", `output_pad is less than stride or dilation, and ${more} is not less than ${Math.max(stride, dilation)}`, { at: "output_pad" });
  return space.map((size) => {
    const result = (size - 1) * stride - 2 * pad + dilation * (window - 1) + more + 1;
    if (result >= 1) return result;
    throw new Mistake("shape/layer", `conv_transpose leaves nothing of ${size}: (${size} - 1) · ${stride} - 2 · ${pad} + ${dilation * (window - 1)} + ${more} + 1 is ${result}`, { at: 0, label: showTensor(value), help: "less pad" });
  });
}

const transposed: Builtin = {
  name: "conv_transpose",
  summary: "the transpose of `conv`, n features: [n, (h - 1)·stride - 2·pad + dilation·(k - 1) + output_pad + 1, …]; weight [c, n/groups, k, k]",
  parameters: [...shared.before, { name: "output_pad", kind: "number", integer: true, default: 0 }, ...shared.after],
  check({ values: [value], options }: CheckCall) {
    const layer = layerOf("conv_transpose", value, options);
    const { channels, features, window, groups, space } = layer;
    const weights = weightsOf([channels, features / groups, ...space.map(() => window)], features, options);
    return { type: tensor([features, ...transposedSpace(layer, options, value)], value.batched), weights: weights.map((spec) => (spec.name === "weight" ? { ...spec, outputAxis: 1 } : spec)) };
  },
  lower({ inputs: [x], types: [value], type, options, weights }) {
    const layer = layerOf("conv_transpose", value, options);
    const ties = tiesOf(layer.space.map((narrow, i) => ({ wide: Number(type.shape[i + 1]), narrow, window: layer.window })), layer);
    const result = product(asNumber(x), weights.weight, ties, value.batched, layer.groups, { from: "narrow", to: "wide" });
    return addBias(reshape(result, irShape(type)), weights.bias, value.batched);
  },
};

export const convolutions: readonly Builtin[] = [convolution, transposed];
