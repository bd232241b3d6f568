/** Arithmetic, element by element. ȳ is the output's cotangent, x̄ an input's. */

import type { Node } from "../ir/node.js";
import { binary, real, unary } from "./elementwise.js";
import { equal, greater, greaterEqual, select } from "./logic.js";
import { log } from "./exponential.js";
import { constant, constantValue } from "./sources.js";

export const add = binary("add", {
  evaluate: (a, b) => a + b,
  vjp: ({ cotangent }) => [cotangent, cotangent],
  wgsl: (a, b) => `(${a} + ${b})`,
});

export const sub = binary("sub", {
  evaluate: (a, b) => a - b,
  vjp: ({ cotangent }) => [cotangent, neg(cotangent)],
  wgsl: (a, b) => `(${a} - ${b})`,
});

export const mul = binary("mul", {
  evaluate: (a, b) => a * b,
  vjp: ({ inputs: [a, b], cotangent }) => [mul(cotangent, b), mul(cotangent, a)],
  wgsl: (a, b) => `(${a} * ${b})`,
});

/** y = a / b: ā = ȳ / b, b̄ = -ȳ · y / b. */
export const div = binary("div", {
  ...real,
  evaluate: (a, b) => a / b,
  vjp: ({ inputs: [, b], output, cotangent }) => [div(cotangent, b), neg(div(mul(cotangent, output), b))],
  wgsl: (a, b) => `(${a} / ${b})`,
  cost: 4,
});

/** The remainder with the divisor's sign, as PyTorch's: a - floor(a / b) · b. */
export const mod = binary("mod", {
  ...real,
  evaluate: (a, b) => a - Math.floor(a / b) * b,
  vjp: ({ inputs: [a, b], cotangent }) => [cotangent, neg(mul(cotangent, floor(div(a, b))))],
  wgsl: (a, b) => `(${a} - floor(${a} / ${b}) * ${b})`,
  cost: 6,
});

/**
 * a^b: ā = ȳ · b · a^(b-1), b̄ = ȳ · y · log a, and 0 where a is 0, as in PyTorch. A base below 0 is right for whole exponents.
 * a^0 is 1 at 0 too, so that there ā is 0 and not 0 · 0^-1: every derivative of x^2 is finite.
 */
export const pow = binary("pow", {
  ...real,
  evaluate: (a, b) => a ** b,
  vjp({ inputs: [a, b], output, cotangent }) {
    const known = constantValue(b);
    if (known !== undefined) return [known === 0 ? constant(0, a.type) : mul(cotangent, mul(b, pow(a, known - 1))), undefined];
    const flat = equal(b, 0);
    const base = mul(cotangent, select(flat, 0, mul(b, pow(a, select(flat, 1, sub(b, 1))))));
    const positive = greater(a, 0);
    return [base, mul(cotangent, select(positive, mul(output, log(select(positive, a, 1))), 0))];
  },
  wgsl: (a, b) => `signed_power(${a}, ${b})`,
  cost: 12,
  support: [
    `// WGSL's pow is undefined for a base below zero, where whole exponents have a value and others have none, and may be off at zero.
fn signed_power(base: f32, exponent: f32) -> f32 {
  if (exponent == 0.0) { return 1.0; }
  let at_zero = select(0.0, 1.0 / abs(base), exponent < 0.0);
  let size = select(pow(abs(base), exponent), at_zero, base == 0.0);
  let odd = floor(exponent * 0.5) * 2.0 != exponent;
  let is_none = !(base >= 0.0) && (!(base < 0.0) || floor(exponent) != exponent);
  return select(select(size, -size, base < 0.0 && odd), sqrt(base), is_none);
}`,
  ],
});

export const neg = unary("neg", {
  evaluate: (x) => -x,
  vjp: ({ cotangent }) => [neg(cotangent)],
  wgsl: (x) => `(-${x})`,
});

/** |x|' = sign(x), 0 at 0. */
export const abs = unary("abs", {
  evaluate: Math.abs,
  vjp: ({ inputs: [x], cotangent }) => [mul(cotangent, sign(x))],
  wgsl: (x) => `abs(${x})`,
});

export const sign = unary("sign", { evaluate: Math.sign, wgsl: (x) => `sign(${x})` });

export const floor = unary("floor", { ...real, evaluate: Math.floor, wgsl: (x) => `floor(${x})` });

/** To the nearest whole number, halves to the even one, as in PyTorch and WGSL. */
export const round = unary("round", {
  ...real,
  evaluate(x) {
    const nearest = Math.round(x);
    return Math.abs(x - Math.trunc(x)) === 0.5 ? 2 * Math.round(x / 2) : nearest;
  },
  wgsl: (x) => `round(${x})`,
});

/** Of ties the first takes the cotangent. */
export const minimum = binary("minimum", {
  evaluate: Math.min,
  vjp: ({ inputs: [a, b], cotangent }) => chosen(greaterEqual(b, a), cotangent),
  wgsl: (a, b) => `min(${a}, ${b})`,
});

/** Of ties the first takes the cotangent. */
export const maximum = binary("maximum", {
  evaluate: Math.max,
  vjp: ({ inputs: [a, b], cotangent }) => chosen(greaterEqual(a, b), cotangent),
  wgsl: (a, b) => `max(${a}, ${b})`,
});

function chosen(first: Node, cotangent: Node): Node[] {
  return [select(first, cotangent, 0), select(first, 0, cotangent)];
}

