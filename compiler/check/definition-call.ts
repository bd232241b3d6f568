/** A definition is copied in at each call: its parameters stand for what was given, its layers are layers of the caller. */

import type { Span } from "../../grammar/source.js";
import type { Definition } from "../../grammar/syntax.js";
import { match } from "./arguments.js";
import { type Call, type Context, fail, nameOf } from "./context.js";
import { elaborate, elaborateBody } from "./expression.js";
import type { Given } from "./given.js";
import { duplicate } from "./names.js";
import { Scope, bound } from "./scope.js";
import { type DefinitionValue, unknown, type Value } from "./value.js";

/** Far beyond what anybody nests; a definition that calls itself without an end gets there. */
const deepest = 100;

export function callDefinition({ definition, scope }: DefinitionValue, given: readonly Given[], span: Span, context: Context): Value {
  const { name, parameters, body } = definition;
  const depth = (context.call?.depth ?? 0) + 1;
  if (depth > deepest) return fail(context, { code: "def/endless", message: `${name.name} calls itself without an end: ${wayTo(name.name, context.call)}`, span, related: [{ message: "the definition", span: name.span }] });
  const formals = parameters.map((parameter) => ({ name: parameter.name.name, optional: parameter.default !== undefined }));
  const matched = match(name.name, formals, given, span, context);
  if (!matched) return unknown;
  const inner = new Scope(scope);
  const inside: Context = {
    ...context,
    scope: inner,
    layers: context.layers?.inside(name.name),
    call: { definition, span, scope: inner, outer: context.call, depth },
    site: context.site ?? (scope.prelude ? span : undefined),
  };
  let sound = true;
  parameters.forEach((parameter, i) => {
    const [argument] = matched[i];
    const value = argument?.value() ?? (parameter.default ? elaborate(parameter.default, inside) : unknown);
    if (value.kind === "unknown") sound = false;
    inner.declare(bound(parameter.name.name, parameter.name.span, `parameter ${parameter.name.name}`, value, argument?.span));
  });
  const result = sound ? elaborateBody(body, inside) : unknown;
  if (result.kind !== "unknown") context.reporter.vouch(definition);
  return result;
}

/** "f → g → f", from the last time that it was called. */
function wayTo(name: string, call: Call | undefined): string {
  const way = [name];
  for (let at = call; at; at = at.outer) {
    way.unshift(nameOf(at));
    if (nameOf(at) === name) break;
  }
  return way.join(" → ");
}

/** Tells what is wrong with a definition whatever it is called with, called or not. */
export function readByItself({ definition: { parameters, body }, scope }: { readonly definition: Pick<Definition, "parameters" | "body">; readonly scope: Scope }, context: Context): void {
  const inner = new Scope(scope);
  const draft: Context = { ...context, scope: inner, draft: true };
  for (const { name, default: preset } of parameters) {
    if (preset) elaborate(preset, draft);
    const before = inner.declare(bound(name.name, name.span, `parameter ${name.name}`, unknown));
    if (before) fail(draft, duplicate(name.name, name.span, before.span));
  }
  elaborateBody(body, draft);
}
