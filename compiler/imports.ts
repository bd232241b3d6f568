/**
 * The files of a program: the one that is compiled and those that it imports, however far, each read and parsed once. Where
 * texts come from is for the caller to say; two sources of one name are one file.
 */

import type { Diagnostic } from "../grammar/diagnostic.js";
import { parse } from "../grammar/parser.js";
import type { Source } from "../grammar/source.js";
import type { File, Import } from "../grammar/syntax.js";

/** Finds what `import … from "PATH"` names, relative to the file that it stands in. */
export type ReadImport = (path: string, from: Source) => Source | Unreadable;

/** Why there is no such source: a sentence that names it. */
export interface Unreadable {
  readonly problem: string;
}

export interface ImportedFiles {
  /** In the order of the imports, a file before what it imports itself; without the first file. */
  readonly files: readonly File[];
  /** What each import names. One that names nothing, or the way back to itself, is missing: that was told. */
  readonly byImport: ReadonlyMap<Import, File>;
  /** Of reading and of parsing them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One import on the way to a file. */
interface Way {
  readonly file: File;
  readonly through?: Import;
}

/** `read` is missing where there is nothing to read from: then every import is a mistake. */
export function readImports(first: File, read: ReadImport = (path) => ({ problem: `${path} can't be read: there are no other files here` })): ImportedFiles {
  const files = new Map<string, File>();
  const byImport = new Map<Import, File>();
  const diagnostics: Diagnostic[] = [];

  const visit = (way: readonly [Way, ...Way[]]): void => {
    const { file } = way[way.length - 1];
    for (const declaration of file.declarations) {
      if (declaration.kind !== "import") continue;
      const found = read(declaration.path.text, file.source);
      if ("problem" in found) {
        diagnostics.push({ code: "import/file", severity: "error", message: found.problem, span: declaration.path.span, related: [] });
        continue;
      }
      const start = way.findIndex((step) => step.file.source.name === found.name);
      if (start >= 0) {
        diagnostics.push(cycle(way.slice(start), declaration));
        continue;
      }
      const known = files.get(found.name);
      byImport.set(declaration, known ?? enter(found, declaration, way));
    }
  };

  const enter = (source: Source, through: Import, way: readonly [Way, ...Way[]]): File => {
    const { file, diagnostics: own } = parse(source);
    files.set(source.name, file);
    diagnostics.push(...own);
    visit([...way, { file, through }]);
    return file;
  };

  visit([{ file: first }]);
  return { files: [...files.values()], byImport, diagnostics };
}

/** `way`: from the file that comes back to the one that `last` stands in. */
function cycle(way: readonly Way[], last: Import): Diagnostic {
  const names = [...way, way[0]].map(({ file }) => file.source.name);
  const message = way.length === 1 ? `${names[0]} imports itself` : `these files import each other in a circle: ${names.join(" → ")}`;
  const related = way.slice(1).flatMap(({ through }) => (through ? [{ message: "imported here", span: through.path.span }] : []));
  return { code: "import/cycle", severity: "error", message, span: last.path.span, related };
}
