/** What a name means where it stands. */

import type { Diagnostic } from "../../grammar/diagnostic.js";
import { nearest } from "../../grammar/nearest.js";
import type { Span } from "../../grammar/source.js";
import { builtins } from "../library/index.js";
import { type Context, fail } from "./context.js";
import { offerForeign } from "./foreign.js";
import type { Report } from "./reporter.js";
import type { Binding } from "./scope.js";
import { describe, unknown, type Value } from "./value.js";

/** The innermost declaration; else what the language comes with. */
export function resolve(name: string, span: Span, context: Context): Value {
  const binding = context.scope.find(name);
  if (binding) return seen(binding, span, context);
  const builtin = builtins.get(name);
  if (builtin) return { kind: "function", builtin };
  if (context.unread.mayDeclare(name, "value")) return unknown;
  return fail(context, { code: "name/unknown", message: `there is no ${name} here`, span, help: offerForeign(name) ?? offer(name, [...context.scope.names(), ...builtins.keys()]) });
}

/**
 * A network is the same wherever it is called, so its body does not see what is drawn or moves outside. What is imported sees
 * nothing of the data and the training of the file that it is written in.
 */
function seen(binding: Binding, span: Span, context: Context): Value {
  if (binding.leftIn !== undefined && !(binding.outside && context.layers)) return left(binding, span, context);
  if (!binding.outside || !context.layers) return binding.value();
  const { network } = context.layers;
  return fail(context, {
    code: "name/hidden",
    message: `the body of ${network} does not see ${binding.what}`,
    span,
    // The clocks are declared nowhere.
    related: binding.span.end > binding.span.start ? [{ message: "declared at the top level", span: binding.span }] : [],
    help: `give ${network} a parameter, and ${binding.name} to its calls`,
  });
}

function left({ name, what, leftIn, span: declared }: Binding, span: Span, context: Context): Value {
  const help = `give the definition a parameter, and ${name} to its calls`;
  return fail(context, { code: "import/left", message: `${what} stays in ${leftIn}: what is imported from there can't use it`, span, related: [{ message: "declared here", span: declared }], help });
}

/** "did you mean fake?" Of a single letter every other is near, so there only its other case counts. */
export function offer(name: string, candidates: Iterable<string>): string | undefined {
  const near = name.length === 1 ? [...candidates].find((candidate) => candidate.toLowerCase() === name.toLowerCase()) : nearest(name, candidates);
  return near === undefined ? undefined : `did you mean ${near}?`;
}

export function duplicate(name: string, span: Span, before: Span): Report {
  return { code: "name/duplicate", message: `${name} is declared twice`, span, related: [{ message: "the first time", span: before }] };
}

/** Where a name that stands alone is declared, for beside a mistake in its use: "z is [100]". */
export function declarationOf({ source, start, end }: Span, context: Context): Diagnostic["related"] {
  const text = source.text.slice(start, end);
  const binding = /^\w+$/.test(text) ? context.scope.find(text) : undefined;
  return binding && binding.span.source === source ? [{ message: `${text} is ${describe(binding.value())}`, span: binding.span }] : [];
}
