/** The primitives: thirty-odd operations, closed under differentiation. */

export type { Builder, Operand } from "./elementwise.js";
export * from "./arithmetic.js";
export * from "./contraction.js";
export * from "./convolution.js";
export { parseSpec } from "./spec.js";
export { type Role, type Tie, narrowExtent, roles, summedExtent } from "./tie.js";
export * from "./exponential.js";
export * from "./logic.js";
export * from "./movement.js";
export * from "./random.js";
export * from "./reduction.js";
export * from "./sources.js";
export * from "./trigonometry.js";
export * from "./window.js";
