/**
 * Kernels as the fuser leaves them: which values are computed together, over which axes. Everything that is neither
 * stored nor computed here is worked out again where it is needed, through index maps, without touching memory.
 */

import type { Graph } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import type { Shape } from "../ir/type.js";

export interface Kernel {
  /** The axes of every value it computes. */
  readonly space: Shape;
  /**
   * Reductions over the same axes share a loop; a later loop may read what the earlier ones gave for the element (a variance
   * its mean). None in a plain map.
   */
  readonly loops: readonly (readonly Node[])[];
  /** Values computed for each element of the space, in order: from the reductions' results, and from memory. */
  readonly values: readonly Node[];
  /** What it takes from memory: sources, and values of other kernels. What it needs and finds neither here nor in its own values it works out again. */
  readonly reads: ReadonlySet<Node>;
  /** The same update of many slots that lie side by side, as one kernel over all their elements. */
  readonly pack?: Pack;
  /** Computes nothing: moves this stored value into the slots that had to wait for it. */
  readonly copy?: Node;
}

export interface Pack {
  /** For each operand of the representative's formula, the member nodes in memory order. */
  readonly leaves: ReadonlyMap<Node, readonly Node[]>;
  /** For each value of the kernel, the members' values. */
  readonly values: ReadonlyMap<Node, readonly Node[]>;
}

export interface FusedGraph {
  readonly graph: Graph;
  /** In an order that respects every dependency, those through slots included. */
  readonly kernels: readonly Kernel[];
  /** Where each assignment's value goes: into its slot at once, or into a temporary that a last kernel copies. */
  readonly assignments: readonly { readonly slot: Node; readonly value: Node; readonly copied: boolean }[];
  /** Values that must lie in memory after their kernel has run. */
  readonly stored: ReadonlySet<Node>;
}

export function reductionsOf({ loops }: Kernel): readonly Node[] {
  return loops.flat();
}

/** Every value that a kernel computes and others may read. */
export function valuesOf(kernel: Kernel): readonly Node[] {
  return [...reductionsOf(kernel), ...kernel.values];
}
