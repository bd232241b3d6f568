/** The whole way: source → syntax tree → typed program → IR, and on through `backend.ts`. */

import type { Diagnostic } from "../grammar/diagnostic.js";
import { parse } from "../grammar/parser.js";
import type { Source } from "../grammar/source.js";
import { type Backend, type BackendOptions, compileLowered } from "./backend.js";
import { check } from "./check/check.js";
import type { CheckedProgram } from "./check/program.js";
import { type ReadImport, readImports } from "./imports.js";
import { interning } from "./ir/node.js";
import { lower } from "./lower/lower.js";

export interface CompileOptions extends BackendOptions {
  /** The prelude's files: `preludeSources()` in Node. */
  readonly prelude: readonly Source[];
  /** `--set`: hypers with other values than the files'. */
  readonly set?: ReadonlyMap<string, number>;
  /** Finds what the source imports; left out where nothing can be imported. */
  readonly read?: ReadImport;
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

/** All mistakes of the source and of what it uses of other files: its own first, then file by file. */
export function checkSource(source: Source, { set, prelude, read }: CompileOptions): { readonly program?: CheckedProgram; readonly diagnostics: readonly Diagnostic[] } {
  const { file, diagnostics } = parse(source);
  const imports = readImports(file, read);
  const checked = check(file, { set, imports, prelude: prelude.map((one) => parse(one).file) });
  const order = [file, ...imports.files].map((one) => one.source);
  const all = [...diagnostics, ...imports.diagnostics, ...checked.diagnostics].sort((a, b) => order.indexOf(a.span.source) - order.indexOf(b.span.source) || a.span.start - b.span.start);
  return { program: all.some(({ severity }) => severity === "error") ? undefined : checked.program, diagnostics: all };
}

function compileChecked(checked: CheckedProgram, options: CompileOptions): Compilation {
  return { checked, ...compileLowered(lower(checked), options) };
}
