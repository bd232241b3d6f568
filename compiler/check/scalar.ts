/** How often a schedule repeats: an expression over hypers, `iteration` and `epoch`, for the host to work out. */

import type { Scalar, ScalarOperator } from "../../runtime/program.js";
import type { Term } from "./program.js";

const operators: { readonly [builtin: string]: ScalarOperator } = {
  add: "+", sub: "-", mul: "*", div: "/", mod: "%", pow: "^", neg: "neg", not: "not", and: "and", or: "or",
  equal: "==", not_equal: "!=", less: "<", less_equal: "<=", greater: ">", greater_equal: ">=",
  where: "if", min: "min", max: "max", floor: "floor", round: "round", abs: "abs", sqrt: "sqrt", exp: "exp", log: "log", sin: "sin", cos: "cos", sign: "sign",
};

/** `undefined` where the term is made of anything else. */
export function scalarOf(term: Term): Scalar | undefined {
  if (term.kind === "number") return term.value;
  if (term.kind === "clock") return term.name;
  if (term.kind !== "builtin") return undefined;
  const operands = term.inputs.map(scalarOf);
  const known = operands.filter((operand) => operand !== undefined);
  if (known.length < operands.length) return undefined;
  const operator = operators[term.builtin.name];
  return operator ? [operator, ...known] : composed[term.builtin.name]?.(known);
}

/** What the host has no operator for, made of those that it has. */
const composed: { readonly [builtin: string]: (operands: readonly Scalar[]) => Scalar } = {
  clamp: ([value, low, high]) => ["min", ["max", value, low], high],
};
