/** The same values by fewer and cheaper operations: every rule of the table, wherever it applies. */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { arithmetic } from "./arithmetic.js";
import { convolutions } from "./convolution.js";
import { movement } from "./movement.js";
import { reductions } from "./reduction.js";
import { repeats } from "./repeat.js";
import { Rewriting } from "./rewrite.js";
import type { Rule } from "./rule.js";
import { stable } from "./stable.js";

export const rules: readonly Rule[] = [...arithmetic, ...movement, ...reductions, ...convolutions, ...repeats, ...stable];

export function simplify(graph: Graph, table: readonly Rule[] = rules): Graph {
  return simplifier(table)(graph);
}

/** For several graphs: what they have in common is simplified once. */
export function simplifier(table: readonly Rule[] = rules): (graph: Graph) => Graph {
  const rewriting = new Rewriting(table);
  return (graph) => {
    const done = rewriting.of(rootsOf(graph));
    return mapRoots(graph, (root) => done.get(root)!);
  };
}
