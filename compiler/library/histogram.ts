/** How the batch is distributed, and how far one distribution is from another. For metrics. */

import type { Node } from "../ir/node.js";
import { abs, add, broadcast, constant, contract, div, floor, iota, maximum, minimum, mul, reshape, sqrt, sub, sum } from "../ops/index.js";
import { asNumber, spread } from "./align.js";
import { Mistake, type Builtin, type Options } from "./builtin.js";
import { demandBatch } from "./demands.js";
import { oneHot } from "./labels.js";
import { countOption, numberOption } from "./options.js";
import { countOf } from "./over.js";
import { sliceAxis } from "./shaping.js";
import { showTensor, tensor, type TensorType } from "./type.js";

function coveredRange(options: Options): readonly [number, number] {
  const [low, high] = [numberOption(options, "lo"), numberOption(options, "hi")];
  if (low < high) return [low, high];
  throw new Mistake("value/range", `the range [${low}, ${high}] is empty: the lower end comes first`, { at: "hi" });
}

/** A column of numbers [B] as [B, bins], each row with a 1 in the number's bin. What lies outside counts in the outermost. */
function binned(x: Node, bins: number, [low, high]: readonly [number, number]): Node {
  const place = floor(mul(sub(x, low), bins / (high - low)));
  return oneHot(minimum(maximum(place, 0), bins - 1), bins);
}

const histogram: Builtin = {
  name: "histogram",
  summary: "the share of the batch in each of `bins` equal parts of [lo, hi]: [bins]; of two numbers a sample, [bins, bins]. What lies outside counts in the outermost bins",
  parameters: [
    { name: "v", kind: "value" },
    { name: "lo", kind: "number" },
    { name: "hi", kind: "number" },
    { name: "bins", kind: "number", integer: true },
  ],
  differentiable: false,
  check({ values: [value], options }) {
    demandBatch("histogram", value);
    const { shape } = value;
    if (shape.length > 1 || (shape.length === 1 && shape[0] !== 1 && shape[0] !== 2)) {
      throw new Mistake("shape/layer", `histogram takes one or two numbers of each sample, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value), help: "slice(v, axis, from, to) takes some of them" });
    }
    const bins = countOption("histogram", options, "bins");
    return { type: { ...tensor(shape[0] === 2 ? [bins, bins] : [bins], false), covers: coveredRange(options) } };
  },
  lower({ inputs: [input], types: [value], type, options }) {
    const bins = numberOption(options, "bins");
    const column = (x: Node): Node => binned(reshape(x, ["B"]), bins, coveredRange(options));
    const x = asNumber(input);
    const counts = value.shape[0] === 2 ? contract("bi,bj->ij", column(sliceAxis(x, 1, 0, 1)), column(sliceAxis(x, 1, 1, 2))) : sum(column(x), [0]);
    return div(counts, spread(countOf(["B"], [0]), type.shape));
  },
};

/** Directions in the plane that histograms of two numbers are looked at from. */
const directions = 8;

/**
 * W₁ of two distributions on a line: ∫ |F_p - F_q|. `difference` is p - q at places that lie `reach` apart at the most, the
 * first at 0. Between whole places mass is parted linearly among the two next to it, which keeps its mean and never makes W₁
 * larger; so F at t is Σ difference · clamp(t + 1 - place, 0, 1).
 */
function alongLine(difference: Node, place: Node, reach: number): Node {
  const { shape } = difference.type;
  const ends = [Math.ceil(reach) + 1, ...shape];
  const inner = shape.map((_, axis) => axis + 1);
  const below = minimum(maximum(sub(add(asNumber(iota(ends, 0)), 1), broadcast(place, ends, inner)), 0), 1);
  const letters = "ij".slice(0, shape.length);
  return sum(abs(contract(`t${letters},${letters}->t`, below, difference)), [0]);
}

/** Coordinates of the bins along an axis, from 0. */
function coordinate(difference: Node, axis: number): Node {
  return asNumber(iota(difference.type.shape, axis));
}

/** The distance of the two means, which no transport can undercut. */
function betweenMeans(difference: Node): Node {
  const along = (axis: number): Node => sum(mul(difference, coordinate(difference, axis)), [0, 1]);
  const [down, across] = [along(0), along(1)];
  return sqrt(add(mul(down, down), mul(across, across)));
}

/** In units of bins. Along an axis it is exact; in the plane it is the largest of several lower bounds. */
function transport(difference: Node, bins: readonly number[]): Node {
  if (bins.length === 1) return alongLine(difference, coordinate(difference, 0), bins[0] - 1);
  const slices = Array.from({ length: directions }, (_, k) => {
    const [down, across] = [Math.sin((Math.PI * k) / directions), Math.cos((Math.PI * k) / directions)];
    const [height, width] = [down * (bins[0] - 1), across * (bins[1] - 1)];
    const place = add(mul(coordinate(difference, 0), down), mul(coordinate(difference, 1), across));
    return alongLine(difference, sub(place, Math.min(width, 0)), height + Math.abs(width));
  });
  return slices.reduce(maximum, betweenMeans(difference));
}

/** What both cover, where that is known of either. */
function commonRange([p, q]: readonly TensorType[]): TensorType["covers"] {
  if (p.covers && q.covers && p.covers.join() !== q.covers.join()) {
    throw new Mistake("shape/histogram", `the bins of the first cover [${p.covers.join(", ")}], and those of the second [${q.covers.join(", ")}]`, { at: 1, label: `[${q.covers.join(", ")}]` });
  }
  return p.covers ?? q.covers;
}

/** The axes of two histograms that can be compared. */
function commonBins(values: readonly TensorType[]): readonly number[] {
  values.forEach((value, at) => {
    if (value.batched || value.shape.length < 1 || value.shape.length > 2 || value.shape.includes("B")) {
      throw new Mistake("shape/histogram", `wasserstein1 compares histograms, and this is ${value.batched ? "a value of each sample" : showTensor(value)}`, { at, label: showTensor(value), help: "histogram(v, lo, hi, bins) makes one of the batch" });
    }
  });
  const [p, q] = values;
  if (p.shape.join() !== q.shape.join()) throw new Mistake("shape/histogram", `the first has bins ${showTensor(p)}, and the second ${showTensor(q)}`, { at: 1, label: showTensor(q) });
  return p.shape.map(Number);
}

/**
 * The earth mover's distance, the smallest mean distance by which mass of p is moved to make q, with every bin's mass at its
 * middle. It is in the units of what the histograms cover; of values that are no histograms, in bins.
 *
 * Of one number it is exact. Of two, where it would take a linear program, it is a lower bound: the largest distance that is
 * seen from eight directions (the max-sliced distance, Deshpande et al. 2019, arXiv 1904.05877), or that of the means. It is
 * exact where one is the other shifted, as in the parallel lines of Arjovsky et al. 2017, example 1.
 */
const wasserstein1: Builtin = {
  name: "wasserstein1",
  summary: "the Wasserstein-1 distance of two histograms, in the units of their range; of two numbers a sample, a lower bound that is exact for shifts",
  parameters: [
    { name: "p", kind: "value" },
    { name: "q", kind: "value" },
  ],
  check({ values }) {
    commonBins(values);
    commonRange(values);
    return { type: tensor([], false) };
  },
  lower({ inputs: [p, q], types }) {
    const bins = commonBins(types);
    const [low, high] = commonRange(types) ?? [0, bins[0]];
    const width = constant((high - low) / bins[0], { dtype: "f32", shape: [] });
    return mul(transport(sub(asNumber(p), asNumber(q)), bins), width);
  },
};

export const histograms: readonly Builtin[] = [histogram, wasserstein1];
