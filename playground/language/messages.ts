/** What the page and the worker that reads programs say to each other. Everything is plain data. */

import type { Program } from "../../runtime/program.js";
import type { ModelDescription } from "./model.js";
import type { Probes } from "./probes.js";

/** Hypers with other values than the source's. */
export type Settings = { readonly [hyper: string]: number };

export type LanguageRequest =
  /** Answered by `read` at once and, where nothing is wrong, by `built`; a newer request makes an older one's `built` fall away. */
  | { readonly kind: "compile"; readonly version: number; readonly source: string; readonly settings: Settings }
  /** Answered by `module`. */
  | { readonly kind: "module"; readonly source: string; readonly settings: Settings };

export type LanguageAnswer =
  | { readonly kind: "read"; readonly version: number; readonly diagnostics: readonly ShownDiagnostic[]; readonly model?: ModelDescription }
  | { readonly kind: "built"; readonly version: number; readonly program: Program; readonly probes: Probes }
  | { readonly kind: "module"; readonly name: string; readonly text: string }
  /** A mistake of the compiler's own. */
  | { readonly kind: "failed"; readonly message: string };

/** Offsets are into the source that was sent; lines and columns from 1. */
export interface ShownDiagnostic {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
  readonly label?: string;
  readonly help?: string;
  readonly related: readonly { readonly message: string; readonly line: number; readonly from: number; readonly file?: string }[];
}
