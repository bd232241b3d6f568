/** Exponentials and what is made of them, stable in float32 wherever their value is finite. */

import { real, unary } from "./elementwise.js";
import { div, mul, neg, sub } from "./arithmetic.js";
import { equal, select } from "./logic.js";

/** The derivative is the output itself: x̄ = ȳ · y. */
export const exp = unary("exp", {
  ...real,
  evaluate: Math.exp,
  vjp: ({ cotangent, output }) => [mul(cotangent, output)],
  wgsl: (x) => `exp(${x})`,
  cost: 6,
});

export const log = unary("log", {
  ...real,
  evaluate: Math.log,
  vjp: ({ cotangent, inputs: [x] }) => [div(cotangent, x)],
  wgsl: (x) => `logarithm(${x})`,
  cost: 8,
  support: [
    `// WGSL's own may be any number where there is none: SwiftShader's log(-2) is 0.69, and that of 0 is -88.
fn logarithm(x: f32) -> f32 {
  return select(select(-1.0 / abs(x), sqrt(x), x < 0.0), log(x), x > 0.0);
}`,
  ],
});

/**
 * x̄ = ȳ / (2y). At x = 0 the subgradient is taken as 0: a norm, sqrt(Σ x²), then has gradient 0 at the origin, as in PyTorch,
 * and since the quotient is taken of a divisor that is never 0, the second derivative is 0 there too and not NaN.
 */
export const sqrt = unary("sqrt", {
  ...real,
  evaluate: Math.sqrt,
  vjp({ cotangent, output }) {
    const zero = equal(output, 0);
    return [select(zero, 0, div(mul(cotangent, 0.5), select(zero, 1, output)))];
  },
  wgsl: (x) => `sqrt(${x})`,
  cost: 4,
});

/** log(1 + eˣ) = max(x, 0) + log(1 + e^-|x|), which neither overflows nor loses the small end; the derivative is the sigmoid. */
export const softplus = unary("softplus", {
  ...real,
  evaluate: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, sigmoid(x))],
  wgsl: (x) => `stable_softplus(${x})`,
  cost: 18,
  support: [
    `fn stable_softplus(x: f32) -> f32 {
  let tail = exp(-abs(x));
  // log(1 + t) by its series where 1 + t would round the digits of t away.
  let series = tail * (1.0 - tail * (0.5 - tail * (0.33333334 - tail * 0.25)));
  return max(x, 0.0) + select(log(1.0 + tail), series, tail < 0.02);
}`,
  ],
});

/** 1 / (1 + e^-x), whose derivative is y (1 - y). */
export const sigmoid = unary("sigmoid", {
  ...real,
  evaluate: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  vjp: ({ cotangent, output }) => [mul(cotangent, mul(output, sub(1, output)))],
  wgsl: (x) => `stable_sigmoid(${x})`,
  cost: 10,
  support: [
    `fn stable_sigmoid(x: f32) -> f32 {
  let tail = exp(-abs(x));
  return select(tail, 1.0, x >= 0.0) / (1.0 + tail);
}`,
  ],
});

/** The derivative is 1 - y². */
export const tanh = unary("tanh", {
  ...real,
  evaluate: Math.tanh,
  vjp: ({ cotangent, output }) => [mul(cotangent, sub(1, mul(output, output)))],
  wgsl: (x) => `stable_tanh(${x})`,
  cost: 14,
  support: [
    `// WGSL's own may be off by 1e-5, or overflow. Near 0, where 1 - t would lose the digits of x, the series serves.
fn stable_tanh(x: f32) -> f32 {
  let tail = exp(-2.0 * abs(x));
  let square = x * x;
  let series = x * (1.0 - square * (0.33333334 - square * (0.13333334 - square * 0.053968254)));
  return select(sign(x) * (1.0 - tail) / (1.0 + tail), series, abs(x) < 0.2);
}`,
  ],
});

/** The error function; its derivative is 2/√π · e^(-x²). */
export const erf = unary("erf", {
  ...real,
  evaluate: errorFunction,
  vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI)))],
  wgsl: (x) => `error_function(${x})`,
  cost: 20,
  support: [
    `// Abramowitz and Stegun 7.1.26: off by at most 1.5e-7, a unit in float32's last place.
fn error_function(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x));
  let tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * exp(-x * x);
  return select(1.0 - tail, tail - 1.0, x < 0.0);
}`,
  ],
});

/** To float64's precision: the power series near 0, the continued fraction (Lentz) of erfc beyond 2.5. */
function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size < 2.5) {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total) && n < 200; n++) {
      term *= -(x * x) / n;
      total += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * total;
  }
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / (Math.sqrt(Math.PI) * (size + fraction)));
}

