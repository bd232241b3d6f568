/** Calls: of builtins, definitions and networks, each with its arguments in their places. */

import type { Name } from "../../grammar/syntax.js";
import type { Span } from "../../grammar/source.js";
import { callBuiltin } from "./builtin-call.js";
import { affords, type Context, fail } from "./context.js";
import { callDefinition } from "./definition-call.js";
import { elaborateGradient } from "./gradient.js";
import type { Given } from "./given.js";
import { resolve } from "./names.js";
import { callNetwork } from "./network-call.js";
import { type Value, describe, unknown } from "./value.js";

export function call(callee: Name, given: readonly Given[], span: Span, context: Context): Value {
  if (!affords(context, span)) return unknown;
  if (callee.name === "grad" && !context.scope.find("grad")) return elaborateGradient(given, span, context);
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
    case "unknown":
      // What the arguments have wrong is told all the same; but named ones may be words, which only the callee understands.
      given.filter(({ name }) => name === undefined).forEach((argument) => argument.value());
      return unknown;
    default:
      return fail(context, { code: "call/callee", message: `${callee.name} is ${describe(target)}, and only functions, definitions and networks are called`, span: callee.span });
  }
}
