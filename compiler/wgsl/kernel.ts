/**
 * What every kind of kernel shares: its operands, the values it has in registers, its stores. The text has placeholders
 * for its own name and its operands' (`$0`), so that kernels that are equal but for what they work on are equal texts.
 */

import type { Dispatch, Operand } from "../../runtime/program.js";
import { type Index, delinearise, keyOf, linearise, variablesOf } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type DType, sameShape } from "../ir/type.js";
import type { PlannedKernel } from "../plan/plan.js";
import { type Block, bare } from "./block.js";
import { Expressions, loadExpression, nameExpression } from "./expression.js";
import { indexText } from "./text.js";

export interface KernelCode {
  /** WGSL from `@compute` on. */
  readonly text: string;
  readonly operands: readonly BoundOperand[];
  readonly groups: Dispatch["groups"];
  /** Module-scope declarations that it needs, each by its whole text. */
  readonly support: readonly string[];
}

export interface BoundOperand {
  readonly operand: Operand;
  /** Whose value lies there: gives the variable its name. */
  readonly node: Node;
  readonly dtype: DType;
  /** Bound as an array of vec4. */
  readonly vector: boolean;
}

/** The operands of a kernel, in the order in which its text first needs them. */
export class Operands {
  readonly list: BoundOperand[] = [];

  /** The placeholder of the variable that stands for this place. */
  name(operand: Operand, node: Node, vector = false): string {
    const key = JSON.stringify([operand, node.type.dtype, vector]);
    let position = this.list.findIndex((bound) => JSON.stringify([bound.operand, bound.dtype, bound.vector]) === key);
    if (position < 0) position = this.list.push({ operand, node, dtype: node.type.dtype, vector }) - 1;
    return `$${position}$`;
  }
}

export class KernelWriter {
  readonly operands = new Operands();
  readonly support = new Set<string>();
  readonly #registers = new Map<Node, string>();

  constructor(readonly planned: PlannedKernel) {}

  /** Expressions for a kernel whose own element is at `home`. */
  expressions(home: readonly Index[]): Expressions {
    const { loads, kernel } = this.planned;
    const homeAddress = keyOf(linearise(home, kernel.space));
    const homeVariables = new Set<string>();
    home.forEach((index) => variablesOf(index, homeVariables));
    return new Expressions({
      load: (node, address, clamped) => {
        const operand = loads.get(node);
        // A pack's leaves have the members' shapes: in the kernel each is one stretch, read at the element itself.
        return operand && loadExpression(this.operands.name(operand, node), node, kernel.pack?.leaves.has(node) ? home[0] : address, clamped);
      },
      register: (node, index) => {
        const name = this.#registers.get(node);
        if (name === undefined) return undefined;
        const here = kernel.pack !== undefined || keyOf(linearise(index, node.type.shape)) === homeAddress;
        return here ? nameExpression(name, node.type.dtype, homeVariables) : undefined;
      },
    });
  }

  /** From here on the value stands in this register. */
  hold(node: Node, register: string): void {
    this.#registers.set(node, register);
  }

  /** The values of the kernel after its reductions, and the stores of all. `home` is the element; in a pack, one flat index. */
  finish(block: Block, home: readonly Index[], expressions: Expressions): void {
    const { kernel, stores } = this.planned;
    const flat = kernel.pack ? home[0] : linearise(home, kernel.space);
    const address = indexText(flat);
    const axesOf = ({ type: { shape } }: Node): readonly Index[] => (kernel.pack ? shape.map(() => home[0]) : sameShape(shape, kernel.space) ? home : delinearise(flat, shape));
    for (const node of kernel.values) {
      const expression = expressions.of(node, axesOf(node));
      block.expect([expression]);
      this.hold(node, block.define(expression, hintOf(node)));
    }
    for (const { node, at } of stores) {
      const value = expressions.of(node, axesOf(node));
      const text = block.print(value);
      block.line(`${this.operands.name(at, node)}[${address}] = ${node.type.dtype === "bool" ? `select(0u, 1u, ${text})` : bare(text)};`);
    }
    expressions.support.forEach((text) => this.support.add(text));
  }

  code(head: string, block: Block, groups: Dispatch["groups"]): KernelCode {
    return { text: `${head} {\n${block.lines.join("\n")}\n}`, operands: this.operands.list, groups, support: [...this.support] };
  }
}

/** A register's name: the operation that made the value, or the stage of the source that asked for it. */
export function hintOf(node: Node): string {
  const word = /^[a-z_]\w*/.exec(node.origin?.derivative ? "" : (node.origin?.text ?? ""))?.[0];
  return word ?? node.op.name;
}

export const builtins = {
  group: "@builtin(workgroup_id) group: vec3u",
  groups: "@builtin(num_workgroups) groups: vec3u",
  lane: "@builtin(local_invocation_index) lane: u32",
} as const;

/** The linear number of the workgroup: the runtime folds more than 65535 of them into two dimensions. */
export const groupNumber = "group.x + group.y * groups.x";

