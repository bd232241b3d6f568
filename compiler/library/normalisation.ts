/**
 * Normalising layers, PyTorch's: (x - mean) / √(variance + eps) with the biased variance, then weight · x + bias.
 * What differs is over which axes, and whose weights.
 */

import type { Node } from "../ir/node.js";
import type { Shape } from "../ir/type.js";
import { add, broadcast, div, maximum, mul, reshape, sqrt, sub } from "../ops/index.js";
import { asNumber, spread } from "./align.js";
import { Mistake, type Builtin, type BuiltinParameter, type LowerCall, type LowerContext, type WeightSpec } from "./builtin.js";
import { demandBatch, demandSizes, demandSpace } from "./demands.js";
import { countOption, flagOption, numberOption } from "./options.js";
import { countOf, restore } from "./over.js";
import { centred, mean } from "./statistics.js";
import { tensor } from "./type.js";

/** The affine weights that follow a normalisation: 1 and 0. */
export function affineWeights(shape: readonly number[]): readonly WeightSpec[] {
  return [
    { name: "weight", shape, role: "weight", initial: { kind: "constant", value: 1 }, kind: "norm" },
    { name: "bias", shape, role: "weight", initial: { kind: "constant", value: 0 }, kind: "bias" },
  ];
}

/** weight · x + bias, the weights standing on some axes of x. */
function affine(x: Node, weights: { readonly [name: string]: Node }, axes: readonly number[]): Node {
  const along = (weight: Node): Node => broadcast(weight, x.type.shape, axes);
  return add(mul(x, along(weights.weight)), along(weights.bias));
}

/** `deviation` is x - mean at every place, `variance` one value for each group. */
function normalised(deviation: Node, variance: Node, axes: readonly number[], eps: number): Node {
  return div(deviation, restore(sqrt(add(variance, eps)), deviation.type.shape, axes));
}

/** By its own mean and biased variance over `axes`. */
export function normalise(x: Node, axes: readonly number[], eps: number): Node {
  const deviation = centred(x, axes);
  return normalised(deviation, mean(mul(deviation, deviation), axes), axes, eps);
}

/** Every axis but the one of channels: the batch, and space where there is one. */
function axesButChannels(shape: Shape): readonly number[] {
  return shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
}

/** Moves running ← (1 - momentum) · running + momentum · observed. */
function moveTowards(context: LowerContext, slot: Node, observed: Node, momentum: number): void {
  context.move(slot, add(mul(context.statistic(slot), 1 - momentum), mul(observed, momentum)));
}

/** What normalising by the batch keeps for use after training: a mean and a variance for each channel. */
export function runningStatistics(channels: number): readonly WeightSpec[] {
  return [
    { name: "running_mean", shape: [channels], role: "statistic", initial: { kind: "constant", value: 0 } },
    { name: "running_var", shape: [channels], role: "statistic", initial: { kind: "constant", value: 1 } },
  ];
}

/** The options of normalising by the batch, with PyTorch's defaults. */
export const batchOptions: readonly BuiltinParameter[] = [
  { name: "eps", kind: "number", default: 1e-5 },
  { name: "momentum", kind: "number", default: 0.1 },
];

/**
 * Ioffe and Szegedy 2015. In training by the batch's own statistics, which also move the running ones: the mean as it is,
 * the variance unbiased, as PyTorch does. (A batch of one value a channel has no unbiased variance; it counts as 0.)
 */
export function batchNormalised(x: Node, { options, weights, context }: LowerCall): Node {
  const { shape } = x.type;
  const axes = axesButChannels(shape);
  const eps = numberOption(options, "eps");
  if (!context.training) {
    const deviation = sub(x, restore(context.statistic(weights.running_mean), shape, axes));
    return normalised(deviation, context.statistic(weights.running_var), axes, eps);
  }
  const momentum = numberOption(options, "momentum");
  const average = mean(x, axes);
  const deviation = sub(x, restore(average, shape, axes));
  const variance = mean(mul(deviation, deviation), axes);
  const count = countOf(shape, axes);
  const bessel = div(count, maximum(sub(count, 1), 1));
  moveTowards(context, weights.running_mean, average, momentum);
  const unbiased = mul(variance, spread(bessel, variance.type.shape));
  moveTowards(context, weights.running_var, unbiased, momentum);
  return normalised(deviation, variance, axes, eps);
}

