/** Pictures: what knows of channels and the space after them, [c, h, w], without weights and without windows. */

import type { Node } from "../ir/node.js";
import { abs, add, contract, extend, iota, maximum, minimum, mul, pad as padZero, permute, reshape, sqrt, sub } from "../ops/index.js";
import { repeat } from "../ops/repeat.js";
import { align, asNumber } from "./align.js";
import { Mistake, type Builtin } from "./builtin.js";
import { demandBatch, demandSizes, demandSpace } from "./demands.js";
import { amountOption, countOption, numberOption, wordOption } from "./options.js";
import { joined } from "./shaping.js";
import { centred, mean } from "./statistics.js";
import { irShape, showTensor, tensor, type TensorType } from "./type.js";

/** The IR axes of space. */
function spaceOf(type: TensorType): readonly number[] {
  const first = type.batched ? 2 : 1;
  return type.shape.slice(1).map((_, axis) => axis + first);
}

const globalAveragePool: Builtin = {
  name: "global_avg_pool",
  summary: "the mean of each channel over space: [c]",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const [channels] = demandSpace("global_avg_pool", value);
    return { type: tensor([channels], value.batched) };
  },
  lower: ({ inputs: [x], types: [value] }) => mean(asNumber(x), spaceOf(value)),
};

/** Each element `factor` times along these axes. */
function repeated(x: Node, axes: readonly number[], factor: number): Node {
  return repeat(x, x.type.shape.map((_, axis) => (axes.includes(axis) ? factor : 1)));
}

/**
 * Linear interpolation along an axis as a product with a matrix of two weights a row: output i lies at
 * s = (i + ½) / factor - ½ of the input, kept within it (PyTorch's align_corners = False), and takes input j with 1 - |s - j|.
 */
function interpolated(x: Node, axis: number, factor: number): Node {
  const extent = Number(x.type.shape[axis]);
  const shape = [extent * factor, extent];
  const place = sub(mul(add(asNumber(iota(shape, 0)), 0.5), 1 / factor), 0.5);
  const kept = minimum(maximum(place, 0), extent - 1);
  const weights = maximum(sub(1, abs(sub(kept, asNumber(iota(shape, 1))))), 0);
  const letters = [..."abcdef"].slice(0, x.type.shape.length);
  const result = letters.map((letter, a) => (a === axis ? "o" : letter)).join("");
  return contract(`${letters.join("")},o${letters[axis]}->${result}`, x, weights);
}

const upsample: Builtin = {
  name: "upsample",
  summary: "space, `factor` times as large: by repeating, or by linear interpolation (align_corners false)",
  parameters: [
    { name: "v", kind: "value" },
    { name: "factor", kind: "number", integer: true },
    { name: "mode", kind: "word", words: ["nearest", "bilinear"], default: "nearest" },
  ],
  check({ values: [value], options }) {
    const factor = countOption("upsample", options, "factor");
    const [channels, ...space] = demandSpace("upsample", value, wordOption(options, "mode") === "bilinear" ? 2 : 1);
    return { type: tensor([channels, ...space.map((size) => size * factor)], value.batched) };
  },
  lower({ inputs: [input], types: [value], options }) {
    const factor = numberOption(options, "factor");
    const axes = spaceOf(value);
    if (wordOption(options, "mode") === "nearest") return repeated(asNumber(input), axes, factor);
    return axes.reduce((x, axis) => interpolated(x, axis, factor), asNumber(input));
  },
};

