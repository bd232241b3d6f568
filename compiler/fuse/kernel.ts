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
  /** A later loop may read what the earlier ones gave for the element (a variance its mean). None in a plain map. */
  readonly loops: readonly Loop[];
  /** Values computed for each element of the space, in order: from the reductions' results, and from memory. */
  readonly values: readonly Node[];
  /** What it takes from memory: sources, and values of other kernels. What it needs and finds neither here nor in its own values it works out again. */
  readonly reads: ReadonlySet<Node>;
  /** The same update of many slots that lie side by side, as one kernel over all their elements. */
  readonly pack?: Pack;
  /** Computes nothing: moves this stored value into the slots that had to wait for it. */
  readonly copy?: Node;
}

/** One walk over the axes that reductions reduce. */
export interface Loop {
  /** The axes, of all its reductions. */
  readonly space: Shape;
  readonly reductions: readonly Node[];
  /** Values computed, before the reductions, for every element that the loop comes by: what normalises reads the statistics of the loops before. */
  readonly elements: readonly Node[];
  /** Where the loop comes by: at every element of this operand of this reduction. There always is one where there are elements. */
  readonly walk?: Walk;
}

export interface Walk {
  readonly reduction: Node;
  readonly operand: number;
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
  return loops.flatMap(({ reductions }) => reductions);
}

/** Every value that a kernel computes and others may read. */
export function valuesOf(kernel: Kernel): readonly Node[] {
  return [...kernel.loops.flatMap(({ elements, reductions }) => [...elements, ...reductions]), ...kernel.values];
}

/** WebGPU's default limit of storage buffers a stage. */
export const mostBindings = 8;

/** Below it a loop is one invocation's, from it on a workgroup shares it, if there are few elements that it is run for. */
const longLoop = 1024;
const fewElements = 1024;
/** Invocations of a workgroup that shares a loop. */
export const sharing = 64;

/** Whether the invocations of a workgroup share the loop of one element: a barrier is dear on a software adapter, an idle core or a thousand idle lanes are dearer. */
export function isShared(elements: number, loop: number): boolean {
  return loop >= longLoop && elements < fewElements;
}
