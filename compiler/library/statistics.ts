/** Statistics of IR values over some of their axes: what reductions of the language and normalising layers share. */

import type { Node } from "../ir/node.js";
import { add, div, exp, log, maximum, mul, reduceMax, sqrt, stop, sub, sum } from "../ops/index.js";
import { spread } from "./align.js";
import { countOf, restore } from "./over.js";

export function mean(x: Node, axes: readonly number[]): Node {
  const total = sum(x, axes);
  return div(total, spread(countOf(x.type.shape, axes), total.type.shape));
}

/** x - mean, at every place. */
export function centred(x: Node, axes: readonly number[]): Node {
  return sub(x, restore(mean(x, axes), x.type.shape, axes));
}

/** Divided by n - correction; 1 is Bessel's, PyTorch's default. */
export function variance(x: Node, axes: readonly number[], correction: number): Node {
  const deviation = centred(x, axes);
  const total = sum(mul(deviation, deviation), axes);
  const freedom = maximum(sub(countOf(x.type.shape, axes), correction), 0);
  return div(total, spread(freedom, total.type.shape));
}

/** The Euclidean norm. Its derivative at 0 is 0, by that of `sqrt`. */
export function norm(x: Node, axes: readonly number[]): Node {
  return sqrt(sum(mul(x, x), axes));
}

/** x less its largest value, which counts as a constant: the result is the same for any constant, and no exponential overflows. */
function lowered(x: Node, axes: readonly number[]): { readonly shifted: Node; readonly largest: Node } {
  const largest = stop(reduceMax(x, axes));
  return { shifted: sub(x, restore(largest, x.type.shape, axes)), largest };
}

/** log Σ exp x = m + log Σ exp(x - m). */
export function logSumExp(x: Node, axes: readonly number[]): Node {
  const { shifted, largest } = lowered(x, axes);
  return add(log(sum(exp(shifted), axes)), largest);
}

/** exp(x - m) / Σ exp(x - m). */
export function softmax(x: Node, axes: readonly number[]): Node {
  const weights = exp(lowered(x, axes).shifted);
  return div(weights, restore(sum(weights, axes), x.type.shape, axes));
}

/** (x - m) - log Σ exp(x - m). */
export function logSoftmax(x: Node, axes: readonly number[]): Node {
  const { shifted } = lowered(x, axes);
  return sub(shifted, restore(log(sum(exp(shifted), axes)), x.type.shape, axes));
}
