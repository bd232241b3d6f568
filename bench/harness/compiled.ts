/** A program that is compiled in this process, to be looked into. */

import { readFileSync } from "node:fs";
import { type Compilation, type CompileOptions, compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";

export function compiledFile(file: string, options: Omit<CompileOptions, "prelude"> = {}): Compilation {
  const { compilation, diagnostics } = compile({ name: file, text: readFileSync(file, "utf8") }, { ...options, prelude: preludeSources() });
  if (!compilation) throw new Error(`${file} does not compile: ${diagnostics[0].message}`);
  return compilation;
}
