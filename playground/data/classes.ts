/** What the folders of picked files say: a name for all of them, and classes. */

/** Where each path lies, among the sub-folders of what all have in common. */
export interface Sorted {
  /** The folder that holds all of them, if one does. */
  readonly folder: string | undefined;
  /** Names of its sub-folders, in order. */
  readonly classes: readonly string[];
  /** By path: the class, or nothing for what lies in no sub-folder. */
  readonly labelOf: ReadonlyMap<string, number | undefined>;
}

export function sortByFolder(paths: readonly string[]): Sorted {
  const parts = paths.map((path) => path.split("/").slice(0, -1));
  const [first = []] = parts;
  const common = first.findIndex((name, depth) => parts.some((part) => part[depth] !== name));
  const depth = common < 0 ? first.length : common;
  // Pictures that all lie in one folder are of no class, however deep it lies.
  const classOf = (part: readonly string[]): string | undefined => part[depth];
  const classes = [...new Set(parts.flatMap((part) => classOf(part) ?? []))].sort();
  return { folder: first[depth - 1], classes, labelOf: new Map(paths.map((path, i) => [path, labelIn(classes, classOf(parts[i]))])) };
}

function labelIn(classes: readonly string[], name: string | undefined): number | undefined {
  return name === undefined ? undefined : classes.indexOf(name);
}

/** The system's own files, which nobody means by picking a folder. */
export function isHidden(path: string): boolean {
  return path.split("/").some((name) => name.startsWith(".") || name === "__MACOSX" || name === "Thumbs.db");
}
