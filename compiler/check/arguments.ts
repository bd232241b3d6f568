/** Which argument goes to which parameter: positional ones in order, then by name. */

import type { Span } from "../../grammar/source.js";
import { type Context, fail } from "./context.js";
import { offerForeignArgument } from "./foreign.js";
import type { Given } from "./given.js";
import { offer } from "./names.js";
import type { Report } from "./reporter.js";

export interface Formal {
  readonly name: string;
  /** Takes every positional argument from here on. */
  readonly rest?: boolean;
  readonly optional?: boolean;
}

/** The arguments of each parameter, in its order; `undefined` after a mistake, which was told. */
export function match(callee: string, formals: readonly Formal[], given: readonly Given[], span: Span, context: Context): Given[][] | undefined {
  const matched: Given[][] = formals.map(() => []);
  const mistakes: Report[] = [];
  let next = 0;
  for (const argument of given) {
    const place = argument.name === undefined ? next : formals.findIndex(({ name }) => name === argument.name);
    const mistake = misplaced(callee, formals, matched, argument, place);
    if (mistake) mistakes.push(mistake);
    else matched[place].push(argument);
    if (argument.name === undefined && !formals[place]?.rest) next++;
  }
  const missing = formals.filter((formal, i) => !formal.optional && matched[i].length === 0);
  if (mistakes.length === 0 && missing.length > 0) mistakes.push(lacking(callee, formals, missing, given, span));
  mistakes.forEach((mistake) => fail(context, mistake));
  return mistakes.length === 0 ? matched : undefined;
}

function misplaced(callee: string, formals: readonly Formal[], matched: readonly Given[][], argument: Given, place: number): Report | undefined {
  const names = formals.map(({ name }) => name);
  const formal = formals[place];
  if (place < 0) {
    const { name = "", nameSpan: span = argument.span } = argument;
    return { code: "call/argument", message: `${callee} has no ${name}: it takes ${names.join(", ") || "nothing"}`, span, help: offerForeignArgument(name, names) ?? offer(name, names) };
  }
  if (!formal) return { code: "call/arguments", message: `${callee} takes ${count(formals.length)}, and this is one too many`, span: argument.span, help: signature(callee, formals) };
  const [first] = matched[place];
  if (!first || (formal.rest && argument.name === undefined)) return undefined;
  return { code: "call/argument", message: `${callee} is given ${formal.name} twice`, span: argument.span, related: [{ message: "the first time", span: first.span }] };
}

function lacking(callee: string, formals: readonly Formal[], missing: readonly Formal[], given: readonly Given[], span: Span): Report {
  const wanted = missing.map(({ name }) => name);
  const also = given.length === 0 ? "" : " also";
  return { code: "call/arguments", message: `${callee}${also} needs ${wanted.join(" and ")}`, span, help: signature(callee, formals) };
}

/** As in a call: "linear(v, n, bias: …)". */
function signature(callee: string, formals: readonly Formal[]): string {
  return `${callee}(${formals.map(({ name, optional }) => (optional ? `${name}: …` : name)).join(", ")})`;
}

function count(formals: number): string {
  if (formals === 0) return "no arguments";
  return formals === 1 ? "1 argument" : `${formals} arguments`;
}
