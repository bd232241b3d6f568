/** Works out the schedule's numbers before an iteration. */

import type { Scalar, ScalarOperator } from "./program.js";

export interface Clock {
  readonly iteration: number;
  readonly epoch: number;
}

type Own = "min" | "max" | "floor" | "abs" | "sqrt" | "exp" | "log" | "sin" | "cos" | "sign";
type Meaning = (...operands: number[]) => number;

/** The others are JavaScript's own. */
const meanings: { readonly [operator in Exclude<ScalarOperator, Own>]: Meaning } = {
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
  round: (a) => (Math.abs(a % 1) === 0.5 ? 2 * Math.round(a / 2) : Math.round(a)),
};

export function scalarAt(scalar: Scalar, clock: Clock): number {
  if (typeof scalar === "number") return scalar;
  if (typeof scalar === "string") return clock[scalar];
  const [operator, ...operands] = scalar;
  const meaning = operator in meanings ? meanings[operator as keyof typeof meanings] : Math[operator as Own];
  return meaning(...operands.map((operand) => scalarAt(operand, clock)));
}
