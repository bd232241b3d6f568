/** A definition is copied in at each call: its parameters stand for what was given, its layers are layers of the caller. */

import type { Span } from "../../grammar/source.js";
import { match } from "./arguments.js";
import type { Given } from "./call.js";
import { type Context, fail } from "./context.js";
import { elaborate, elaborateBody } from "./expression.js";
import { Scope, bound } from "./scope.js";
import { type DefinitionValue, type Value, unknown } from "./value.js";

/** Far beyond what anybody nests; a definition that calls itself without an end gets there. */
const deepest = 200;

export function callDefinition({ definition, scope }: DefinitionValue, given: readonly Given[], span: Span, context: Context): Value {
  const { name, parameters, body } = definition;
  const depth = (context.call?.depth ?? 0) + 1;
  if (depth > deepest) return fail(context, { code: "def/endless", message: `${name.name} calls itself without an end`, span, related: [{ message: "the definition", span: name.span }] });
  const formals = parameters.map((parameter) => ({ name: parameter.name.name, optional: parameter.default !== undefined, span: parameter.span }));
  const matched = match(name.name, formals, given, span, context);
  if (!matched) return unknown;
  const inner = new Scope(scope);
  const bodyContext: Context = {
    ...context,
    scope: inner,
    layers: context.layers?.inside(name.name),
    call: { name: name.name, span, outer: context.call, depth },
    site: context.site ?? (scope.prelude ? span : undefined),
  };
  let sound = true;
  parameters.forEach((parameter, i) => {
    const [argument] = matched[i];
    const value = argument ? argument.value() : elaborate(parameter.default!, bodyContext);
    if (value.kind === "unknown") sound = false;
    inner.declare(bound(parameter.name.name, parameter.name.span, `parameter ${parameter.name.name}`, value));
  });
  return sound ? elaborateBody(body, bodyContext) : unknown;
}
