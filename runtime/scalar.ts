/** Works out the schedule's numbers before an iteration. */

import type { Scalar, ScalarOperator } from "./program.js";

export interface Clock {
  readonly iteration: number;
  readonly epoch: number;
}

const meanings: { readonly [operator in ScalarOperator]: (...operands: number[]) => number } = {
  neg: (a) => -a,
  not: (a) => Number(!a),
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a - Math.floor(a / b) * b,
  "^": (a, b) => a ** b,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  and: (a, b) => Number(a && b),
  or: (a, b) => Number(a || b),
  if: (condition, a, b) => (condition ? a : b),
  min: Math.min,
  max: Math.max,
  floor: Math.floor,
  round: (a) => (Math.abs(a % 1) === 0.5 ? 2 * Math.round(a / 2) : Math.round(a)),
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  sign: Math.sign,
};

export function scalarAt(scalar: Scalar, clock: Clock): number {
  if (typeof scalar === "number") return scalar;
  if (typeof scalar === "string") return clock[scalar];
  const [operator, ...operands] = scalar;
  return meanings[operator](...operands.map((operand) => scalarAt(operand, clock)));
}
