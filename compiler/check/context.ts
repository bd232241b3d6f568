/** Where an expression is elaborated: what names mean there, whose layers it makes, and where mistakes are told. */

import type { Diagnostic, Related } from "../../grammar/diagnostic.js";
import type { Span } from "../../grammar/source.js";
import type { Layers } from "./layers.js";
import type { Scope } from "./scope.js";
import { type Signature, type UnknownValue, unknown } from "./value.js";

export interface Report {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  readonly label?: string;
  readonly related?: readonly Related[];
  readonly help?: string;
}

/** Every mistake once: a definition that is wrong is wrong at each of its calls. */
export class Reporter {
  readonly #seen = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];

  report({ related = [], ...rest }: Report): void {
    const key = `${rest.code} ${rest.span.source.name} ${rest.span.start} ${rest.message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.diagnostics.push({ severity: "error", related, ...rest });
  }
}

/** One call of a definition on the way to where we are. */
export interface Call {
  readonly name: string;
  readonly span: Span;
  readonly outer?: Call;
  readonly depth: number;
}

export interface Context {
  readonly reporter: Reporter;
  readonly scope: Scope;
  /** All networks of the program: how a call is followed into a body. */
  readonly networks: ReadonlyMap<string, Signature>;
  /** Inside the body of a network. */
  readonly layers?: Layers;
  /** Inside a definition. */
  readonly call?: Call;
  /** Set inside a definition of the prelude: the user's own stage that asked for all this. */
  readonly site?: Span;
}

/** Tells a mistake. Inside the prelude the user's call is the place, and the prelude's line stands beside it. */
export function fail(context: Context, report: Report): UnknownValue {
  const { site, call, reporter } = context;
  if (site) {
    reporter.report({ ...report, span: site, label: undefined, related: [{ message: report.label ?? `inside ${call?.name ?? "the prelude"}`, span: report.span }, ...(report.related ?? [])] });
  } else {
    const calls = call ? [{ message: `called here`, span: call.span }] : [];
    reporter.report({ ...report, related: [...(report.related ?? []), ...calls] });
  }
  return unknown;
}

/** The place that a term comes from: the user's own stage, also where the prelude does the work. */
export function placeIn(context: Context, span: Span): Span {
  return context.site ?? span;
}
