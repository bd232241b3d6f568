/**
 * Normalising layers, PyTorch's: (x - mean) / √(variance + eps) with the biased variance, then weight · x + bias.
 * What differs is over which axes, and whose weights.
 */

import type { Node } from "../ir/node.js";
import type { Shape } from "../ir/type.js";
import { add, broadcast, div, maximum, mul, sqrt, sub } from "../ops/index.js";
import { asNumber, spread } from "./align.js";
import { Mistake, type Builtin, type LowerContext, type WeightSpec } from "./builtin.js";
import { numberOption } from "./options.js";
import { countOf, restore } from "./over.js";
import { centred, mean } from "./statistics.js";
import { showTensor, tensor, type TensorType } from "./type.js";

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

/** The sizes of a sample's shape where none of them is the batch. */
export function demandSizes(layer: string, value: TensorType): readonly number[] {
  const sizes = value.shape.filter((dim): dim is number => typeof dim === "number");
  if (sizes.length > 0 && sizes.length === value.shape.length) return sizes;
  throw new Mistake("shape/layer", `${layer} needs axes of fixed size, and this is ${value.shape.length === 0 ? "a number" : showTensor(value)}`, { at: 0, label: showTensor(value) });
}

export function demandBatch(layer: string, value: TensorType): void {
  if (value.batched) return;
  throw new Mistake("shape/batch", `${layer} needs a batch, and this ${showTensor(value)} is the same for the whole batch`, { at: 0, label: "not batched" });
}

/** Moves running ← (1 - momentum) · running + momentum · observed. */
function moveTowards(context: LowerContext, slot: Node, observed: Node, momentum: number): void {
  context.move(slot, add(mul(context.statistic(slot), 1 - momentum), mul(observed, momentum)));
}

/**
 * Ioffe and Szegedy 2015. In training by the batch's own statistics, which also move the running ones: the mean as it is,
 * the variance unbiased, as PyTorch does. (A batch of one value a channel has no unbiased variance; it counts as 0.)
 */
const batchNorm: Builtin = {
  name: "batch_norm",
  summary: "normalised over the batch and space, a channel at a time, then weight · v + bias",
  parameters: [
    { name: "v", kind: "value" },
    { name: "eps", kind: "number", default: 1e-5 },
    { name: "momentum", kind: "number", default: 0.1 },
  ],
  check({ values: [value] }) {
    const [channels] = demandSizes("batch_norm", value);
    demandBatch("batch_norm", value);
    return {
      type: tensor(value.shape, true),
      weights: [
        ...affineWeights([channels]),
        { name: "running_mean", shape: [channels], role: "statistic", initial: { kind: "constant", value: 0 } },
        { name: "running_var", shape: [channels], role: "statistic", initial: { kind: "constant", value: 1 } },
      ],
    };
  },
  lower({ inputs: [input], options, weights, context }) {
    const x = asNumber(input);
    const { shape } = x.type;
    const axes = axesButChannels(shape);
    const eps = numberOption(options, "eps");
    if (!context.training) {
      const deviation = sub(x, restore(context.statistic(weights.running_mean), shape, axes));
      return affine(normalised(deviation, context.statistic(weights.running_var), axes, eps), weights, [1]);
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
    return affine(normalised(deviation, variance, axes, eps), weights, [1]);
  },
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

export const normalisations: readonly Builtin[] = [batchNorm, layerNorm];
