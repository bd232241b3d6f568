/** The same values by fewer and cheaper operations: every rule of the table, wherever it applies. */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { arithmetic } from "./arithmetic.js";
import { convolutions } from "./convolution.js";
import { movement } from "./movement.js";
import { reductions } from "./reduction.js";
import { repeats } from "./repeat.js";
import { rewrite } from "./rewrite.js";
import type { Rule } from "./rule.js";
import { stable } from "./stable.js";

export const rules: readonly Rule[] = [...arithmetic, ...movement, ...reductions, ...convolutions, ...repeats, ...stable];

export function simplify(graph: Graph, table: readonly Rule[] = rules): Graph {
  const done = rewrite(rootsOf(graph), table);
  return mapRoots(graph, (root) => done.get(root)!);
}
