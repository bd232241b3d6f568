/** Products as an adapter wants them: with work for all of its cores, and operands that lie in memory as a tile reads them. */

import type { Graph } from "../ir/graph.js";
import { simplify } from "../simplify/simplify.js";
import { panels } from "./panels.js";
import { splitDepth } from "./split.js";

export function shapeProducts(graph: Graph, batch: number): Graph {
  return simplify(graph, [splitDepth(batch), panels(batch)]);
}
