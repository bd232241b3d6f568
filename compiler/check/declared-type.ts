/** Types as they are written: `[1, 28, 28]`, `class[10]`, `(validity: [1], label: [10])`. Sizes are constant expressions. */

import type { Expression, TypeExpression } from "../../grammar/syntax.js";
import { type RecordType, type TensorType, type ValueType, tensor } from "../library/type.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { constantOf, describe } from "./value.js";

export function declaredType(type: TypeExpression, context: Context): ValueType | undefined {
  if (type.kind !== "outputs") return declaredTensor(type, context);
  const fields: RecordType["fields"][number][] = [];
  for (const field of type.fields) {
    const found = field.type.kind === "outputs" ? undefined : declaredTensor(field.type, context);
    if (!found) return undefined;
    fields.push({ name: field.name.name, type: found });
  }
  return { kind: "record", fields };
}

/** Of a batched value. */
export function declaredTensor(type: TypeExpression, context: Context): TensorType | undefined {
  if (type.kind === "outputs") {
    fail(context, { code: "type/value", message: "several outputs are what a network gives, and nothing else", span: type.span });
    return undefined;
  }
  if (type.kind === "class") {
    const count = size(type.count, "the number of classes", context);
    return count === undefined ? undefined : { kind: "tensor", dtype: "i32", shape: [], batched: true, classes: count };
  }
  const sizes = type.sizes.map((expression) => size(expression, "a size", context));
  return sizes.every((value) => value !== undefined) ? tensor(sizes as number[], true) : undefined;
}

function size(expression: Expression, what: string, context: Context): number | undefined {
  const value = elaborate(expression, context);
  if (value.kind === "unknown") return undefined;
  const number = constantOf(value);
  if (number === undefined) {
    fail(context, { code: "constant/needed", message: `${what} is known when compiling, and this is ${describe(value)}`, span: expression.span });
    return undefined;
  }
  if (!Number.isInteger(number) || number < 1) {
    fail(context, { code: "value/size", message: `${what} is a whole number of at least 1, and this is ${number}`, span: expression.span });
    return undefined;
  }
  return number;
}

/** `in [lo, hi]`, `[-0.01, 0.01]`. */
export function declaredRange(low: Expression, high: Expression, span: Expression["span"], context: Context): readonly [number, number] | undefined {
  const values = [low, high].map((expression) => ({ expression, value: elaborate(expression, context) }));
  if (values.some(({ value }) => value.kind === "unknown")) return undefined;
  const [a, b] = values.map(({ value }) => constantOf(value));
  if (a === undefined || b === undefined) {
    const wrong = values[a === undefined ? 0 : 1];
    fail(context, { code: "constant/needed", message: `the ends of a range are known when compiling, and this is ${describe(wrong.value)}`, span: wrong.expression.span });
    return undefined;
  }
  if (a < b) return [a, b];
  fail(context, { code: "value/range", message: `the range [${a}, ${b}] is empty: the lower end comes first`, span, help: a === b ? undefined : `[${b}, ${a}]` });
  return undefined;
}
