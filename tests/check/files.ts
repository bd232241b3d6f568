/** Programs of several files, given by name: the first is the one that is compiled. */

import { posix } from "node:path";
import type { CheckedProgram } from "../../compiler/check/program.js";
import { checkSource } from "../../compiler/compile.js";
import type { ReadImport } from "../../compiler/imports.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Diagnostic } from "../../grammar/diagnostic.js";
import type { Source } from "../../grammar/source.js";
import { placeOf } from "./checking.js";

export interface Files {
  readonly [name: string]: string;
}

const prelude = preludeSources();

/** Finds files among these, as a reader of folders would. */
export function readerOf(files: Files): { readonly first: Source; readonly read: ReadImport } {
  const sources = Object.entries(files).map(([name, text]) => ({ name, text }));
  return {
    first: sources[0],
    read(path, from) {
      const name = posix.join(posix.dirname(from.name), path);
      return sources.find((source) => source.name === name) ?? { problem: `${name}: there is no such file` };
    },
  };
}

export function diagnosticsOf(files: Files, set?: ReadonlyMap<string, number>): readonly Diagnostic[] {
  const { first, read } = readerOf(files);
  return checkSource(first, { prelude, read, set }).diagnostics;
}

/** `code file line:column underlined`. */
export function filesMistakes(files: Files, set?: ReadonlyMap<string, number>): string[] {
  return diagnosticsOf(files, set).map(({ code, span }) => `${code} ${span.source.name} ${placeOf(span)}`);
}

/** Of files without a mistake. */
export function checkFiles(files: Files, set?: ReadonlyMap<string, number>): CheckedProgram {
  const { first, read } = readerOf(files);
  const { program, diagnostics } = checkSource(first, { prelude, read, set });
  if (!program) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return program;
}
