/** Numbers that must be known when compiling: sizes, counts, ranges, arguments of distributions. */

import type { Call, Expression } from "../../grammar/syntax.js";
import { match } from "./arguments.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { refuseInfinite } from "./float32.js";
import { givenOf } from "./given.js";
import { constantOf, describeVarying, isBoolean, type Value } from "./value.js";

/** `undefined` after a mistake, which was told. `what`: "a size", "the batch". */
export function constantNumber(expression: Expression, what: string, context: Context): number | undefined {
  return asNumber(elaborate(expression, context), what, expression.span, context);
}

/** A whole number, at least `least`. */
export function constantCount(expression: Expression, what: string, least: number, context: Context): number | undefined {
  const number = constantNumber(expression, what, context);
  if (number === undefined || (Number.isSafeInteger(number) && number >= least)) return number;
  fail(context, { code: "value/size", message: `${what} is a whole number of at least ${least}, and this is ${number}`, span: expression.span });
  return undefined;
}

/** Arguments in the order of the parameters, all of them needed. */
export function constantArguments({ callee, arguments: args, span }: Call, parameters: readonly string[], context: Context): readonly number[] | undefined {
  const matched = match(callee.name, parameters.map((name) => ({ name })), givenOf(args, (expression) => elaborate(expression, context)), span, context);
  if (!matched) return undefined;
  const numbers = matched.map(([argument], i) => asNumber(argument.value(), `the ${parameters[i]} of ${callee.name}`, argument.span, context));
  const known = numbers.filter((number) => number !== undefined);
  return known.length === numbers.length ? known : undefined;
}

/** `in [low, high]`, `[-0.01, 0.01]`: not empty. */
export function constantRange(low: Expression, high: Expression, context: Context): readonly [number, number] | undefined {
  const [a, b] = [low, high].map((end) => constantNumber(end, "an end of a range", context));
  if (a === undefined || b === undefined) return undefined;
  if (a < b) return [a, b];
  const span = { ...low.span, end: high.span.end };
  fail(context, { code: "value/range", message: `the range [${a}, ${b}] is empty: ${a === b ? "its ends are one number" : "the lower end comes first, the higher second"}`, span, help: a === b ? undefined : `write [${b}, ${a}]` });
  return undefined;
}

function asNumber(value: Value, what: string, span: Expression["span"], context: Context): number | undefined {
  if (value.kind === "unknown") return undefined;
  const number = isBoolean(value) ? undefined : constantOf(value);
  if (number === undefined) fail(context, { code: "constant/needed", message: `${what} is a number that is known when compiling, and ${describeVarying(value)}`, span });
  return number === undefined || refuseInfinite(number, span, context) ? undefined : number;
}
