import { mul, neg } from "./arithmetic.js";
import { unary } from "./elementwise.js";

export const sin = unary("sin", {
  evaluate: Math.sin,
  vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, cos(x))],
  wgsl: (x) => `sin(${x})`,
  cost: 6,
});

export const cos = unary("cos", {
  evaluate: Math.cos,
  vjp: ({ cotangent, inputs: [x] }) => [neg(mul(cotangent, sin(x)))],
  wgsl: (x) => `cos(${x})`,
  cost: 6,
});
