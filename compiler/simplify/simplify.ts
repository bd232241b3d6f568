/**
 * Applies the rules, from the inputs up, until none applies: the same values by fewer and cheaper operations. A new node
 * has the origin of the one whose place it takes.
 */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { type Node, make, reachable, withOrigin } from "../ir/node.js";
import { arithmetic } from "./arithmetic.js";
import { movement } from "./movement.js";
import { reductions } from "./reduction.js";
import type { Rule } from "./rule.js";
import { stable } from "./stable.js";

export const rules: readonly Rule[] = [...arithmetic, ...movement, ...reductions, ...stable];

export function simplify(graph: Graph, table: readonly Rule[] = rules): Graph {
  const roots = rootsOf(graph);
  const done = new Map<Node, Node>();
  // Inputs first, so that recursion below only ever goes as deep as what a rule has built.
  for (const node of reachable(roots)) simplified(node, table, done);
  return mapRoots(graph, (root) => done.get(root)!);
}

function simplified(node: Node, table: readonly Rule[], done: Map<Node, Node>): Node {
  const known = done.get(node);
  if (known) return known;
  const inputs = node.inputs.map((input) => simplified(input, table, done));
  const result = withOrigin(node.origin, () => {
    const rebuilt = inputs.every((input, i) => input === node.inputs[i]) ? node : make(node.op, inputs, node.attributes);
    if (rebuilt !== node && done.has(rebuilt)) return done.get(rebuilt)!;
    for (const { apply } of table) {
      const better = apply(rebuilt);
      if (better && better !== rebuilt) return simplified(better, table, done);
    }
    done.set(rebuilt, rebuilt);
    return rebuilt;
  });
  done.set(node, result);
  return result;
}