const batchNorm: Builtin = {
  name: "batch_norm",
  summary: "normalised over the batch and space, a channel at a time, then weight · v + bias",
  parameters: [{ name: "v", kind: "value" }, ...batchOptions],
  check({ values: [value] }) {
    const [channels] = demandSizes("batch_norm", value);
    demandBatch("batch_norm", value);
    return { type: tensor(value.shape, true), weights: [...affineWeights([channels]), ...runningStatistics(channels)] };
  },
  lower: (call) => affine(batchNormalised(asNumber(call.inputs[0]), call), call.weights, [1]),
};

/** Ba et al. 2016: over all axes of the sample, an affine weight for each element. */
const layerNorm: Builtin = {
  name: "layer_norm",
  summary: "normalised over the sample, then weight · v + bias, element by element",
  parameters: [
    { name: "v", kind: "value" },
    { name: "eps", kind: "number", default: 1e-5 },
  ],
  check({ values: [value] }) {
    return { type: tensor(value.shape, value.batched), weights: affineWeights(demandSizes("layer_norm", value)) };
  },
  lower({ inputs: [input], types: [value], options, weights }) {
    const x = asNumber(input);
    const first = value.batched ? 1 : 0;
    const axes = value.shape.map((_, axis) => axis + first);
    return affine(normalise(x, axes, numberOption(options, "eps")), weights, axes);
  },
};

/** Ulyanov et al. 2017: a sample and a channel at a time. */
const instanceNorm: Builtin = {
  name: "instance_norm",
  summary: "normalised over space, a channel of a sample at a time; with `affine`, then weight · v + bias",
  parameters: [
    { name: "v", kind: "value" },
    { name: "affine", kind: "flag", default: false },
    { name: "eps", kind: "number", default: 1e-5 },
  ],
  check({ values: [value], options }) {
    const [channels] = demandSpace("instance_norm", value);
    return { type: tensor(value.shape, value.batched), ...(flagOption(options, "affine") && { weights: affineWeights([channels]) }) };
  },
  lower({ inputs: [input], types: [value], options, weights }) {
    const x = asNumber(input);
    const channel = value.batched ? 1 : 0;
    const space = value.shape.slice(1).map((_, axis) => axis + channel + 1);
    const result = normalise(x, space, numberOption(options, "eps"));
    return flagOption(options, "affine") ? affine(result, weights, [channel]) : result;
  },
};

/** Wu and He 2018: the channels in g groups, each normalised with its space; an affine weight for each channel. */
const groupNorm: Builtin = {
  name: "group_norm",
  summary: "normalised over space and the channels of a group, of g, then weight · v + bias",
  parameters: [
    { name: "v", kind: "value" },
    { name: "g", kind: "number", integer: true },
    { name: "eps", kind: "number", default: 1e-5 },
  ],
  check({ values: [value], options }) {
    const [channels] = demandSizes("group_norm", value);
    const groups = countOption("group_norm", options, "g");
    if (channels % groups !== 0) throw new Mistake("shape/layer", `group_norm can't part ${channels} channels into ${groups} groups`, { at: "g", label: `${channels} / ${groups} is not whole` });
    return { type: tensor(value.shape, value.batched), weights: affineWeights([channels]) };
  },
  lower({ inputs: [input], types: [value], options, weights }) {
    const x = asNumber(input);
    const channel = value.batched ? 1 : 0;
    const groups = numberOption(options, "g");
    const [channels, ...space] = value.shape;
    const parted = reshape(x, [...x.type.shape.slice(0, channel), groups, Number(channels) / groups, ...space]);
    const within = [...parted.type.shape.keys()].slice(channel + 1);
    const result = reshape(normalise(parted, within, numberOption(options, "eps")), x.type.shape);
    return affine(result, weights, [channel]);
  },
};

export const normalisations: readonly Builtin[] = [batchNorm, layerNorm, instanceNorm, groupNorm];
