/** `normal(0, 0.02)`, `uniform(-1, 1)`, `constant(1)`: how weights start. */

import type { Expression } from "../../grammar/syntax.js";
import type { Initialiser } from "../../runtime/program.js";
import { type Context, fail } from "./context.js";
import { type Value, constantOf } from "./value.js";

const makers: { readonly [name: string]: { readonly takes: number; make(a: number, b: number): Initialiser } } = {
  normal: { takes: 2, make: (mean, deviation) => ({ kind: "normal", mean, deviation }) },
  uniform: { takes: 2, make: (low, high) => ({ kind: "uniform", low, high }) },
  constant: { takes: 1, make: (value) => ({ kind: "constant", value }) },
};

export function initialiser(expression: Expression, context: Context, elaborate: (expression: Expression, context: Context) => Value): Initialiser | undefined {
  const maker = expression.kind === "call" ? makers[expression.callee.name] : undefined;
  if (expression.kind === "call" && maker) {
    const numbers = expression.arguments.map(({ value }) => constantOf(elaborate(value, context)));
    const [a, b = 0] = numbers;
    if (numbers.length === maker.takes && a !== undefined && numbers.every((number) => number !== undefined)) return maker.make(a, b);
  }
  fail(context, { code: "call/initialiser", message: "weights start as normal(mean, deviation), uniform(low, high) or constant(value)", span: expression.span });
  return undefined;
}
