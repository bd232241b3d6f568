/**
 * Groups a graph's anchors into kernels. A value joins the kernel whose result it finishes (bias and activation ride in
 * the epilogue of their product), reductions over the same elements share a loop, small values share a launch, and an
 * optimiser is one kernel. What the next room gets: kernels in a valid order, and which values lie in memory.
 */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { type Node, reachable } from "../ir/node.js";
import { storageOf } from "./access.js";
import { stop } from "../ops/index.js";
import { chooseAnchors, readersOf } from "./anchors.js";
import { Grouping } from "./grouping.js";
import type { FusedGraph } from "./kernel.js";
import { findPacks } from "./pack.js";

export interface FuseOptions {
  /** What sizes with a batch axis are judged by; kernels run at any. */
  readonly batch: number;
  /** Names of slots that lie side by side, in order. */
  readonly runs: readonly (readonly string[])[];
}

export function fuse(simplified: Graph, options: FuseOptions): FusedGraph {
  const graph = readBeforeWritten(simplified);
  const packing = findPacks(graph, options.runs);
  const nodes = [...reachable(rootsOf(graph)), ...packing.copies];
  const anchors = chooseAnchors(graph, nodes, options.batch, packing);
  const packed = new Set(packing.kernels.flatMap((kernel) => [...kernel.pack!.values.values()].flat()));
  const grouping = new Grouping(options.batch, {
    readers: readersOf(nodes, (node) => packed.has(node) || anchors.required.has(node), anchors.epilogues),
    results: resultsOf(graph),
    leaves: packing.kernels.flatMap(({ pack }) => [...pack!.leaves.values()]),
  });
  for (const node of nodes) {
    if (packed.has(node)) continue;
    if (anchors.required.has(node)) grouping.place(node);
    else if (anchors.epilogues.has(node)) grouping.placeIfHosted(node);
  }
  packing.kernels.forEach((kernel) => grouping.addPack(kernel));
  return grouping.finish(graph);
}

/** The slots that take a value, and whether it is an output. */
export interface Result {
  readonly slots: readonly Node[];
  readonly output: boolean;
}

function resultsOf(graph: Graph): ReadonlyMap<Node, Result> {
  const results = new Map<Node, Result>();
  for (const { value } of graph.outputs) results.set(storageOf(value), { slots: [], output: true });
  for (const { slot, value } of graph.assignments) {
    const { slots, output } = results.get(storageOf(value)) ?? { slots: [], output: false };
    results.set(storageOf(value), { slots: [...slots, slot], output });
  }
  return results;
}

/** A slot's old value that is itself a result, while the slot is assigned, is computed like any other: `set a = b, set b = a`. */
function readBeforeWritten(graph: Graph): Graph {
  const assigned = new Set(graph.assignments.map(({ slot }) => slot));
  return mapRoots(graph, (root) => (assigned.has(storageOf(root)) ? stop(root) : root));
}
