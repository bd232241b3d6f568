/**
 * Kernels that differ only in whose values they work on have one text, which is written once: a deep network's layers are alike, and to
 * recognise a kernel takes a fiftieth of what writing it does.
 */

import type { Operand } from "../../runtime/program.js";
import { type Node, showAttributes } from "../ir/node.js";
import { placeKey } from "../plan/place-key.js";
import type { PlannedKernel } from "../plan/plan.js";
import { type KernelCode, hintOf } from "./kernel.js";

interface Written {
  readonly code: KernelCode;
  /** For each operand of the code, which of the kernel's places and of its values it is, as `Outline` numbers them. */
  readonly operands: readonly (readonly [place: number, value: number])[];
}

export class WrittenKernels {
  readonly #known = new Map<string, Written>();

  /** The code of this kernel: what `write` gave for one like it, on the operands of this one. */
  codeOf(planned: PlannedKernel, write: () => KernelCode): KernelCode {
    // Of a pack it counts which members stand behind a value, of a copy nothing is to be saved.
    if (planned.kernel.pack || planned.kernel.copy) return write();
    const outline = new Outline(planned);
    const known = this.#known.get(outline.text);
    if (known) return { ...known.code, operands: known.code.operands.map((bound, i) => ({ ...bound, operand: outline.places[known.operands[i][0]], node: outline.values[known.operands[i][1]] })) };
    const code = write();
    this.#known.set(outline.text, { code, operands: code.operands.map(({ operand, node }) => [outline.placeOf(operand), outline.valueOf(node)] as const) });
    return code;
  }
}

/** All that a kernel's text is made from. Values and places count by the order in which they are come to, not by what they are. */
class Outline {
  readonly values: Node[] = [];
  readonly places: Operand[] = [];
  readonly text: string;
  readonly #numbers = new Map<Node, number>();
  readonly #places = new Map<string, number>();
  readonly #lines: string[] = [];

  constructor(private readonly planned: PlannedKernel) {
    const { kernel, stores } = planned;
    const list = (nodes: readonly Node[]): string => nodes.map((node) => this.valueOf(node)).join();
    const loops = kernel.loops.map(({ space, reductions, elements, walk }) => `for ${space.join()} by ${walk ? `${this.valueOf(walk.reduction)}.${walk.operand}` : ""}: ${list(elements)}; ${list(reductions)}`);
    const parts = [`${kernel.space.join()}`, ...loops, list(kernel.values), ...stores.map(({ node, at }) => `${this.valueOf(node)} to ${this.placeOf(at)}`)];
    this.text = [...this.#lines, ...parts].join("\n");
  }

  placeOf(operand: Operand): number {
    const key = placeKey(operand);
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = this.places.push(operand) - 1));
    return place;
  }

  valueOf(node: Node): number {
    const known = this.#numbers.get(node);
    if (known !== undefined) return known;
    const { op, inputs, attributes, type } = node;
    const load = this.planned.loads.get(node);
    // What stands in memory may be worked out in this kernel too, where it is stored.
    const isComputed = load === undefined || this.planned.stores.some((store) => store.node === node);
    const from = isComputed ? inputs.map((input) => this.valueOf(input)).join() : "";
    const number = this.values.push(node) - 1;
    this.#numbers.set(node, number);
    this.#lines.push(`${load === undefined ? "" : `@${this.placeOf(load)} `}${isComputed ? `${hintOf(node)} ${op.name}(${from})${showAttributes(attributes)}` : ""}: ${type.dtype} ${type.shape.join()}`);
    return number;
  }
}
