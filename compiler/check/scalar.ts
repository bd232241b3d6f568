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
  const operator = operators[term.builtin.name];
  const operands = term.inputs.map(scalarOf);
  if (!operator || operands.some((operand) => operand === undefined)) return undefined;
  return [operator, ...(operands as Scalar[])];
}
