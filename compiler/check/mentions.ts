/** Which names a part of the syntax tree mentions, whatever they mean there. */

/** The tree is plain objects, so every kind of node is walked alike. */
export function mentionsIn(tree: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof tree !== "object" || tree === null) return found;
  if ("kind" in tree && tree.kind === "name" && "name" in tree && typeof tree.name === "string") found.add(tree.name);
  for (const [key, part] of Object.entries(tree)) if (key !== "span" && key !== "at") mentionsIn(part, found);
  return found;
}
