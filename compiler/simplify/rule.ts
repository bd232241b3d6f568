/** A rewrite rule: data with a name. It sees one node whose inputs are simplified already, and gives what to put in its place. */

import type { Node } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import { type Builder, constantValue } from "../ops/index.js";

export interface Rule {
  /** As a reader of the table would say it: "x + 0 → x". */
  readonly name: string;
  /** It says something of nodes of this operation alone; of any, where it is left out. */
  readonly op?: Op;
  /** The replacement, of the same type and value; `undefined` where the rule doesn't apply. */
  apply(node: Node): Node | undefined;
}

/** Whether this builder made the node. */
export function is<P extends readonly unknown[]>(node: Node, builder: Builder<P>): boolean {
  return node.op === builder.op;
}

/** The inputs of a node of this operation, or of none. */
export function inputsOf<P extends readonly unknown[]>(node: Node, builder: Builder<P>): readonly Node[] {
  return node.op === builder.op ? node.inputs : [];
}

/** A rule for nodes of one operation. */
export function rule<P extends readonly unknown[]>(name: string, builder: Builder<P>, apply: (inputs: readonly Node[], node: Node) => Node | undefined): Rule {
  return { name, op: builder.op, apply: (node) => (node.op === builder.op ? apply(node.inputs, node) : undefined) };
}

export function isNumber(node: Node, value: number): boolean {
  return constantValue(node) === value;
}
