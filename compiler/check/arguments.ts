/** Which argument goes to which parameter: positional ones in order, then by name. */

import { nearest } from "../../grammar/nearest.js";
import type { Span } from "../../grammar/source.js";
import type { Given } from "./call.js";
import { type Context, fail } from "./context.js";

export interface Formal {
  readonly name: string;
  /** Takes every positional argument from here on. */
  readonly rest?: boolean;
  readonly optional?: boolean;
  readonly span?: Span;
}

/** The arguments of each parameter, in its order; `undefined` after a mistake, which was told. */
export function match(callee: string, formals: readonly Formal[], given: readonly Given[], span: Span, context: Context): Given[][] | undefined {
  const matched: Given[][] = formals.map(() => []);
  let next = 0;
  let sound = true;
  const mistake = (report: Parameters<typeof fail>[1]): void => {
    fail(context, report);
    sound = false;
  };
  for (const argument of given) {
    const place = argument.name === undefined ? next : formals.findIndex(({ name }) => name === argument.name);
    if (place < 0) {
      const names = formals.map(({ name }) => name);
      const near = nearest(argument.name!, names);
      mistake({ code: "call/argument", message: `${callee} has no ${argument.name}; it takes ${names.join(", ") || "nothing"}`, span: argument.nameSpan ?? argument.span, help: near && `did you mean ${near}:?` });
    } else if (place >= formals.length) {
      mistake({ code: "call/arguments", message: `${callee} takes ${count(formals.length)}, and this is one too many`, span: argument.span });
    } else if (matched[place].length > 0 && !formals[place].rest) {
      mistake({ code: "call/argument", message: `${callee} is given ${formals[place].name} twice`, span: argument.span, related: [{ message: "the first time", span: matched[place][0].span }] });
    } else {
      matched[place].push(argument);
    }
    if (argument.name === undefined && place < formals.length && !formals[place].rest) next++;
  }
  const missing = formals.filter((formal, i) => !formal.optional && matched[i].length === 0);
  if (sound && missing.length > 0) {
    mistake({ code: "call/arguments", message: `${callee} also needs ${missing.map(({ name }) => name).join(" and ")}`, span, help: `${callee}(${formals.map(({ name }) => name).join(", ")})` });
  }
  return sound ? matched : undefined;
}

function count(arguments_: number): string {
  return arguments_ === 1 ? "1 argument" : `${arguments_ === 0 ? "no" : arguments_} arguments`;
}
