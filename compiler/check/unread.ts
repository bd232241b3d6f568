/** What a file declares where it could not be read: nothing is said of its absence. */

import type { Broken, File } from "../../grammar/syntax.js";

/** Losses have names of their own; everything else that can be referred to shares one space. */
export type Space = "loss" | "value";

/** Words whose names nothing refers to. */
const unnamed: ReadonlySet<string> = new Set(["gan", "metric", "sample"]);

export class Unread {
  readonly #broken: readonly Broken[];

  constructor(files: readonly File[]) {
    this.#broken = files.flatMap(({ broken }) => broken);
  }

  mayDeclare(name: string, space: Space): boolean {
    return this.#broken.some(({ word, names }) => {
      if (word === undefined) return names.length === 0 || names.includes(name);
      if (unnamed.has(word) || (word === "loss") !== (space === "loss")) return false;
      return names.includes(name);
    });
  }

  /** Whether there is a declaration that begins with this word, as far as can be told. */
  mayHave(word: string): boolean {
    return this.#broken.some((broken) => broken.word === undefined || broken.word === word);
  }
}
