/**
 * The loop that applies rules: from the inputs up, until none applies. A new node has the origin of the one whose place it
 * takes.
 */

import { type Node, make, reachable, withOrigin } from "../ir/node.js";
import type { Rule } from "./rule.js";

/** What each node that the roots need became. Nodes of `fixed` stay as they are, whatever stands before them. */
export function rewrite(roots: Iterable<Node>, table: readonly Rule[], fixed: Iterable<Node> = []): ReadonlyMap<Node, Node> {
  const done = new Map<Node, Node>();
  for (const node of fixed) done.set(node, node);
  // Inputs first, so that recursion below only ever goes as deep as what a rule has built.
  for (const node of reachable(roots)) rewritten(node, table, done);
  return done;
}

function rewritten(node: Node, table: readonly Rule[], done: Map<Node, Node>): Node {
  const known = done.get(node);
  if (known) return known;
  const inputs = node.inputs.map((input) => rewritten(input, table, done));
  const result = withOrigin(node.origin, () => {
    const rebuilt = inputs.every((input, i) => input === node.inputs[i]) ? node : make(node.op, inputs, node.attributes);
    if (rebuilt !== node && done.has(rebuilt)) return done.get(rebuilt)!;
    for (const { apply } of table) {
      const better = apply(rebuilt);
      if (better && better !== rebuilt) return rewritten(better, table, done);
    }
    done.set(rebuilt, rebuilt);
    return rebuilt;
  });
  done.set(node, result);
  return result;
}
