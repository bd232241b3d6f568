/**
 * The mistakes of a file, each told once: a definition that is wrong by itself is wrong at each of its calls, a stage that is
 * repeated each time, and an argument that is wrong wherever the definition uses it.
 */

import type { Diagnostic, Related } from "../../grammar/diagnostic.js";
import type { Span } from "../../grammar/source.js";
import type { Definition } from "../../grammar/syntax.js";

export interface Report {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  readonly label?: string;
  readonly related?: readonly Related[];
  readonly help?: string;
}

/** A mistake inside a definition that is shown at a call of it. */
export interface Cause {
  readonly report: Report;
  readonly definition: Definition;
}

interface Told {
  readonly report: Report;
  readonly cause?: Cause;
}

/** As many calls as are shown of a definition that none of them fits. */
const mostCalls = 3;

export class Reporter {
  readonly #told = new Map<string, Told>();
  readonly #inherent = new Set<string>();
  readonly #places = new Set<string>();
  readonly #sound = new Set<Definition>();

  report(report: Report): void {
    this.#tell({ report });
  }

  /** At one argument, or one call, which is `at`, one mistake: more of them most likely follow from it. `cause`: where it may be the definition that is wrong. */
  reportCall(report: Report, at: readonly Span[], cause?: Cause): void {
    const place = at.map(({ source, start, end }) => `${source.name} ${start} ${end}`).join();
    if (this.#places.has(place)) return;
    this.#places.add(place);
    this.#tell({ report, cause });
  }

  #tell(told: Told): void {
    const key = keyOf(told.report);
    if (!this.#told.has(key)) this.#told.set(key, told);
  }

  /** Nothing more is to be said of this mistake, wherever it is come upon. */
  settle(report: Report): void {
    this.#inherent.add(keyOf(report));
  }

  isSettled(report: Report): boolean {
    return this.#inherent.has(keyOf(report));
  }

  /** A call of the definition came to a value: where another does not, that call is wrong. */
  vouch(definition: Definition): void {
    this.#sound.add(definition);
  }

  /** In the order of their places. */
  diagnostics(): readonly Diagnostic[] {
    const alike = new Map<string, [Told, ...Told[]]>();
    for (const [key, told] of this.#told) {
      const { cause } = told;
      const group = cause && !this.#sound.has(cause.definition) ? keyOf(cause.report) : key;
      const others = alike.get(group);
      if (others) others.push(told);
      else alike.set(group, [told]);
    }
    return [...alike.values()].map(together).sort((a, b) => a.span.start - b.span.start);
  }
}

/** Where the same is wrong with all calls of a definition, and there are several, it is the definition. */
function together([first, ...others]: readonly [Told, ...Told[]]): Diagnostic {
  if (!first.cause || others.length === 0) return diagnostic(first.report);
  const { report } = first.cause;
  const calls = [first, ...others].slice(0, mostCalls).map((told) => ({ message: "called here", span: told.report.span }));
  return diagnostic({ ...report, related: [...(report.related ?? []), ...calls] });
}

function diagnostic({ related = [], ...report }: Report): Diagnostic {
  return { severity: "error", related, ...report };
}

function keyOf({ code, message, span }: Report): string {
  return `${code} ${span.source.name} ${span.start} ${message}`;
}
