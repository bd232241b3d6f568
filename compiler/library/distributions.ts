/** The distributions of `noise`: what a draw of one sample is made of. */

import type { Node } from "../ir/node.js";
import { add, cast, floor, less, mul } from "../ops/index.js";
import { Mistake } from "./builtin.js";

export interface Distribution {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Of the drawn value: f32, or i32 for labels. */
  readonly dtype: "f32" | "i32";
  readonly underlying: "uniform" | "normal";
  /** Throws a `Mistake` where there is no such distribution. `classes` is k of a noise of type `class[k]`. */
  check(parameters: readonly number[], classes?: number): void;
  /** From a standard normal or a uniform [0, 1) of the value's shape to the value. */
  shape(draw: Node, parameters: readonly number[]): Node;
}

function demand(holds: boolean, message: string): void {
  if (!holds) throw new Mistake("value/range", message);
}

const normal: Distribution = {
  name: "normal",
  parameters: ["mean", "deviation"],
  dtype: "f32",
  underlying: "normal",
  check: ([, deviation]) => demand(deviation >= 0, `normal takes a standard deviation of at least 0, and it is ${deviation}`),
  shape: (draw, [mean, deviation]) => add(mul(draw, deviation), mean),
};

const uniform: Distribution = {
  name: "uniform",
  parameters: ["low", "high"],
  dtype: "f32",
  underlying: "uniform",
  check: ([low, high]) => demand(low < high, `uniform(${low}, ${high}) has no values: the first must be less than the second`),
  shape: (draw, [low, high]) => add(mul(draw, high - low), low),
};

const bernoulli: Distribution = {
  name: "bernoulli",
  parameters: ["p"],
  dtype: "f32",
  underlying: "uniform",
  check: ([p]) => demand(p >= 0 && p <= 1, `bernoulli takes a probability between 0 and 1, and it is ${p}`),
  shape: (draw, [p]) => cast(less(draw, p), "f32"),
};

const categorical: Distribution = {
  name: "categorical",
  parameters: ["k"],
  dtype: "i32",
  underlying: "uniform",
  check([k], classes) {
    demand(Number.isInteger(k) && k >= 1, `categorical takes a whole number of classes, and it is ${k}`);
    demand(classes === undefined || classes === k, `class[${classes}] has ${classes} classes, and categorical(${k}) draws from ${k}`);
  },
  // The draw is at most 1 - 2⁻²⁴, and k times that rounds to less than k in float32 as well.
  shape: (draw, [k]) => cast(floor(mul(draw, k)), "i32"),
};

export const distributions: ReadonlyMap<string, Distribution> = new Map([normal, uniform, bernoulli, categorical].map((one) => [one.name, one]));
