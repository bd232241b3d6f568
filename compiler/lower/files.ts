/** Files that a program names, as they are found from where the program itself lies. */

import type { Source } from "../../grammar/source.js";

/** `path`, which is written in `source` and relative to it, relative to `first`. An absolute path stays what it is. */
export function pathFrom(first: Source, source: Source, path: string): string {
  if (source === first || isAbsolute(path)) return path;
  const target = partsOf(`${folderOf(source)}${path}`);
  if (isAbsolute(source.name) && !isAbsolute(first.name)) return `${source.name.startsWith("/") ? "/" : ""}${target.join("/")}`;
  const start = partsOf(folderOf(first));
  const differing = target.findIndex((part, i) => part !== start[i]);
  return [...start.slice(differing).map(() => ".."), ...target.slice(differing)].join("/");
}

function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:)/.test(path);
}

/** With its last stroke. */
function folderOf({ name }: Source): string {
  return name.replace(/[^/\\]*$/, "");
}

/** Without `.`, and without what `..` goes back over. */
function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts;
}
