/** Layers, which own weights, and what draws while training. */

import type { Recipe, Use } from "../value.js";
import { convolution } from "./windows.js";

function layer(...recipes: Recipe[]): Use {
  return { recipes, layer: true };
}

const linear: Recipe = ({ shape }, { random }) => {
  if (shape.length === 0) return undefined;
  const width = random.between(1, 9);
  const written = random.pick([`linear(${width})`, `linear(n: ${width})`, `linear(${width}, bias: false)`, `linear(2 * ${width} - ${width})`]);
  return { stage: written, shape: [...shape.slice(0, -1), width] };
};

const batchNorm: Recipe = ({ shape }, { random }) =>
  shape.length > 0 ? { stage: random.pick(["batch_norm", "batch_norm(eps: 0.8)", "batch_norm(0.1, momentum: 0.3)"]), shape } : undefined;

const layerNorm: Recipe = ({ shape }, { random }) => (shape.length > 0 ? { stage: random.pick(["layer_norm", "layer_norm(eps: 0.01)"]), shape } : undefined);

const instanceNorm: Recipe = ({ shape }, { random }) =>
  shape.length > 1 ? { stage: random.pick(["instance_norm", "instance_norm(affine: true)", "instance_norm(affine: true, eps: 0.1)"]), shape } : undefined;

const groupNorm: Recipe = ({ shape }, { random }) => {
  if (shape.length === 0) return undefined;
  const groups = random.pick([1, 2, 3, shape[0]].filter((g) => shape[0] % g === 0));
  return { stage: random.pick([`group_norm(${groups})`, `group_norm(g: ${groups}, eps: 0.05)`]), shape };
};

const prelu: Recipe = ({ shape }) => ({ stage: "prelu", shape });

const param: Recipe = ({ name, shape }, { random }) => {
  const written = shape.length === 0 ? "1" : shape.join(", ");
  if (shape.length === 0) return undefined;
  return {
    expression: random.pick([
      `${name} + param(${written})`,
      `${name} * param(${written}, init: normal(1, 0.2))`,
      `${name} * (1 + param([${written}], init: uniform(-0.5, 0.5)))`,
      `${name} + param(1, init: constant(0.3))`,
    ]),
    shape,
  };
};

const embedding: Recipe = ({ name, shape }, { random, labels }) => {
  if (labels.length === 0 || shape.length === 0) return undefined;
  const label = random.pick(labels);
  if (shape.length === 1 && random.chance(0.4)) {
    const width = random.between(1, 5);
    return { expression: `concat(${name}, embedding(${label.name}, ${width}))`, shape: [shape[0] + width] };
  }
  return { expression: `${name} + 0.3 * (${label.name} -> embedding(${shape[shape.length - 1]})${shape.length === 1 ? "" : ` -> reshape(${[...shape.slice(0, -1).map(() => 1), shape[shape.length - 1]].join(", ")})`})`, shape };
};

const spectral: Recipe = (value, { random }) => {
  const { name, shape } = value;
  if (shape.length === 0) return undefined;
  const width = random.between(1, 6);
  const convolved = random.chance(0.5) ? convolution(value, random) : undefined;
  const wrapped = convolved ?? { text: random.pick([`linear(${width})`, `linear(${width}, bias: false)`]), shape: [...shape.slice(0, -1), width] };
  return random.chance(0.8) ? { stage: `spectral(${wrapped.text})`, shape: wrapped.shape } : { expression: `spectral(${name}, ${wrapped.text})`, shape: wrapped.shape };
};

const conditionalBatchNorm: Recipe = ({ name, shape }, { random, labels, others }) => {
  const vectors = others.filter((other) => other.shape.length === 1);
  const conditions = [...labels.map((label) => label.name), ...vectors.map((other) => other.name), ...(shape.length > 0 ? [`tanh(flatten(${name}))`] : [])];
  if (shape.length === 0) return undefined;
  return { expression: `cond_batch_norm(${name}, ${random.pick(conditions)}${random.pick(["", ", eps: 0.1", ", momentum: 0.2"])})`, shape };
};

const selfAttention: Recipe = ({ shape }) => (shape.length > 1 && shape.length < 4 ? { stage: "self_attention", shape } : undefined);

const dropout: Recipe = ({ shape }, { random }) => ({ stage: random.pick(["dropout", "dropout(0.3)", "dropout(p: 0.1)", "dropout(0)"]), shape });
const dropout2d: Recipe = ({ shape }, { random }) => (shape.length > 1 ? { stage: random.pick(["dropout2d", "dropout2d(0.25)"]), shape } : undefined);
const gaussianNoise: Recipe = ({ name, shape }, { random }) => (random.chance(0.7) ? { stage: `gaussian_noise(${random.pick(["0.1", "0.5"])})`, shape } : { expression: `gaussian_noise(${name}, 0.1 * stop(std(${name}, correction: 0)))`, shape });

export const layers: { readonly [builtin: string]: Use } = {
  linear: layer(linear),
  batch_norm: layer(batchNorm),
  layer_norm: layer(layerNorm),
  instance_norm: layer(instanceNorm),
  group_norm: layer(groupNorm),
  prelu: layer(prelu),
  param: layer(param),
  embedding: layer(embedding),
  spectral: layer(spectral),
  cond_batch_norm: layer(conditionalBatchNorm),
  self_attention: layer(selfAttention),
  dropout: { recipes: [dropout] },
  dropout2d: { recipes: [dropout2d] },
  gaussian_noise: { recipes: [gaussianNoise] },
};
