/** Calls: of builtins, definitions and networks, each with its arguments in their places. */

import type { Name } from "../../grammar/syntax.js";
import type { Span } from "../../grammar/source.js";
import { callBuiltin } from "./builtin-call.js";
import { affords, type Context, fail } from "./context.js";
import { callDefinition } from "./definition-call.js";
import { elaborate } from "./expression.js";
import { elaborateGradient } from "./gradient.js";
import { type Given, givenOf } from "./given.js";
import { resolve } from "./names.js";
import { callNetwork, callOpenNetwork } from "./network-call.js";
import { type Value, describe, unknown } from "./value.js";

export function call(callee: Name, given: readonly Given[], span: Span, context: Context): Value {
  if (!affords(context, span)) return unknown;
  if (isGradient(callee, context)) return elaborateGradient(given, span, context);
  return apply(resolve(callee.name, callee.span, context), callee, given, span, context);
}

function apply(target: Value, callee: Name, given: readonly Given[], span: Span, context: Context): Value {
  switch (target.kind) {
    case "function":
      return callBuiltin(target.builtin, given, span, context);
    case "definition":
      return callDefinition(target, given, span, context);
    case "network":
      return callNetwork(target, given, span, context);
    case "open network":
      return callOpenNetwork(target, given, span, context);
    case "unknown":
      given.forEach((argument) => readLoosely(argument, context));
      return unknown;
    default:
      return fail(context, { code: "call/callee", message: `${callee.name} is ${describe(target)}, and only functions, definitions and networks are called`, span: callee.span });
  }
}

function isGradient({ name }: Name, context: Context): boolean {
  return name === "grad" && !context.scope.find(name);
}

/**
 * An argument of what is not known: what it has wrong is told all the same. But a named one may be a word, and a call may be
 * a stage, which lacks its first argument: of that only the parts are read.
 */
function readLoosely(argument: Given, context: Context): void {
  const { name, expression } = argument;
  if (name !== undefined) return;
  if (expression?.kind === "call" && !isGradient(expression.callee, context)) {
    resolve(expression.callee.name, expression.callee.span, context);
    givenOf(expression.arguments, (part) => elaborate(part, context)).forEach((part) => readLoosely(part, context));
  } else {
    argument.value();
  }
}
