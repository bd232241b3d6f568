/**
 * What every kind of kernel shares: its operands, the values it has in registers, its stores. The text has placeholders
 * for its own name and its operands' (`$0`), so that kernels that are equal but for what they work on are equal texts.
 */

import type { Dispatch, Operand } from "../../runtime/program.js";
import { type Index, linearise, variablesOf, zero } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import type { DType, Size } from "../ir/type.js";
import { placeKey } from "../plan/place-key.js";
import type { PlannedKernel } from "../plan/plan.js";
import { type Block, bare } from "./block.js";
import type { Element } from "./element.js";
import { type Expression, Expressions, loadExpression, nameExpression } from "./expression.js";
import { indexText, partsText } from "./text.js";

/** A kernel's body for workgroups of a size. */
export interface SizedBlock {
  /** Of a workgroup. */
  readonly invocations: number;
  readonly block: Block;
  readonly groups: Dispatch["groups"][number];
}

/** Its text. */
export interface SizedCode {
  readonly invocations: number;
  /** WGSL of the body. `$group$` stands for the number of its workgroup among its own. */
  readonly lines: readonly string[];
  readonly groups: Dispatch["groups"];
}

export interface KernelCode extends SizedCode {
  readonly operands: readonly BoundOperand[];
  /** In smaller workgroups, of which it has too few, where no other kernel's say how large they are. */
  readonly smaller?: SizedCode;
  /** Whether the invocations of a workgroup wait for each other. */
  readonly waits: boolean;
  /** Module-scope declarations that it needs, each by its whole text. */
  readonly support: readonly string[];
  /** How many lanes a subgroup must have at least, where invocations swap values in subgroups; else 0. */
  readonly lanes: number;
}

export interface BoundOperand {
  readonly operand: Operand;
  /** Whose value lies there: gives the variable its name. */
  readonly node: Node;
  readonly dtype: DType;
  /** Bound as an array of vec4. */
  readonly vector: boolean;
  readonly stored: boolean;
}

/** The operands of a kernel, in the order in which its text first needs them. */
export class Operands {
  readonly list: Omit<BoundOperand, "stored">[] = [];

  /** The placeholder of the variable that stands for this place. */
  name(operand: Operand, node: Node, vector = false): string {
    const key = placeKey(operand);
    let position = this.list.findIndex((bound) => bound.dtype === node.type.dtype && bound.vector === vector && placeKey(bound.operand) === key);
    if (position < 0) position = this.list.push({ operand, node, dtype: node.type.dtype, vector }) - 1;
    return `$${position}$`;
  }
}

/** An element of memory at an address, in the kernel's loop variables; `clamped` where a guard holds and the address may be out of range. */
export type Read = (operand: Operand, node: Node, address: Index, clamped: boolean) => Expression;

/** What becomes of a value's element. */
export type Store = (node: Node, place: Index, value: string) => void;

export class KernelWriter {
  readonly operands = new Operands();
  readonly support = new Set<string>();
  lanes = 0;
  readonly #registers = new Map<Node, string>();

  constructor(readonly planned: PlannedKernel) {}

  /** Expressions of what the kernel's own element needs. */
  at(element: Element, read: Read = (operand, node, address, clamped) => loadExpression(this.operands.name(operand, node), node, address, clamped)): Expressions {
    const { loads, kernel } = this.planned;
    return new Expressions({
      load: (node, address, clamped) => {
        const operand = loads.get(node);
        // A pack's leaves have the members' shapes: in the kernel each is one stretch, read at the element itself. All else that it reads are scalars.
        const place = !kernel.pack ? element.resolve(address) : kernel.pack.leaves.has(node) ? element.flat : zero;
        return operand && read(operand, node, place, clamped);
      },
      register: (node, index) => {
        const name = this.#registers.get(node);
        const here = name !== undefined && (kernel.pack !== undefined || element.isSelf(linearise(index, node.type.shape)));
        return here ? nameExpression(name, node.type.dtype, variablesOf(element.flat)) : undefined;
      },
      resolve: (index) => element.resolve(index),
    });
  }

  /** From here on the value stands in this register. */
  hold(node: Node, register: string): void {
    this.#registers.set(node, register);
  }

  /** The registers are the next element's. */
  forget(): void {
    this.#registers.clear();
  }

  /** The values of the kernel after its reductions, and the stores of all. */
  finish(block: Block, element: Element, expressions: Expressions, store: Store = (node, place, value) => this.store(block, node, place, value)): void {
    const { kernel, stores } = this.planned;
    for (const node of kernel.values) {
      const expression = expressions.of(node, element.axes(node.type.shape));
      block.expect([expression]);
      this.hold(node, block.define(expression, hintOf(node)));
    }
    const ofLoops = new Set(kernel.loops.flatMap(({ elements }) => elements));
    for (const node of new Set(stores.map((store) => store.node))) {
      if (!ofLoops.has(node)) store(node, element.flat, block.print(expressions.of(node, element.axes(node.type.shape))));
    }
    expressions.support.forEach((text) => this.support.add(text));
  }

  /** A value's element to wherever it is stored. */
  store(block: Block, node: Node, place: Index, value: string): void {
    for (const { at } of this.planned.stores.filter((store) => store.node === node)) this.storeAt(block, at, node, place, value);
  }

  storeAt(block: Block, at: Operand, node: Node, place: Index, value: string): void {
    block.line(`${this.operands.name(at, node)}[${indexText(place)}] = ${node.type.dtype === "bool" ? `select(0u, 1u, ${value})` : bare(value)};`);
  }

  /** The kernel's code; where its workgroups are too few, in smaller ones too. */
  code(body: SizedBlock, smaller?: SizedBlock): KernelCode {
    const written = new Set(this.planned.stores.map(({ at }) => placeKey(at)));
    const operands = this.operands.list.map((bound) => ({ ...bound, stored: written.has(placeKey(bound.operand)) }));
    const code = sizedCode(body);
    const waits = this.lanes > 0 || code.lines.some((line) => line.includes("workgroupBarrier"));
    return { ...code, ...(smaller && { smaller: sizedCode(smaller) }), operands, support: [...this.support], lanes: this.lanes, waits };
  }
}

function sizedCode({ invocations, block, groups }: SizedBlock): SizedCode {
  const lines = block.lines.some((line) => line.includes("* once;")) ? [once, ...block.lines] : block.lines;
  return { invocations, lines, groups: [groups] };
}

/** A register's name: the operation that made the value, or the stage of the source that asked for it. */
export function hintOf(node: Node): string {
  const word = /^[a-z_]\w*/.exec(node.origin?.derivative ? "" : (node.origin?.text ?? ""))?.[0];
  return word ?? node.op.name;
}

/** Trip counts above it no shader compiler unrolls. */
const mostUnrolled = 64;

/**
 * A loop's bound, `per` at a turn, in a form that hides a short one from the shader compiler: there is at least one workgroup, and only the device
 * knows it. Unrolling an outer loop multiplies a body that is unrolled already, and costs Mesa seconds for each kernel.
 */
export function rolled(size: Size, per = 1): string {
  const text = bare(partsText({ size, per }));
  return size.batch === 0 && size.factor / per > mostUnrolled ? text : `${text} * once`;
}

const once = "  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops";