/** Shi et al. 2016: [c · r², h, w] to [c, h · r, w · r]. */
const pixelShuffle: Builtin = {
  name: "pixel_shuffle",
  summary: "channels become space: [c · r², h, w] to [c, h · r, w · r]",
  parameters: [
    { name: "v", kind: "value" },
    { name: "r", kind: "number", integer: true },
  ],
  check({ values: [value], options }) {
    const r = countOption("pixel_shuffle", options, "r");
    const sizes = demandSpace("pixel_shuffle", value, 2);
    const [channels, height, width] = sizes;
    if (sizes.length !== 3 || channels % r ** 2 !== 0) {
      throw new Mistake("shape/layer", `pixel_shuffle(${r}) needs [c, h, w] with channels in multiples of ${r ** 2}, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
    }
    return { type: tensor([channels / r ** 2, height * r, width * r], value.batched) };
  },
  lower({ inputs: [x], types: [value], type, options }) {
    const r = numberOption(options, "r");
    const outer = irShape(type).slice(0, value.batched ? 1 : 0);
    const [channels] = type.shape;
    const [, height, width] = value.shape;
    const parted = reshape(asNumber(x), [...outer, channels, r, r, height, width]);
    const order = [0, 3, 1, 4, 2].map((axis) => axis + outer.length);
    return reshape(permute(parted, [...outer.keys(), ...order]), irShape(type));
  },
};

const modes = ["zero", "reflect", "replicate"] as const;

/** p more elements at both ends of an axis. */
function padded(x: Node, axis: number, p: number, mode: (typeof modes)[number]): Node {
  if (mode !== "zero") return extend(x, axis, p, mode);
  const width = x.type.shape.map((_, a) => (a === axis ? p : 0));
  return padZero(x, width, width);
}

const pad: Builtin = {
  name: "pad",
  summary: "p more elements on every side of space: zeros, the picture mirrored, or its edge repeated",
  parameters: [
    { name: "v", kind: "value" },
    { name: "p", kind: "number", integer: true },
    { name: "mode", kind: "word", words: modes, default: "zero" },
  ],
  check({ values: [value], options }) {
    const p = amountOption("pad", options, "p");
    const [channels, ...space] = demandSpace("pad", value);
    const smallest = Math.min(...space);
    if (wordOption(options, "mode") === "reflect" && p >= smallest) {
      throw new Mistake("value/range", `pad can't mirror ${p} elements of an axis of ${smallest}`, { at: "p", help: `at most ${smallest - 1}` });
    }
    return { type: tensor([channels, ...space.map((size) => size + 2 * p)], value.batched) };
  },
  lower({ inputs: [input], types: [value], options }) {
    const p = numberOption(options, "p");
    if (p === 0) return asNumber(input);
    const mode = modes.find((mode) => mode === wordOption(options, "mode"))!;
    return spaceOf(value).reduce((x, axis) => padded(x, axis, p, mode), asNumber(input));
  },
};

function coordinates(name: string, summary: string, axisFromEnd: 1 | 2): Builtin {
  return {
    name,
    summary,
    parameters: [{ name: "v", kind: "value" }],
    differentiable: false,
    check({ values: [value] }) {
      const sizes = demandSizes(name, value);
      if (sizes.length < 2) throw new Mistake("shape/layer", `${name} needs height and width, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
      return { type: tensor(sizes.slice(-2), false) };
    },
    lower: ({ type }) => asNumber(iota(type.shape, 2 - axisFromEnd)),
  };
}

/** Karras et al. 2018, section 3: one more channel, everywhere the mean over the sample of the deviations over the batch. */
const minibatchDeviation: Builtin = {
  name: "minibatch_std",
  summary: "one more channel: how much the batch varies, as one number",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const [channels, ...space] = demandSizes("minibatch_std", value);
    demandBatch("minibatch_std", value);
    return { type: tensor([channels + 1, ...space], true) };
  },
  lower({ inputs: [input], types: [value] }) {
    const x = asNumber(input);
    const deviation = centred(x, [0]);
    const spread = sqrt(add(mean(mul(deviation, deviation), [0]), 1e-8));
    const number = mean(spread, [...spread.type.shape.keys()]);
    const channel = tensor([1, ...value.shape.slice(1)], true);
    return joined([x, align(number, { shape: [], batched: false }, channel)], 1);
  },
};

export const spatial: readonly Builtin[] = [
  globalAveragePool,
  upsample,
  pixelShuffle,
  pad,
  coordinates("rows", "the row of each of v's pixels: [h, w], from 0", 2),
  coordinates("cols", "the column of each of v's pixels: [h, w], from 0", 1),
  minibatchDeviation,
];
