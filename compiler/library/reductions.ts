/**
 * Reductions, with `over:` and `keep:`. The batch is an axis like another: what is reduced over it is one value for all
 * samples. `min` and `max` of two values are elementwise.
 */

import type { Node } from "../ir/node.js";
import { maximum, minimum, neg, reduceMax, sqrt, sum } from "../ops/index.js";
import { alignAll, asNumber, commonExtent } from "./align.js";
import type { Builtin, BuiltinParameter, CheckCall, LowerCall, Options, OverWord } from "./builtin.js";
import { flagOption, numberOption, overOption } from "./options.js";
import { axesOver, typeWithout, withKept } from "./over.js";
import { logSoftmax, logSumExp, mean, norm, softmax, variance } from "./statistics.js";
import { tensor } from "./type.js";

type Reduce = (x: Node, axes: readonly number[], options: Options) => Node;

const lastAxis: readonly number[] = [-1];

function checkReduction(name: string, { values: [value], options }: CheckCall) {
  return { type: typeWithout(value, axesOver(name, overOption(options), value), flagOption(options, "keep")) };
}

function lowerReduction(name: string, reduce: Reduce, { inputs: [x], types: [value], type, options }: LowerCall): Node {
  return withKept(reduce(asNumber(x), axesOver(name, overOption(options), value), options), type);
}

function reduction(name: string, summary: string, over: OverWord | readonly number[], reduce: Reduce, parameters: readonly BuiltinParameter[] = []): Builtin {
  return {
    name,
    summary,
    parameters: [{ name: "v", kind: "value" }, { name: "over", kind: "over", default: over }, { name: "keep", kind: "flag", default: false }, ...parameters],
    check: (call) => checkReduction(name, call),
    lower: (call) => lowerReduction(name, reduce, call),
  };
}

/** `max(v, over: …)` reduces; `max(a, b)` takes the larger of each pair. */
function extremum(name: string, summary: string, pairwise: (a: Node, b: Node) => Node, reduce: Reduce): Builtin {
  return {
    name,
    summary,
    parameters: [
      { name: "a", kind: "value" },
      { name: "b", kind: "value", optional: true },
      { name: "over", kind: "over", default: "all" },
      { name: "keep", kind: "flag", default: false },
    ],
    check(call) {
      if (call.values.length < 2) return checkReduction(name, call);
      const { shape, batched } = commonExtent(call.values);
      return { type: tensor(shape, batched) };
    },
    lower(call) {
      if (call.inputs.length < 2) return lowerReduction(name, reduce, call);
      const [a, b] = alignAll(call.inputs, call.types, call.type);
      return pairwise(a, b);
    },
  };
}

/** A value for each element, from all those along the axes. */
function alongAxes(name: string, summary: string, value: (x: Node, axes: readonly number[]) => Node): Builtin {
  return {
    name,
    summary,
    parameters: [
      { name: "v", kind: "value" },
      { name: "over", kind: "over", default: lastAxis },
    ],
    check({ values: [of], options }) {
      axesOver(name, overOption(options), of);
      return { type: tensor(of.shape, of.batched) };
    },
    lower: ({ inputs: [x], types: [of], options }) => value(asNumber(x), axesOver(name, overOption(options), of)),
  };
}

const correction: BuiltinParameter = { name: "correction", kind: "number", default: 1 };

export const reductions: readonly Builtin[] = [
  reduction("sum", "the sum", "all", sum),
  reduction("mean", "the mean", "all", mean),
  extremum("max", "the largest; of two values, the larger of each pair", maximum, reduceMax),
  extremum("min", "the smallest; of two values, the smaller of each pair", minimum, (x, axes) => neg(reduceMax(neg(x), axes))),
  reduction("norm", "the square root of the sum of squares", "all", norm),
  reduction("var", "the variance, divided by n - correction as PyTorch's", "all", (x, axes, options) => variance(x, axes, numberOption(options, "correction")), [correction]),
  reduction("std", "the square root of the variance", "all", (x, axes, options) => sqrt(variance(x, axes, numberOption(options, "correction"))), [correction]),
  reduction("logsumexp", "log of the sum of exponentials, stably", lastAxis, logSumExp),
  alongAxes("softmax", "exponentials, divided by their sum", softmax),
  alongAxes("log_softmax", "the logarithm of softmax, stably", logSoftmax),
];
