/** The compiler for embedding: a source and the prelude's texts in, a program and its files out. */

export { compile, checkSource } from "./compile.js";
export type { Compilation, CompileOptions, CompileResult } from "./compile.js";
export { emitModule } from "./emit/module.js";
export type { ReadImport, Unreadable } from "./imports.js";
export { explain } from "./explain/explain.js";
export { printGraph } from "./ir/print.js";
export { version } from "./emit/version.js";
export type { Diagnostic } from "../grammar/diagnostic.js";
export type { Source, Span } from "../grammar/source.js";
