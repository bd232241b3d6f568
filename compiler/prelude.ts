/** The prelude's texts, in Node. Elsewhere (a browser) whoever embeds the compiler hands them in. */

import { readFileSync, readdirSync } from "node:fs";
import type { Source } from "../grammar/source.js";

const folder = new URL("../prelude/", import.meta.url);

export function preludeSources(): Source[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".gan"))
    .sort()
    .map((name) => ({ name: `prelude/${name}`, text: readFileSync(new URL(name, folder), "utf8") }));
}
