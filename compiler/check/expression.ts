/** Elaboration of expressions: names resolved, definitions copied in, constants folded, every term typed. */

import type { Binary, BinaryOperator, Body, Expression, If, List, Pipe } from "../../grammar/syntax.js";
import { nearest } from "../../grammar/nearest.js";
import { join, type Span } from "../../grammar/source.js";
import { builtins } from "../library/index.js";
import { operate } from "./builtin-call.js";
import { call, type Given } from "./call.js";
import { type Context, fail, placeIn } from "./context.js";
import type { Term } from "./program.js";
import { Scope, bound } from "./scope.js";
import { type Value, booleanTerm, constantOf, describe, isBoolean, isTerm, numberTerm, unknown } from "./value.js";

export function elaborate(expression: Expression, context: Context): Value {
  switch (expression.kind) {
    case "number":
      return numberTerm(expression.value, placeIn(context, expression.span));
    case "boolean":
      return booleanTerm(expression.value, placeIn(context, expression.span));
    case "name":
      return resolve(expression.name, expression.span, context);
    case "call":
      return call(expression.callee, givenOf(expression.arguments, context), expression.span, context);
    case "pipe":
      return elaboratePipe(expression, context);
    case "if":
      return elaborateIf(expression, context);
    case "unary":
      return operate(expression.operator === "-" ? "neg" : "not", [elaborate(expression.operand, context)], [expression.operand.span], expression.span, context);
    case "binary":
      return elaborateBinary(expression, context);
    case "group":
      return elaborate(expression.inner, context);
    case "list":
      return elaborateList(expression, context);
    case "record":
      return elaborateRecord(expression.fields, expression.span, context);
    case "field":
      return elaborateField(elaborate(expression.of, context), expression.field.name, expression.field.span, expression.span, context);
    case "repeated":
      return fail(context, { code: "stage/place", message: "repeat stands after an arrow, as in x -> repeat 3 block", span: expression.span });
  }
}

/** A body's lets in order, then its result. */
export function elaborateBody(body: Body, context: Context): Value {
  const scope = new Scope(context.scope);
  const inner = { ...context, scope };
  for (const { name, value } of body.lets) {
    const before = scope.declare(bound(name.name, name.span, `let ${name.name}`, elaborate(value, inner)));
    if (before) fail(inner, duplicate(name.name, name.span, before.span));
  }
  return elaborate(body.result, inner);
}

export function duplicate(name: string, span: Span, before: Span): Parameters<typeof fail>[1] {
  return { code: "name/duplicate", message: `${name} is declared twice`, span, related: [{ message: "the first time", span: before }] };
}

export function givenOf(args: readonly { readonly name?: { readonly name: string; readonly span: Span }; readonly value: Expression; readonly span: Span }[], context: Context): Given[] {
  return args.map(({ name, value, span }) => ({ name: name?.name, nameSpan: name?.span, expression: value, span: name ? span : value.span, value: () => elaborate(value, context) }));
}

export function resolve(name: string, span: Span, context: Context): Value {
  const binding = context.scope.find(name);
  if (binding) {
    if (binding.outside && context.layers) {
      return fail(context, {
        code: "name/hidden",
        message: `the body of ${context.layers.network} does not see ${binding.what}`,
        span,
        related: [{ message: "declared at the top level", span: binding.span }],
        help: `give ${context.layers.network} a parameter for it`,
      });
    }
    return binding.value();
  }
  const builtin = builtins.get(name);
  if (builtin) return { kind: "function", builtin };
  const near = nearest(name, [...context.scope.names(), ...builtins.keys()]);
  return fail(context, { code: "name/unknown", message: `there is no ${name}`, span, help: near && `did you mean ${near}?` });
}

function elaboratePipe({ value, stage, span }: Pipe, context: Context): Value {
  return applyStage(elaborate(value, context), value.span, stage, span, context);
}

/** `value -> stage`: the value takes the stage's first place. `place`: what asked for it, for the term. */
export function applyStage(value: Value, valueSpan: Span, stage: Expression, place: Span, context: Context): Value {
  const given: Given = { span: valueSpan, value: () => value };
  switch (stage.kind) {
    case "name":
      return call(stage, [given], stage.span, context);
    case "call":
      return call(stage.callee, [given, ...givenOf(stage.arguments, context)], stage.span, context);
    case "group":
      return applyStage(value, valueSpan, stage.inner, place, context);
    case "pipe":
      return applyStage(applyStage(value, valueSpan, stage.value, place, context), join(valueSpan, stage.value.span), stage.stage, place, context);
    case "repeated":
      return repeatStage(value, valueSpan, stage.count, stage.stage, place, context);
    case "if": {
      const condition = elaborate(stage.condition, context);
      const known = constantOf(condition);
      if (known !== undefined) return applyStage(value, valueSpan, known ? stage.then : stage.else, place, context);
      const branches = [stage.then, stage.else].map((branch) => applyStage(value, valueSpan, branch, place, context));
      return operate("where", [condition, ...branches], [stage.condition.span, stage.then.span, stage.else.span], stage.span, context);
    }
    default:
      return fail(context, { code: "stage/place", message: "what follows an arrow is a function, with or without arguments", span: stage.span, label: "no function" });
  }
}

