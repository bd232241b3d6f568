/** Movement of elements, and pictures. */

import { type Recipe, sameShape, sizeOf, type Use } from "../value.js";

/** The size as a product of one to three sizes. */
function factored(size: number, pick: (list: readonly number[]) => number, parts: number): number[] {
  if (parts === 1) return [size];
  const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((d) => size % d === 0);
  const first = pick(divisors);
  return [first, ...factored(size / first, pick, parts - 1)];
}

const isPicture = (shape: readonly number[]): boolean => shape.length === 3;
const hasSpace = (shape: readonly number[]): boolean => shape.length >= 2;
/** No larger than this: programs are many. */
const most = 300;

const flatten: Recipe = ({ shape }) => (shape.length > 0 ? { stage: "flatten", shape: [sizeOf(shape)] } : undefined);

const reshape: Recipe = ({ shape }, { random }) => {
  const sizes = factored(sizeOf(shape), (list) => random.pick(list), random.between(1, 3));
  return { stage: random.chance(0.3) ? `reshape([${sizes.join(", ")}])` : `reshape(${sizes.join(", ")})`, shape: sizes };
};

const permute: Recipe = ({ shape }, { random }) => {
  if (shape.length < 2) return undefined;
  const order = random.shuffled([...shape.keys()]);
  const written = order.map((axis) => (random.chance(0.2) ? axis - shape.length : axis));
  return { stage: `permute(${written.join(", ")})`, shape: order.map((axis) => shape[axis]) };
};

const broadcast: Recipe = ({ shape }, { random }) => {
  if (shape.length > 2 || sizeOf(shape) > most / 3) return undefined;
  const sizes = [random.between(1, 3), ...shape.map((size) => (size === 1 ? random.between(1, 3) : size))];
  return { stage: `broadcast(${sizes.join(", ")})`, shape: sizes };
};

const concat: Recipe = ({ name, shape }, { random, others }) => {
  if (shape.length === 0 || sizeOf(shape) > most / 2) return undefined;
  const axis = random.between(0, shape.length - 1);
  const fitting = others.filter((other) => other.shape.length === shape.length && other.shape.every((size, i) => i === axis || size === shape[i]));
  const another = fitting.length > 0 && random.chance(0.6) ? random.pick(fitting) : undefined;
  const other = another ?? { name: `sin(${name})`, shape };
  const sizes = shape.map((size, i) => (i === axis ? size + other.shape[i] : size));
  const where = axis === 0 && random.chance(0.5) ? "" : `, axis: ${random.chance(0.3) ? axis - shape.length : axis}`;
  return another && random.chance(0.4) ? { stage: `concat(${other.name}${where})`, shape: sizes } : { expression: `concat(${other.name}, ${name}${where})`, shape: sizes };
};

const slice: Recipe = ({ name, shape }, { random }) => {
  if (shape.length === 0) return undefined;
  const axis = random.between(0, shape.length - 1);
  const from = random.between(0, shape[axis] - 1);
  const to = random.between(from + 1, shape[axis]);
  const sizes = shape.map((size, i) => (i === axis ? to - from : size));
  return random.chance(0.5) ? { stage: `slice(${axis}, ${from}, ${to})`, shape: sizes } : { expression: `slice(${name}, axis: ${axis - shape.length}, from: ${from}, to: ${to})`, shape: sizes };
};

const upsample: Recipe = ({ shape }, { random }) => {
  const factor = random.between(1, 3);
  const [channels, ...space] = shape;
  const grown = [channels, ...space.map((size) => size * factor)];
  if (!hasSpace(shape) || sizeOf(grown) > most) return undefined;
  const modes = isPicture(shape) ? ["", ", mode: nearest", ", mode: bilinear"] : ["", ", mode: nearest"];
  return { stage: `upsample(${factor}${random.pick(modes)})`, shape: grown };
};

