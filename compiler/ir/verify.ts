/** What every pass promises of the graph it hands on, checked: for tests, and behind a flag. */

import { type Graph, rootsOf } from "./graph.js";
import { type Node, reachable } from "./node.js";
import { IrError } from "./op.js";
import { B, sameShape, showType } from "./type.js";

/** Throws an `IrError` that names the node at fault. */
export function verify(graph: Graph): void {
  for (const node of reachable(rootsOf(graph))) verifyNode(graph, node);
  const assigned = new Set<Node>();
  for (const { slot, value } of graph.assignments) {
    const name = String(slot.attributes.name);
    if (slot.op.lowering.kind !== "source" || !slot.op.lowering.assignable) fail(graph, slot, "is assigned, and is no slot");
    if (assigned.has(slot)) fail(graph, slot, `assigns ${name} twice`);
    assigned.add(slot);
    if (slot.type.dtype !== value.type.dtype || !sameShape(slot.type.shape, value.type.shape)) fail(graph, value, `is ${showType(value.type)} and goes into ${name}, which is ${showType(slot.type)}`);
  }
}

function verifyNode(graph: Graph, node: Node): void {
  const derived = node.op.type(node.inputs.map((input) => input.type), node.attributes);
  if (derived.dtype !== node.type.dtype || !sameShape(derived.shape, node.type.shape)) fail(graph, node, `says ${showType(node.type)} and is ${showType(derived)}`);
  if (node.inputs.some((input) => input.id >= node.id)) fail(graph, node, "uses what is made after it");
  if (node.type.shape.some((dim) => dim !== B && !(Number.isInteger(dim) && dim > 0))) fail(graph, node, `has the shape ${showType(node.type)}`);
}

function fail(graph: Graph, node: Node, what: string): never {
  throw new IrError(`${graph.name}: ${node.op.name} %${node.id} ${what}`);
}
