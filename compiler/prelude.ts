/** The prelude's texts, from their folder. In the package this file is replaced by one that has the texts in it, so that a page can load it. */

import { readFileSync, readdirSync } from "node:fs";
import type { Source } from "../grammar/source.js";

const folder = new URL("../prelude/", import.meta.url);

let sources: readonly Source[] | undefined;

export function preludeSources(): readonly Source[] {
  sources ??= readdirSync(folder)
    .filter((name) => name.endsWith(".gan"))
    .sort()
    .map((name) => ({ name: `prelude/${name}`, text: readFileSync(new URL(name, folder), "utf8") }));
  return sources;
}
