/**
 * The IR: pure tensor operations as immutable nodes. Building is hash-consing: the same operation on the same inputs with
 * the same attributes is the same object, so equal subexpressions are one node and sharing needs no pass. What a node
 * came from (`origin`) does not count: the first to ask for a value names it.
 */

import type { Op } from "./op.js";
import type { Type } from "./type.js";

export type AttributeValue = number | string | boolean | readonly AttributeValue[];
export type Attributes = { readonly [name: string]: AttributeValue };

/** The place in the source that asked for a node; kept through differentiation, for kernels, errors and `ganc explain`. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The stage as written, shortened: `linear(4)`. */
  readonly text: string;
  /** The layer's path where there is one, `D.linear1`: names kernels and buffers. */
  readonly path?: string;
  /** Made by differentiation of what stands there. */
  readonly derivative?: boolean;
}

export interface Node {
  /** The order of creation within its interning scope: inputs always have smaller ids than what uses them. */
  readonly id: number;
  readonly op: Op;
  readonly inputs: readonly Node[];
  readonly attributes: Attributes;
  readonly type: Type;
  readonly origin: Origin | undefined;
}

interface Scope {
  readonly table: Map<string, Node>;
  origin: Origin | undefined;
}

let current: Scope = { table: new Map(), origin: undefined };

/** Runs `build` with an empty table of nodes: ids start at 0, and what one program builds no other holds on to. */
export function interning<T>(build: () => T): T {
  const outer = current;
  current = { table: new Map(), origin: undefined };
  try {
    return build();
  } finally {
    current = outer;
  }
}

/** New nodes that `build` makes have this origin. */
export function withOrigin<T>(origin: Origin | undefined, build: () => T): T {
  const scope = current;
  const outer = scope.origin;
  scope.origin = origin;
  try {
    return build();
  } finally {
    scope.origin = outer;
  }
}

/** The node for `op` on these inputs: the one that exists, or a new one. The op's type rule throws where they don't fit. */
export function make(op: Op, inputs: readonly Node[], attributes: Attributes = {}): Node {
  let key = op.name;
  for (const { id } of inputs) key += `,${id}`;
  key += showAttributes(attributes);
  const found = current.table.get(key);
  if (found) return found;
  const type = op.type(inputs.map((input) => input.type), attributes);
  const node: Node = { id: current.table.size, op, inputs, attributes, type, origin: current.origin };
  current.table.set(key, node);
  return node;
}

/** The same operation on other inputs, in the same place; the node itself where they are its own. */
export function withInputs(node: Node, inputs: readonly Node[]): Node {
  if (inputs.every((input, i) => input === node.inputs[i])) return node;
  return withOrigin(node.origin, () => make(node.op, inputs, node.attributes));
}

/** An attribute that is a list of numbers. */
export const numbers = (attributes: Attributes, name: string): readonly number[] => attributes[name] as readonly number[];

/** Attributes as text, injective: the hash-consing key, and readable enough for the printer. */
export function showAttributes(attributes: Attributes): string {
  let text = "";
  for (const name in attributes) text += ` ${name}=${showAttribute(attributes[name])}`;
  return text;
}

export function showAttribute(value: AttributeValue): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return String(value);
  return `[${value.map(showAttribute).join(", ")}]`;
}

/** Every node that the roots need, inputs before users, in the order of creation. */
export function reachable(roots: Iterable<Node>): Node[] {
  const found = new Array<Node | undefined>(current.table.size);
  const stack = [...roots];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (found[node.id]) continue;
    found[node.id] = node;
    for (const input of node.inputs) stack.push(input);
  }
  return found.filter((node) => node !== undefined);
}

/** Who takes each of the nodes as an input, each user once. */
export function usersOf(nodes: readonly Node[]): Map<Node, Node[]> {
  const users = new Map<Node, Node[]>(nodes.map((node) => [node, []]));
  for (const node of nodes) {
    for (const input of node.inputs) {
      const known = users.get(input)!;
      if (known.at(-1) !== node) known.push(node);
    }
  }
  return users;
}
