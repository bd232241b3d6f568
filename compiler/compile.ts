/** The whole way: source → syntax tree → typed program → IR, and on through `backend.ts`. */

import type { Diagnostic } from "../grammar/diagnostic.js";
import { parse } from "../grammar/parser.js";
import type { Source } from "../grammar/source.js";
import { type Backend, type BackendOptions, compileLowered } from "./backend.js";
import { check } from "./check/check.js";
import type { CheckedProgram } from "./check/program.js";
import { interning } from "./ir/node.js";
import { lower } from "./lower/lower.js";

export interface CompileOptions extends BackendOptions {
  /** The prelude's files: `preludeSources()` in Node. */
  readonly prelude: readonly Source[];
  /** `--set`: hypers with other values than the file's. */
  readonly set?: ReadonlyMap<string, number>;
}

/** Everything that stood between the passes, for who wants to look: `ganc explain`, `--emit ir`, golden files. */
export interface Compilation extends Backend {
  readonly checked: CheckedProgram;
}

export interface CompileResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where there is an error. */
  readonly compilation?: Compilation;
}

export function compile(source: Source, options: CompileOptions): CompileResult {
  const { program: checked, diagnostics } = checkSource(source, options);
  if (!checked) return { diagnostics };
  return { diagnostics, compilation: interning(() => compileChecked(checked, options)) };
}

export function checkSource(source: Source, options: CompileOptions): { readonly program?: CheckedProgram; readonly diagnostics: readonly Diagnostic[] } {
  const { file, diagnostics } = parse(source);
  const checked = check(file, { set: options.set, prelude: options.prelude.map((prelude) => parse(prelude).file) });
  const all = [...diagnostics, ...checked.diagnostics].sort((a, b) => a.span.start - b.span.start);
  return { program: all.some(({ severity }) => severity === "error") ? undefined : checked.program, diagnostics: all };
}

function compileChecked(checked: CheckedProgram, options: CompileOptions): Compilation {
  return { checked, ...compileLowered(lower(checked), options) };
}
