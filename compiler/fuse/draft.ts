/** A kernel that is being formed. */

import { type Node } from "../ir/node.js";
import { type Shape, sameSize, sizeOf } from "../ir/type.js";
import type { Kernel, Walk } from "./kernel.js";

export interface DraftLoop {
  readonly space: Shape;
  readonly reductions: Node[];
  readonly elements: Node[];
  readonly walk?: Walk;
}

export interface Draft {
  /** They are counted as they are begun. */
  readonly number: number;
  space: Shape;
  loops: DraftLoop[];
  values: Node[];
  readonly pack?: Kernel["pack"];
  readonly tiled: boolean;
  /** Every value of memory that it reads, and whether only at the element that it computes. */
  readonly reads: Map<Node, { readonly aligned: boolean }>;
}

export function computedBy({ loops, values }: Draft): Node[] {
  return [...loops.flatMap(({ elements, reductions }) => [...elements, ...reductions]), ...values];
}

/** Whether a plain map, that nothing is reduced in and no optimiser is. */
export function isMap({ loops, pack }: Draft): boolean {
  return loops.length === 0 && !pack;
}

/** The same elements in the same order, whatever the shape. */
export function sameElements(a: Shape, b: Shape): boolean {
  return sameSize(sizeOf(a), sizeOf(b));
}
