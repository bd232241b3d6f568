/** From a path on the command line to a compilation, or to pages of mistakes. */

import type { Diagnostic } from "../grammar/diagnostic.js";
import { renderDiagnostic, sortDiagnostics } from "../grammar/render.js";
import { type Compilation, checkSource, compile } from "../compiler/compile.js";
import type { CheckedProgram } from "../compiler/check/program.js";
import { preludeSources } from "../compiler/prelude.js";
import type { Target } from "../compiler/wgsl/target.js";
import { SourceProblem } from "./files.js";
import { UsageError } from "./command.js";
import { SourceFiles } from "./source-files.js";

/** Throws a SourceProblem after the mistakes were shown; a UsageError where only `--set` is wrong. `files` gets to know what was read. `adapter`: what it will run on, where that is known. */
export function compileFile(path: string, set: ReadonlyMap<string, number>, files = new SourceFiles(), adapter?: Target): Compilation {
  const { compilation, diagnostics } = compile(files.source(path), { prelude: preludeSources(), set, read: files.read, adapter });
  if (!compilation) throw told(diagnostics);
  return compilation;
}

export function checkFile(path: string, set: ReadonlyMap<string, number>): CheckedProgram {
  const files = new SourceFiles();
  const { program, diagnostics } = checkSource(files.source(path), { prelude: preludeSources(), set, read: files.read });
  if (!program) throw told(diagnostics);
  return program;
}

function told(diagnostics: readonly Diagnostic[]): Error {
  const [first] = diagnostics;
  if (diagnostics.every(({ code }) => code === "hyper/unknown")) return new UsageError(`${first.message}${first.help ? `: ${first.help}` : ""}`);
  showDiagnostics(diagnostics);
  return new SourceProblem("");
}

export function showDiagnostics(diagnostics: readonly Diagnostic[]): void {
  const look = { unicode: /utf-?8/i.test(process.env.LC_ALL ?? process.env.LC_CTYPE ?? process.env.LANG ?? "utf-8"), colour: process.stderr.isTTY === true && !process.env.NO_COLOR };
  for (const diagnostic of sortDiagnostics(diagnostics)) process.stderr.write(`${renderDiagnostic(diagnostic, look)}\n`);
  const count = diagnostics.length;
  process.stderr.write(`${count} ${count === 1 ? "mistake" : "mistakes"}\n`);
}
