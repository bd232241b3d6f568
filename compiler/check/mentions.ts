/** Which names of its surroundings a part of the syntax tree mentions, whatever they mean there: not its own parameters and lets. */

import type { Body, Definition, Network } from "../../grammar/syntax.js";

type Names = ReadonlySet<string>;

/** The tree is plain objects, so every kind of node is walked alike. */
export function mentionsIn(tree: unknown): Names {
  const found = new Set<string>();
  walk(tree, new Set(), found);
  return found;
}

/** `own`: names that mean something of what stands around. */
function walk(tree: unknown, own: Names, found: Set<string>): void {
  if (typeof tree !== "object" || tree === null) return;
  if (isBody(tree)) return walkBody(tree, own, found);
  if ("kind" in tree && tree.kind === "name" && "name" in tree && typeof tree.name === "string" && !own.has(tree.name)) found.add(tree.name);
  const inside = hasParameters(tree) ? new Set([...own, ...tree.parameters.map(({ name }) => name.name)]) : own;
  for (const [key, part] of Object.entries(tree)) if (key !== "span" && key !== "at") walk(part, inside, found);
}

/** A let that uses its own name means the outer one. */
function walkBody({ lets, result }: Body, own: Names, found: Set<string>): void {
  const before = new Set(own);
  for (const { name, value } of lets) {
    walk(value, before, found);
    before.add(name.name);
  }
  walk(result, before, found);
}

function isBody(tree: object): tree is Body {
  return "lets" in tree && "result" in tree;
}

function hasParameters(tree: object): tree is Definition | Network {
  return "kind" in tree && (tree.kind === "def" || tree.kind === "network");
}
