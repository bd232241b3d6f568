/** How deep a tree is: every later room walks it by recursion, and a tree that is too deep for that is refused here. */

import type { Diagnostic } from "./diagnostic.js";
import type { Declaration } from "./syntax.js";

/** Nodes on the way from a declaration to its deepest leaf. A row of 500 operators, or a pipe of 500 stages, is within it. */
const limit = 1000;

export function refuseDepth(declaration: Declaration): readonly Diagnostic[] {
  if (depthOf(declaration) <= limit) return [];
  const { source, start } = declaration.span;
  return [{
    code: "syntax/nesting",
    severity: "error",
    message: "this declaration nests deeper than a program may",
    span: { source, start, end: start + 1 },
    related: [],
    help: "give its parts names, with let or def",
  }];
}

/** Without recursion, since its own depth is the question. */
function depthOf(root: object): number {
  let deepest = 0;
  const open: [object, number][] = [[root, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    const here = "kind" in node ? depth + 1 : depth;
    deepest = Math.max(deepest, here);
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "object" && value !== null && key !== "span" && key !== "at") open.push([value, here]);
    }
  }
  return deepest;
}
