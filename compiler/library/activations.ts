/** Activations, as PyTorch has them; relu' (0) = 0. */

import type { Node } from "../ir/node.js";
import { add, erf, exp, greater, maximum, minimum, mul, select, sigmoid, softplus, sub, tanh } from "../ops/index.js";
import type { Builtin } from "./builtin.js";
import { unary } from "./elementwise.js";
import { numberOption } from "./options.js";

/** alpha · (eˣ - 1) below zero and x above. The exponential never sees a positive x, so that its unused branch can't overflow. */
function exponentialLinear(x: Node, alpha: number): Node {
  return select(greater(x, 0), x, mul(sub(exp(minimum(x, 0)), 1), alpha));
}

// Klambauer et al. 2017, "Self-Normalizing Neural Networks", eq. 14: the fixed point at mean 0 and variance 1.
const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

export const activations: readonly Builtin[] = [
  // Ties of `maximum` go to its first operand, so the zero comes first: relu' (0) = 0.
  unary("relu", { summary: "max(0, v)", lower: (x) => maximum(0, x) }),
  unary("leaky_relu", {
    summary: "v above zero, slope · v below",
    parameters: [{ name: "slope", kind: "number", default: 0.2 }],
    lower: (x, options) => select(greater(x, 0), x, mul(x, numberOption(options, "slope"))),
  }),
  unary("elu", {
    summary: "v above zero, alpha · (exp(v) - 1) below",
    parameters: [{ name: "alpha", kind: "number", default: 1 }],
    lower: (x, options) => exponentialLinear(x, numberOption(options, "alpha")),
  }),
  unary("selu", {
    summary: "the self-normalising elu (Klambauer et al. 2017)",
    lower: (x) => mul(exponentialLinear(x, seluAlpha), seluScale),
  }),
  unary("gelu", {
    summary: "v · Φ(v), Φ the normal distribution's: exact, by erf (Hendrycks and Gimpel 2016)",
    lower: (x) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1)),
  }),
  unary("silu", { summary: "v · sigmoid(v)", lower: (x) => mul(x, sigmoid(x)) }),
  unary("sigmoid", { summary: "1 / (1 + exp(-v))", lower: sigmoid }),
  unary("tanh", { summary: "the hyperbolic tangent", lower: tanh }),
  unary("softplus", { summary: "log(1 + exp(v)), stably", lower: softplus }),
];
