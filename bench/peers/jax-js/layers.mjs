/**
 * PyTorch's layers in jax-js, as far as the workloads need them: pictures are NCHW. A use of an array consumes it there, so what
 * is used once more is `.ref`.
 */
import { defaultDevice, init, lax, nn, numpy as np, random } from "@jax-js/jax";

await init("webgpu");
defaultDevice("webgpu");

let seed = 0;
/** PyTorch's start: uniform in ±1/√(inputs of an output). */
const uniform = (shape, inputs) => random.uniform(random.key(++seed), shape, { minval: -1 / Math.sqrt(inputs), maxval: 1 / Math.sqrt(inputs) });

/** [batch, inputs] → [batch, outputs] */
export const linear = (inputs, outputs) => ({
  weights: { weight: uniform([inputs, outputs], inputs), bias: uniform([outputs], inputs) },
  apply: ({ weight, bias }, x) => np.matmul(x, weight).add(bias),
});

/** 3×3, padded by 1. */
export const conv = (inputs, outputs, stride = 1) => ({
  weights: { weight: uniform([outputs, inputs, 3, 3], 9 * inputs), bias: uniform([outputs, 1, 1], 9 * inputs) },
  apply: ({ weight, bias }, x) => lax.convGeneralDilated(x, weight, [stride, stride], [[1, 1], [1, 1]]).add(bias),
});

const norm = (shape, axes, eps) => ({
  weights: { scale: np.ones(shape), shift: np.zeros(shape) },
  apply: ({ scale, shift }, x) => {
    const centred = x.ref.sub(np.mean(x, axes, { keepdims: true }));
    const variance = np.mean(np.square(centred.ref), axes, { keepdims: true });
    return centred.div(np.sqrt(variance.add(eps))).mul(scale).add(shift);
  },
});
export const batchNorm1d = (channels, eps = 1e-5) => norm([channels], [0], eps);
export const batchNorm2d = (channels, eps = 1e-5) => norm([channels, 1, 1], [0, 2, 3], eps);

const weightless = (apply) => ({ weights: {}, apply: (_, x) => apply(x) });
export const leakyRelu = weightless((x) => nn.leakyRelu(x, 0.2));
export const tanh = weightless((x) => np.tanh(x));
export const flatten = weightless((x) => x.reshape([x.shape[0], -1]));
export const pictures = (channels, size) => weightless((x) => x.reshape([x.shape[0], channels, size, size]));
/** Nearest: each pixel is said twice along both axes. */
export const upsample = weightless((x) => {
  const [n, c, h, w] = x.shape;
  return np.broadcastTo(x.reshape([n, c, h, 1, w, 1]), [n, c, h, 2, w, 2]).reshape([n, c, 2 * h, 2 * w]);
});

/** `apply` is pure and consumes the weights that it is given. */
export function network(...stages) {
  const weights = stages.map((stage) => stage.weights);
  return {
    weights,
    parameters: weights.flatMap((own) => Object.values(own)).reduce((sum, { size }) => sum + size, 0),
    apply: (given, x) => stages.reduce((value, stage, i) => stage.apply(given[i], value), x),
  };
}

/** NCHW values as an array. */
export const samples = ({ values, shape, count }) => np.array(values).reshape([count, ...shape]);
