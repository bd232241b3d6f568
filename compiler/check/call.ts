/** Calls: of builtins, definitions and networks, each with its arguments in their places. */

import type { Expression, Name } from "../../grammar/syntax.js";
import type { Span } from "../../grammar/source.js";
import { callBuiltin } from "./builtin-call.js";
import { type Context, fail } from "./context.js";
import { callDefinition } from "./definition-call.js";
import { resolve } from "./expression.js";
import { elaborateGradient } from "./gradient.js";
import { callNetwork } from "./network-call.js";
import { type Value, describe, unknown } from "./value.js";

/** An argument as it was given. Its value is worked out when somebody wants it: words and stages have none. */
export interface Given {
  readonly name?: string;
  readonly nameSpan?: Span;
  /** Left out for the value before an arrow. */
  readonly expression?: Expression;
  readonly span: Span;
  value(): Value;
}

export function call(callee: Name, given: readonly Given[], span: Span, context: Context): Value {
  if (callee.name === "grad" && !context.scope.find("grad")) return elaborateGradient(given, span, context);
  const unsupported = laterNames.get(callee.name);
  if (unsupported && !context.scope.find(callee.name)) return fail(context, { code: `unsupported/${callee.name}`, message: unsupported, span: callee.span });
  return apply(resolve(callee.name, callee.span, context), callee, given, span, context);
}

/** What the language has and this version does not compile. */
const laterNames = new Map([["replay", "this version does not compile replay, the history buffer"]]);

function apply(target: Value, callee: Name, given: readonly Given[], span: Span, context: Context): Value {
  switch (target.kind) {
    case "function":
      return callBuiltin(target.builtin, given, span, context);
    case "definition":
      return callDefinition(target, given, span, context);
    case "network":
      return callNetwork(target, given, span, context);
    case "unknown":
      // What the arguments have wrong is told all the same.
      given.forEach((argument) => argument.value());
      return unknown;
    default:
      return fail(context, { code: "call/callee", message: `${callee.name} is ${describe(target)}, and only functions, definitions and networks are called`, span: callee.span });
  }
}
