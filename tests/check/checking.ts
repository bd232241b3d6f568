/** Checks a text with the prelude, as the compiler does, and says what came of it in a line a mistake. */

import { checkSource } from "../../compiler/compile.js";
import type { CheckedProgram } from "../../compiler/check/program.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Diagnostic } from "../../grammar/diagnostic.js";
import { positionAt, type Span } from "../../grammar/source.js";

const prelude = preludeSources();

export function checkText(text: string, set?: ReadonlyMap<string, number>): { readonly program?: CheckedProgram; readonly diagnostics: readonly Diagnostic[] } {
  return checkSource({ name: "test.gan", text }, { prelude, set });
}

/** Of a text without a mistake. */
export function programOf(text: string, set?: ReadonlyMap<string, number>): CheckedProgram {
  const { program, diagnostics } = checkText(text, set);
  if (!program) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return program;
}

/** `code line:column underlined`, in the order in which they are shown. */
export function mistakesIn(text: string, set?: ReadonlyMap<string, number>): string[] {
  return checkText(text, set).diagnostics.map(({ code, span }) => `${code} ${placeOf(span)}`);
}

export function placeOf(span: Span): string {
  const { line, column } = positionAt(span.source, span.start);
  return `${line}:${column} ${span.source.text.slice(span.start, span.end)}`;
}
