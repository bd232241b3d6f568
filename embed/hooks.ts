/** Node's hooks for `.gan` files. Mistakes are thrown as `ganc check` shows them. Types are kept beside the files, except in production. */

import type { LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import { SourceError } from "../grammar/diagnostic.js";
import { renderDiagnostic } from "../grammar/render.js";
import { compileFile } from "./compile-file.js";
import { isOwn, writeTypes } from "./file-types.js";

const isGan = (url: string | undefined): boolean => url !== undefined && url.startsWith("file:") && new URL(url).pathname.endsWith(".gan");

/** A compiled file finds the runtime of the ganc that compiled it, wherever it lies. */
export const resolve: ResolveHook = (specifier, context, next) =>
  specifier === "ganc/runtime" && isGan(context.parentURL) ? { url: new URL("../runtime/index.js", import.meta.url).href, shortCircuit: true } : next(specifier, context);

export const load: LoadHook = (url, context, next) => {
  if (!isGan(url)) return next(url, context);
  const path = fileURLToPath(url);
  const compiled = compileFile(path);
  const { module, diagnostics } = compiled;
  if (process.env.NODE_ENV !== "production" && isOwn(path)) writeTypes(path, compiled);
  if (module !== undefined) return { format: "module", source: module, shortCircuit: true };
  const error = new SourceError(diagnostics);
  error.message = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, { unicode: true, colour: false })).join("\n\n");
  throw error;
};
