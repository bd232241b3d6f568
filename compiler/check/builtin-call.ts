/** Calls of builtins: arguments by the kinds of its parameters, its own rule for the result's type, its layer's path and weights. */

import { nearest } from "../../grammar/nearest.js";
import type { Expression } from "../../grammar/syntax.js";
import type { Span } from "../../grammar/source.js";
import type { Initialiser } from "../../runtime/program.js";
import { type Builtin, type BuiltinParameter, type CheckResult, Mistake, type Option } from "../library/builtin.js";
import { builtins } from "../library/index.js";
import type { TensorType } from "../library/type.js";
import { match } from "./arguments.js";
import type { Given } from "./call.js";
import { type Context, fail, placeIn } from "./context.js";
import { elaborate } from "./expression.js";
import { foldConstant } from "./fold.js";
import { initialiser } from "./initialiser.js";
import type { BuiltinTerm, NumberTerm, Term } from "./program.js";
import { type Value, booleanTerm, constantOf, describe, isBoolean, isTerm, numberTerm, unknown } from "./value.js";

/** An operator is a builtin too. */
export function operate(name: string, operands: readonly Value[], spans: readonly Span[], span: Span, context: Context): Value {
  const builtin = builtins.get(name)!;
  return callBuiltin(builtin, operands.map((value, i): Given => ({ span: spans[i], value: () => value })), span, context, true);
}

export function callBuiltin(builtin: Builtin, given: readonly Given[], span: Span, context: Context, operator = false): Value {
  const formals = builtin.parameters.map((parameter) => ({ name: parameter.name, rest: takesAll(parameter), optional: isOptional(parameter) }));
  const matched = match(builtin.name, formals, given, span, context);
  if (!matched) return unknown;
  const inputs: Term[] = [];
  const inputSpans: Span[] = [];
  const options: { [name: string]: Option } = {};
  const places = new Map<string, Span>();
  let sound = true;
  builtin.parameters.forEach((parameter, i) => {
    if (matched[i].length > 0) places.set(parameter.name, matched[i][0].span);
    if (parameter.kind === "value") {
      for (const argument of matched[i]) {
        const term = valueArgument(builtin.name, argument, operator, context);
        if (!term) sound = false;
        else {
          inputs.push(term);
          inputSpans.push(argument.span);
        }
      }
      return;
    }
    const option = matched[i].length === 0 ? { value: defaultOf(parameter) } : optionOf(builtin.name, parameter, matched[i], context);
    if (!option) sound = false;
    else options[parameter.name] = option.value;
  });
  if (!sound) return unknown;
  const checked = checkCall(builtin, inputs, options, { span, inputSpans, places }, context);
  return checked ? build(builtin, inputs, options, checked, span, context, operator) : unknown;
}

function takesAll(parameter: BuiltinParameter): boolean {
  return parameter.kind === "sizes" || (parameter.kind === "value" && parameter.rest === true);
}

function isOptional(parameter: BuiltinParameter): boolean {
  if (parameter.kind === "value") return parameter.optional === true;
  if (parameter.kind === "sizes" || parameter.kind === "stage") return false;
  return parameter.kind === "flag" || parameter.default !== undefined;
}

function defaultOf(parameter: BuiltinParameter): Option {
  return "default" in parameter ? parameter.default : undefined;
}

function valueArgument(callee: string, argument: Given, operator: boolean, context: Context): Term | undefined {
  const value = argument.value();
  if (value.kind === "unknown") return undefined;
  if (isTerm(value) && value.type.kind === "tensor") return value;
  const takes = operator ? "an operator takes values" : `${callee} takes a value`;
  fail(context, { code: "type/value", message: `${takes}, and this is ${describe(value)}`, span: argument.span });
  return undefined;
}

