/** The reference: every graph in float64, straight from each operation's own definition. Slow, and what all else is held against. */

import type { Graph } from "../ir/graph.js";
import { type Node, reachable } from "../ir/node.js";
import { IrError, type Tensor } from "../ir/op.js";
import { shapeAt } from "../ir/type.js";
import { isSlot, sourceName } from "../ops/index.js";

export interface Memory {
  readonly slots: ReadonlyMap<string, Tensor>;
  /** Data, given noise and controls, by name. */
  readonly data: ReadonlyMap<string, Tensor>;
}

/** The values of `roots`, in their order. */
export function evaluate(roots: readonly Node[], memory: Memory, batch: number): Tensor[] {
  const values = new Map<Node, Tensor>();
  for (const node of reachable(roots)) values.set(node, valueOf(node, node.inputs.map((input) => values.get(input)!), memory, batch));
  return roots.map((root) => values.get(root)!);
}

function valueOf(node: Node, inputs: readonly Tensor[], memory: Memory, batch: number): Tensor {
  const shape = shapeAt(node.type.shape, batch);
  if (node.op.evaluate) return { shape, data: node.op.evaluate({ inputs, attributes: node.attributes, dtype: node.type.dtype, shape, batch }) };
  const name = sourceName(node);
  const given = (isSlot(node) ? memory.slots : memory.data).get(name);
  const size = shape.reduce((a, b) => a * b, 1);
  if (!given) throw new IrError(`no value for ${name}`);
  if (given.data.length !== size) throw new IrError(`${name} is [${given.shape.join(", ")}], and the graph needs [${shape.join(", ")}]`);
  return { shape, data: given.data };
}

export interface Launch {
  readonly outputs: ReadonlyMap<string, Tensor>;
  /** Those that were assigned. */
  readonly slots: ReadonlyMap<string, Tensor>;
}

/** One launch: every assignment from the values before it. */
export function runGraph(graph: Graph, memory: Memory, batch: number): Launch {
  const roots = [...graph.outputs.map(({ value }) => value), ...graph.assignments.map(({ value }) => value)];
  const values = evaluate(roots, memory, batch);
  return {
    outputs: new Map(graph.outputs.map(({ name }, i) => [name, values[i]])),
    slots: new Map(graph.assignments.map(({ slot }, i) => [sourceName(slot), values[graph.outputs.length + i]])),
  };
}
