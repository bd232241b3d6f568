/** Optional npm packages: where they lie, if they do. */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The folder of a package, seen from this program or else from the folder that one works in; undefined where it is not installed. */
export function packageFolder(name: string): string | undefined {
  const from = [import.meta.url, join(process.cwd(), "package.json")];
  const folders = from.flatMap((place) => createRequire(place).resolve.paths(name) ?? []);
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, "package.json")));
}
