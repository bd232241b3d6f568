/**
 * The Vite plugin: `import gan from "./model.gan"`.
 *
 * ```ts
 * // vite.config.ts
 * import ganc from "ganc/vite";
 * export default { plugins: [ganc()] };
 * ```
 *
 * The default export is the model's `load`, and the module's other exports are those of a built one. Beside the file the plugin writes its types,
 * `model.d.gan.ts`, which TypeScript finds with `allowArbitraryExtensions`. While Vite serves, a file that changes is loaded anew under the models
 * that the page has, which keep the weights whose names and shapes stay. A mistake is shown in the overlay, at its line.
 */

import type { Plugin } from "vite";
import type { Diagnostic } from "../grammar/diagnostic.js";
import { renderDiagnostic } from "../grammar/render.js";
import { positionAt } from "../grammar/source.js";
import { compileFile } from "./compile-file.js";
import { writeTypes } from "./file-types.js";

export interface GancOptions {
  /** Whether types are written beside the files; they are if this is left out. */
  readonly types?: boolean;
}

export default function ganc({ types = true }: GancOptions = {}): Plugin {
  let isServed = false;
  return {
    name: "ganc",
    enforce: "pre",
    configResolved({ command }) {
      isServed = command === "serve";
    },
    load(id, options) {
      const path = gancFile(id);
      if (path === undefined) return undefined;
      const compiled = compileFile(path);
      for (const read of compiled.paths) this.addWatchFile(read);
      if (compiled.module === undefined) this.error(overlay(compiled.diagnostics));
      if (types) writeTypes(path, compiled);
      // On a server nothing is loaded anew under anybody.
      return { code: isServed && options?.ssr !== true ? hot(compiled.module) : compiled.module, map: null };
    },
  };
}

/** The path of a `.gan` file that is asked for as a module; not of one that is asked for as a text or an address. */
function gancFile(id: string): string | undefined {
  const [path, query = ""] = id.split("?");
  return path.endsWith(".gan") && !path.startsWith("\0") && !/\b(?:raw|url)\b/.test(query) ? path : undefined;
}

/** The first mistake at its place; all of them in the words below it. */
function overlay(diagnostics: readonly Diagnostic[]) {
  const [{ message, code, span }] = diagnostics;
  const { line, column } = positionAt(span.source, span.start);
  const pages = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, { unicode: true, colour: false }));
  return { message: `${message} [${code}]`, id: span.source.name, loc: { file: span.source.name, line, column: column - 1 }, frame: pages.join("\n\n") };
}

/** The module with models that outlive it. */
function hot(module: string): string {
  return `${module.replace('from "ganc/runtime";', 'from "ganc/runtime";\nimport { kept } from "ganc/hot";').replace("export const load =", "const loadOnce =").replace("export const loadTrained =", "const loadTrainedOnce =").replace("export default load;\n", "")}
const models = kept(import.meta.hot?.data ?? {}, { load: loadOnce, loadTrained: loadTrainedOnce });
export const load = models.load;
export const loadTrained = models.loadTrained;
export default load;
import.meta.hot?.accept();
`;
}