/** Wrapped, for `undefined` is an option too. */
function optionOf(callee: string, parameter: BuiltinParameter, given: readonly Given[], context: Context): { value: Option } | undefined {
  const [argument] = given;
  const wrong = (what: string): undefined => {
    const value = parameter.kind === "word" || parameter.kind === "over" ? undefined : argument.value();
    if (value?.kind !== "unknown") fail(context, { code: "call/argument", message: `${callee} takes ${what} as ${parameter.name}${value ? `, and this is ${describe(value)}` : ""}`, span: argument.span });
    return undefined;
  };
  switch (parameter.kind) {
    case "number": {
      const number = constantOf(argument.value());
      if (number === undefined || isBoolean(argument.value())) return wrong("a number that is known when compiling");
      return parameter.integer && !Number.isInteger(number) ? wrong("a whole number") : { value: number };
    }
    case "flag": {
      const value = argument.value();
      return isBoolean(value) ? { value: constantOf(value) === 1 } : wrong("true or false");
    }
    case "word":
      return wordOf(callee, parameter.name, parameter.words, argument, context);
    case "over":
      if (argument.expression?.kind === "name") return wordOf(callee, parameter.name, ["all", "batch", "sample", "channels", "space"], argument, context);
      return listOf(given) ?? wrong("all, batch, sample, channels, space or a list of axes");
    case "sizes":
      return listOf(given) ?? wrong("whole numbers that are known when compiling");
    case "initialiser":
      return initialiserOf(argument.expression, context);
    default:
      return wrong("something else");
  }
}

function wordOf(callee: string, parameter: string, words: readonly string[], { expression, span }: Given, context: Context): { value: string } | undefined {
  const word = expression?.kind === "name" ? expression.name : "";
  if (words.includes(word)) return { value: word };
  const near = nearest(word, words);
  fail(context, { code: "call/word", message: `${callee} takes ${words.join(", ")} as ${parameter}`, span, help: near && `did you mean ${near}?` });
  return undefined;
}

function initialiserOf(expression: Expression | undefined, context: Context): { value: Initialiser } | undefined {
  const value = expression && initialiser(expression, context, elaborate);
  return value && { value };
}

/** Numbers written one by one, or one list. */
function listOf(given: readonly Given[]): { value: readonly number[] } | undefined {
  const values = given.map((argument) => argument.value());
  if (values.length === 1 && values[0].kind === "list") return { value: values[0].items };
  const numbers = values.map(constantOf);
  return numbers.every((number) => number !== undefined && Number.isInteger(number)) ? { value: numbers as number[] } : undefined;
}

function checkCall(builtin: Builtin, inputs: readonly Term[], options: { [name: string]: Option }, at: { span: Span; inputSpans: readonly Span[]; places: ReadonlyMap<string, Span> }, context: Context): CheckResult | undefined {
  try {
    return builtin.check({ values: inputs.map((input) => input.type as TensorType), options });
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    const { at: where, label, help } = mistake.detail;
    const span = (typeof where === "number" ? at.inputSpans[where] : where === undefined ? undefined : at.places.get(where)) ?? at.span;
    fail(context, { code: mistake.code, message: mistake.message, span, label, help });
    return undefined;
  }
}

function build(builtin: Builtin, inputs: readonly Term[], options: { [name: string]: Option }, { type, weights: specs = [] }: CheckResult, span: Span, context: Context, operator: boolean): Value {
  const place = placeIn(context, span);
  const constants = inputs.filter((input): input is NumberTerm => input.kind === "number");
  const foldable = constants.length === inputs.length && inputs.length > 0 && specs.length === 0 && !builtin.draws && type.shape.length === 0 && builtin.name !== "stop";
  if (foldable) {
    const value = foldConstant(builtin, constants, type, options);
    return type.dtype === "bool" ? booleanTerm(value !== 0, place) : numberTerm(value, place);
  }
  if (specs.length > 0 && !context.layers) {
    return fail(context, { code: "weights/outside", message: `${builtin.name} owns weights, and weights belong to a network`, span, help: "write it inside the body of a generator, critic or network" });
  }
  const layers = context.layers;
  const path = layers && (specs.length > 0 || builtin.draws || !operator) ? layers.next(builtin.name) : undefined;
  const weights = layers && path ? layers.own(path, specs) : [];
  if (layers && path) layers.enter(path, textOf(span), type, weights, place);
  const term: BuiltinTerm = { kind: "builtin", builtin, inputs, options, path, weights, type, span: place };
  return term;
}

function textOf(span: Span): string {
  return span.source.text.slice(span.start, span.end).replace(/\s+/g, " ");
}