const pixelShuffle: Recipe = ({ name, shape }, { random }) => {
  const [channels, height, width] = shape;
  if (!isPicture(shape) || sizeOf(shape) > most / 4) return undefined;
  if (channels % 4 === 0 && random.chance(0.7)) return { stage: "pixel_shuffle(2)", shape: [channels / 4, height * 2, width * 2] };
  return { expression: `concat(${name}, sin(${name}), tanh(${name}), 0.5 * ${name}) -> pixel_shuffle(2)`, shape: [channels, height * 2, width * 2] };
};

const pad: Recipe = ({ shape }, { random }) => {
  const p = random.between(1, 2);
  const [channels, ...space] = shape;
  const grown = [channels, ...space.map((size) => size + 2 * p)];
  if (!hasSpace(shape) || sizeOf(grown) > most) return undefined;
  const modes = ["", ", mode: zero", ", mode: replicate", ...(Math.min(...space) > p ? [", mode: reflect"] : [])];
  return { stage: `pad(${p}${random.pick(modes)})`, shape: grown };
};

/** A value of each pixel's own place. */
function coordinates(name: string): Recipe {
  return ({ name: v, shape }, { random }) =>
    hasSpace(shape) ? { expression: random.pick([`${v} * (0.1 * ${name}(${v}))`, `${v} + 0.05 * ${name}(${v})`, `if ${name}(${v}) < 1.5 then ${v} else -${v}`]), shape } : undefined;
}

const matmul: Recipe[] = [
  // The batch's Gram matrix, averaged over the other samples.
  ({ name, shape }) => (shape.length === 1 ? { expression: `${name} + 0.1 * mean(matmul(${name}, transpose(${name})), over: sample, keep: true)`, shape } : undefined),
  ({ name, shape }) => (shape.length === 1 ? { expression: `${name} + 0.1 * matmul(${name}, matmul(transpose(${name}), tanh(${name})))`, shape } : undefined),
  ({ name, shape }) => (shape.length === 2 ? { expression: `tanh(matmul(${name}, transpose(${name})))`, shape: [shape[0], shape[0]] } : undefined),
  ({ name, shape }) => (shape.length === 3 ? { expression: `tanh(matmul(transpose(${name}), ${name}))`, shape: [shape[0], shape[2], shape[2]] } : undefined),
];

const transpose: Recipe = ({ shape }) => (shape.length >= 2 ? { stage: "transpose", shape: [...shape.slice(0, -2), shape[shape.length - 1], shape[shape.length - 2]] } : undefined);

const minibatchDeviation: Recipe = ({ shape }) => (shape.length > 0 ? { stage: "minibatch_std", shape: [shape[0] + 1, ...shape.slice(1)] } : undefined);

const globalAverage: Recipe = ({ shape }) => (hasSpace(shape) ? { stage: "global_avg_pool", shape: shape.slice(0, 1) } : undefined);

const oneHot: Recipe[] = [
  ({ name, shape }, { random, labels }) => {
    if (labels.length === 0 || shape.length !== 1) return undefined;
    const label = random.pick(labels);
    return { expression: `concat(${name}, one_hot(${label.name}))`, shape: [shape[0] + label.classes] };
  },
  ({ name, shape }, { labels }) => {
    const label = labels.find(({ classes }) => sameShape(shape, [classes]));
    return label && { expression: `${name} * (0.2 + one_hot(${label.name}, ${name}))`, shape };
  },
];

export const shaping: { readonly [builtin: string]: Use } = {
  flatten: { recipes: [flatten] },
  reshape: { recipes: [reshape] },
  permute: { recipes: [permute] },
  broadcast: { recipes: [broadcast] },
  concat: { recipes: [concat] },
  slice: { recipes: [slice] },
  upsample: { recipes: [upsample] },
  pixel_shuffle: { recipes: [pixelShuffle] },
  pad: { recipes: [pad] },
  rows: { recipes: [coordinates("rows")] },
  cols: { recipes: [coordinates("cols")] },
  matmul: { recipes: matmul },
  transpose: { recipes: [transpose] },
  minibatch_std: { recipes: [minibatchDeviation] },
  global_avg_pool: { recipes: [globalAverage] },
  one_hot: { recipes: oneHot },
};
