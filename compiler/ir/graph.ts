/**
 * What one launch computes. Effects exist here only: a graph reads slots, and assigns slots, and every assigned value is
 * computed from the values before. So simultaneous steps, averages and clips are nothing special.
 */

import type { Node } from "./node.js";

export interface Graph {
  /** `step D`, `clip D`, `sample`: unique within a program. */
  readonly name: string;
  readonly assignments: readonly Assignment[];
  /** Values that somebody looks at: losses, metrics, samples. */
  readonly outputs: readonly Output[];
}

export interface Assignment {
  /** A `slot` node. */
  readonly slot: Node;
  /** Of the slot's type. */
  readonly value: Node;
}

export interface Output {
  readonly name: string;
  readonly value: Node;
}

export function rootsOf(graph: Graph): Node[] {
  return [...graph.assignments.map((assignment) => assignment.value), ...graph.outputs.map((output) => output.value)];
}

/** The same graph with each root replaced: how a pass returns its result. */
export function mapRoots(graph: Graph, replace: (root: Node) => Node): Graph {
  return {
    name: graph.name,
    assignments: graph.assignments.map(({ slot, value }) => ({ slot, value: replace(value) })),
    outputs: graph.outputs.map(({ name, value }) => ({ name, value: replace(value) })),
  };
}