function repeatStage(value: Value, valueSpan: Span, count: Expression, stage: Expression, place: Span, context: Context): Value {
  const times = constantOf(elaborate(count, context));
  if (times === undefined || !Number.isInteger(times) || times < 0) {
    return fail(context, { code: "constant/needed", message: "repeat takes a whole number that is known when compiling", span: count.span });
  }
  let result = value;
  for (let i = 0; i < times && result.kind !== "unknown"; i++) result = applyStage(result, valueSpan, stage, place, context);
  return result;
}

/** On a constant condition the other branch is not built: it may not even fit. */
function elaborateIf(expression: If, context: Context): Value {
  const condition = elaborate(expression.condition, context);
  if (condition.kind === "unknown") return unknown;
  const known = constantOf(condition);
  if (known !== undefined) {
    if (!isBoolean(condition)) return fail(context, { code: "type/condition", message: `if takes a condition, and this is ${describe(condition)}`, span: expression.condition.span });
    return elaborate(known ? expression.then : expression.else, context);
  }
  const branches = [expression.then, expression.else].map((branch) => elaborate(branch, context));
  return operate("where", [condition, ...branches], [expression.condition.span, expression.then.span, expression.else.span], expression.span, context);
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

function elaborateBinary({ operator, left, right, span }: Binary, context: Context): Value {
  return operate(operators[operator], [elaborate(left, context), elaborate(right, context)], [left.span, right.span], span, context);
}

function elaborateList({ items, span }: List, context: Context): Value {
  const values = items.map((item) => elaborate(item, context));
  if (values.some((value) => value.kind === "unknown")) return unknown;
  const numbers = values.map(constantOf);
  const bad = numbers.findIndex((number) => number === undefined);
  if (bad < 0) return { kind: "list", items: numbers as number[] };
  return fail(context, { code: "constant/needed", message: `a list holds numbers that are known when compiling, and this is ${describe(values[bad])}`, span: items[bad]?.span ?? span });
}

function elaborateRecord(fields: readonly { readonly name: { readonly name: string; readonly span: Span }; readonly value: Expression }[], span: Span, context: Context): Value {
  const seen = new Map<string, Span>();
  const terms: { name: string; value: Term }[] = [];
  for (const { name, value } of fields) {
    const before = seen.get(name.name);
    if (before) return fail(context, duplicate(name.name, name.span, before));
    seen.set(name.name, name.span);
    const term = elaborate(value, context);
    if (term.kind === "unknown") return unknown;
    if (!isTerm(term) || term.type.kind === "record") return fail(context, { code: "type/value", message: `a field of a record is a value, and ${name.name} is ${describe(term)}`, span: value.span });
    terms.push({ name: name.name, value: term });
  }
  const type = { kind: "record", fields: terms.map(({ name, value }) => ({ name, type: tensorOf(value) })) } as const;
  return { kind: "record", fields: terms, type, span: placeIn(context, span) };
}

function tensorOf(term: Term): Extract<Term["type"], { kind: "tensor" }> {
  if (term.type.kind === "record") throw new TypeError("a record inside a record");
  return term.type;
}

function elaborateField(of: Value, field: string, fieldSpan: Span, span: Span, context: Context): Value {
  if (of.kind === "unknown") return unknown;
  if (!isTerm(of) || of.type.kind !== "record") return fail(context, { code: "type/field", message: `.${field} is read of a record, and this is ${describe(of)}`, span: fieldSpan });
  const found = of.type.fields.find(({ name }) => name === field);
  if (!found) {
    const names = of.type.fields.map(({ name }) => name);
    const near = nearest(field, names);
    return fail(context, { code: "name/field", message: `there is no field ${field} in (${names.join(", ")})`, span: fieldSpan, help: near && `did you mean .${near}?` });
  }
  if (of.kind === "record") return of.fields.find(({ name }) => name === field)!.value;
  return { kind: "field", of, field, type: found.type, span: placeIn(context, span) };
}
