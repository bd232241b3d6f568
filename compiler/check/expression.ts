/** Elaboration of expressions: names resolved, definitions copied in, constants folded, every term typed. */

import type { Binary, BinaryOperator, Body, Expression, Field, If, List, Record } from "../../grammar/syntax.js";
import { operate } from "./builtin-call.js";
import { call } from "./call.js";
import { type Context, fail, placeIn } from "./context.js";
import { refuseInfiniteValue } from "./float32.js";
import { givenOf } from "./given.js";
import { duplicate, offer, resolve } from "./names.js";
import type { RecordTerm } from "./program.js";
import { Scope, bound } from "./scope.js";
import { elaboratePipe } from "./stage.js";
import { booleanTerm, constantOf, describe, describeVarying, isSingle, isTerm, numberTerm, unknown, type Value } from "./value.js";

export function elaborate(expression: Expression, context: Context): Value {
  switch (expression.kind) {
    case "number":
      return numberTerm(expression.value, placeIn(context, expression.span));
    case "boolean":
      return booleanTerm(expression.value, placeIn(context, expression.span));
    case "name":
      return resolve(expression.name, expression.span, context);
    case "call":
      return call(expression.callee, givenOf(expression.arguments, (argument) => elaborate(argument, context)), expression.span, context);
    case "pipe":
      return elaboratePipe(expression, context);
    case "if":
      return elaborateCondition(expression, (branch) => elaborate(branch, context), context);
    case "unary":
      return operate(expression.operator === "-" ? "neg" : "not", expression, [expression.operand], [elaborate(expression.operand, context)], context);
    case "binary":
      return elaborateBinary(expression, context);
    case "group":
      return elaborate(expression.inner, context);
    case "list":
      return elaborateList(expression, context);
    case "record":
      return elaborateRecord(expression, context);
    case "field":
      return elaborateField(expression, context);
    case "unread":
      return unknown;
    case "repeated":
      throw new TypeError("the parser lets repeat stand behind an arrow only");
  }
}

/** A body's lets in order, then its result. */
export function elaborateBody(body: Body, context: Context): Value {
  const scope = new Scope(context.scope);
  const inner = { ...context, scope };
  for (const { name, value } of body.lets) {
    // Elaborated before it is declared, so that a let that uses its own name means the outer one.
    const before = scope.declare(bound(name.name, name.span, `let ${name.name}`, elaborate(value, inner)));
    if (before) fail(inner, duplicate(name.name, name.span, before.span));
  }
  return elaborate(body.result, inner);
}

/**
 * An `if` between expressions or stages. On a constant condition the other branch is not built: it may not even fit. On a
 * value both are, and each element takes its own.
 */
export function elaborateCondition(expression: If, branchOf: (branch: Expression) => Value, context: Context): Value {
  const condition = elaborate(expression.condition, context);
  if (condition.kind === "unknown") return unknown;
  const { condition: asked, then, else: otherwise } = expression;
  if (!isSingle(condition) || condition.type.dtype !== "bool") {
    return fail(context, { code: "type/condition", message: `if takes a condition, and this is ${describe(condition)}`, span: asked.span, label: "no condition", help: "compare it with something, as in n > 0" });
  }
  const known = constantOf(condition);
  if (known !== undefined) return branchOf(known === 1 ? then : otherwise);
  return operate("where", expression, [asked, then, otherwise], [condition, branchOf(then), branchOf(otherwise)], context);
}

const operators: { readonly [operator in BinaryOperator]: string } = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "mod",
  "^": "pow",
  "==": "equal",
  "!=": "not_equal",
  "<": "less",
  "<=": "less_equal",
  ">": "greater",
  ">=": "greater_equal",
  and: "and",
  or: "or",
};

function elaborateBinary(expression: Binary, context: Context): Value {
  const { operator, left, right } = expression;
  return operate(operators[operator], expression, [left, right], [elaborate(left, context), elaborate(right, context)], context);
}

function elaborateList({ items }: List, context: Context): Value {
  const values = items.map((item) => elaborate(item, context));
  if (values.some((value) => value.kind === "unknown")) return unknown;
  const numbers = values.flatMap((value) => constantOf(value) ?? []);
  if (numbers.length === values.length) return { kind: "list", items: numbers };
  const bad = values.findIndex((value) => constantOf(value) === undefined);
  return fail(context, { code: "constant/needed", message: `a list holds numbers that are known when compiling, and ${describeVarying(values[bad])}`, span: items[bad].span });
}

function elaborateRecord({ fields, span }: Record, context: Context): Value {
  const values = fields.map(({ value }) => elaborate(value, context));
  const terms: RecordTerm["fields"][number][] = [];
  const types: RecordTerm["type"]["fields"][number][] = [];
  for (const [i, { name, value: expression }] of fields.entries()) {
    const value = values[i];
    const before = fields.slice(0, i).find((earlier) => earlier.name.name === name.name);
    if (before) fail(context, duplicate(name.name, name.span, before.name.span));
    else if (refuseInfiniteValue(value, expression.span, context)) continue;
    else if (isSingle(value)) {
      terms.push({ name: name.name, value });
      types.push({ name: name.name, type: value.type });
    } else if (value.kind !== "unknown") {
      fail(context, { code: "type/value", message: `a field of a record is a value, and ${name.name} is ${describe(value)}`, span: expression.span });
    }
  }
  if (terms.length < fields.length) return unknown;
  return { kind: "record", fields: terms, type: { kind: "record", fields: types }, span: placeIn(context, span) };
}

function elaborateField({ of: expression, field: { name: field, span: fieldSpan }, span }: Field, context: Context): Value {
  const of = elaborate(expression, context);
  if (of.kind === "unknown") return unknown;
  if (!isTerm(of) || of.type.kind !== "record") return fail(context, { code: "type/field", message: `.${field} is read of a record, and this is ${describe(of)}`, span: expression.span });
  const found = of.type.fields.find(({ name }) => name === field);
  if (!found) {
    const names = of.type.fields.map(({ name }) => name);
    return fail(context, { code: "name/field", message: `there is no field ${field} in (${names.join(", ")})`, span: fieldSpan, help: offer(field, names) });
  }
  if (of.kind === "record") return of.fields.find(({ name }) => name === field)?.value ?? unknown;
  return { kind: "field", of, field, type: found.type, span: placeIn(context, span) };
}
