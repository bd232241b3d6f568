/**
 * The compiler for embedding, in Node and in pages alike: a source in, a program and its files out. It reads no files: the
 * prelude comes with it, and what a source imports is found by whoever calls.
 *
 * ```ts
 * import { compile, emitModule } from "ganc/compiler";
 *
 * const { compilation, diagnostics } = compile({ name: "model.gan", text });
 * if (compilation) save(emitModule(compilation.program, { source: "model.gan" }));
 * ```
 */

import * as whole from "./compile.js";
import { preludeSources } from "./prelude.js";
import type { Source } from "../grammar/source.js";

/** `prelude` is the compiler's own if left out. */
export type CompileOptions = Partial<whole.CompileOptions>;

export function compile(source: Source, options: CompileOptions = {}): whole.CompileResult {
  return whole.compile(source, { prelude: preludeSources(), ...options });
}

/** All mistakes of a source, and nothing made of it: for an editor, while somebody types. */
export function checkSource(source: Source, options: CompileOptions = {}): ReturnType<typeof whole.checkSource> {
  return whole.checkSource(source, { prelude: preludeSources(), ...options });
}

export type { Compilation, CompileResult } from "./compile.js";
export { preludeSources } from "./prelude.js";
export { emitModule } from "./emit/module.js";
export type { ReadImport, Unreadable } from "./imports.js";
export { explain } from "./explain/explain.js";
export { printGraph } from "./ir/print.js";
export { version } from "./emit/version.js";
export { format } from "../grammar/format.js";
export { diagnosticToJson, renderDiagnostic } from "../grammar/render.js";
export type { JsonDiagnostic, Look } from "../grammar/render.js";
export type { Diagnostic } from "../grammar/diagnostic.js";
export { positionAt } from "../grammar/source.js";
export type { Position, Source, Span } from "../grammar/source.js";
