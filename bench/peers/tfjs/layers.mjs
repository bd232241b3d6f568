/** PyTorch's layers in TF.js, as far as the workloads need them: pictures are NHWC, as TF.js is fastest with. */
import * as tf from "./tf.mjs";

await tf.setBackend("webgpu");

/** PyTorch's start: uniform in ±1/√(inputs of an output). */
const uniform = (shape, inputs) => tf.variable(tf.randomUniform(shape, -1 / Math.sqrt(inputs), 1 / Math.sqrt(inputs)));

/** [batch, inputs] → [batch, outputs] */
export function linear(inputs, outputs) {
  const weight = uniform([inputs, outputs], inputs);
  const bias = uniform([outputs], inputs);
  return { weights: [weight, bias], apply: (x) => tf.add(tf.matMul(x, weight), bias) };
}

/** 3×3, padded by 1. */
export function conv(inputs, outputs, stride = 1) {
  const weight = uniform([3, 3, inputs, outputs], 9 * inputs);
  const bias = uniform([outputs], 9 * inputs);
  return { weights: [weight, bias], apply: (x) => tf.add(tf.conv2d(x, weight, stride, 1), bias) };
}

/** The channels are last, in vectors and in pictures. */
export function batchNorm1d(channels, eps = 1e-5) {
  const scale = tf.variable(tf.ones([channels]));
  const shift = tf.variable(tf.zeros([channels]));
  const apply = (x) => {
    const { mean, variance } = tf.moments(x, [...x.shape.keys()].slice(0, -1));
    return tf.batchNorm(x, mean, variance, shift, scale, eps);
  };
  return { weights: [scale, shift], apply };
}

export const batchNorm2d = batchNorm1d;

const weightless = (apply) => ({ weights: [], apply });
export const leakyRelu = weightless((x) => tf.leakyRelu(x, 0.2));
export const tanh = weightless((x) => tf.tanh(x));
export const flatten = weightless((x) => tf.reshape(x, [x.shape[0], -1]));
export const upsample = weightless((x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]));
export const pictures = (channels, size) => weightless((x) => tf.reshape(x, [x.shape[0], size, size, channels]));

export function network(...stages) {
  const weights = stages.flatMap((stage) => stage.weights);
  return {
    weights,
    parameters: weights.reduce((sum, { size }) => sum + size, 0),
    apply: (x) => stages.reduce((value, stage) => stage.apply(value), x),
  };
}

/** NCHW values as a tensor. */
export const samples = ({ values, shape, count }) => tf.tidy(() => tf.transpose(tf.tensor(values, [count, ...shape]), [0, 2, 3, 1]));
