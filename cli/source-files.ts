/** The files that a program is read from: the one that is named on the command line, and those that it imports, however far. */

import { dirname, isAbsolute, join, resolve } from "node:path";
import type { ReadImport } from "../compiler/imports.js";
import type { Source } from "../grammar/source.js";
import { SourceProblem, readText } from "./files.js";

export class SourceFiles {
  readonly #sources = new Map<string, Source>();
  readonly #paths = new Set<string>();

  /** In full, whatever was looked for, also what isn't there: what may change the program when it changes. */
  get paths(): ReadonlySet<string> {
    return this.#paths;
  }

  /** Throws a SourceProblem where it can't be read. */
  source(path: string): Source {
    const whole = resolve(path);
    this.#paths.add(whole);
    const source = this.#sources.get(whole) ?? { name: path, text: readText(path) };
    this.#sources.set(whole, source);
    return source;
  }

  /** Paths are relative to the file that imports. */
  readonly read: ReadImport = (path, from) => {
    try {
      return this.source(isAbsolute(path) ? path : join(dirname(from.name), path));
    } catch (error) {
      if (error instanceof SourceProblem) return { problem: error.message };
      throw error;
    }
  };
}
