/** Products as an adapter wants them: with work for all of its cores, and operands that lie in memory as a tile reads them. */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { rewrite } from "../simplify/rewrite.js";
import { panels } from "./panels.js";
import { splitDepth } from "./split.js";

export function shapeProducts(graph: Graph, batch: number): Graph {
  const shaped = rewrite(rootsOf(graph), [splitDepth(batch), panels(batch)]);
  return mapRoots(graph, (root) => shaped.get(root)!);
}
