/** A `.gan` file as a module: what the Vite plugin and the loader hook of Node have in common. */

import { basename } from "node:path";
import { SourceFiles } from "../cli/source-files.js";
import { type Compilation, compile } from "../compiler/compile.js";
import { emitModule } from "../compiler/emit/module.js";
import { preludeSources } from "../compiler/prelude.js";
import type { Diagnostic } from "../grammar/diagnostic.js";
import { sortDiagnostics } from "../grammar/render.js";

export interface CompiledFile {
  /** All that was read, or looked for: what may change the module when it changes. */
  readonly paths: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where there is an error. */
  readonly compilation?: Compilation;
  /** Imports `ganc/runtime`. */
  readonly module?: string;
}

/** Throws a SourceProblem where the file can't be read. */
export function compileFile(path: string): CompiledFile {
  const files = new SourceFiles();
  const { compilation, diagnostics } = compile(files.source(path), { prelude: preludeSources(), read: files.read });
  return {
    paths: files.paths,
    diagnostics: sortDiagnostics(diagnostics),
    ...(compilation && { compilation, module: emitModule(compilation.program, { source: basename(path) }) }),
  };
}
