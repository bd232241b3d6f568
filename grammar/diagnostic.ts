/** A mistake, as its reader meets it: a code, one sentence, the place, the places it disagrees with, and what to write instead. */

import type { Span } from "./source.js";

export interface Related {
  /** A few words for under the line: "what C takes". */
  readonly message: string;
  readonly span: Span;
}

export interface Diagnostic {
  /** `area/kind`, an entry of docs/errors.md: "shape/argument". */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** One sentence without a full stop, in the words of the source: "C takes x: [2], and z is [1]". */
  readonly message: string;
  readonly span: Span;
  /** A few words for under the place itself: "[1], from noise z in line 3". */
  readonly label?: string;
  readonly related: readonly Related[];
  readonly help?: string;
}

/** Thrown by a pass that can't go on; carries every mistake found so far. */
export class SourceError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n"));
    this.name = "SourceError";
  }
}
