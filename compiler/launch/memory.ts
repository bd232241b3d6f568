/** Which launches have touched which memory: what may run beside what, and what must wait. */

import type { Operand } from "../../runtime/program.js";
import type { PlannedKernel } from "../plan/plan.js";

export interface Range {
  readonly in: string;
  readonly from: number;
  /** Past the end. Where the size depends on the batch, everything from `from` on. */
  readonly to: number;
}

export function rangeOf(operand: Operand): Range {
  switch (operand.in) {
    case "slots":
      return { in: "slots", from: operand.offset, to: operand.offset + operand.bytes };
    case "input":
      return { in: `input ${operand.input}`, from: 0, to: Infinity };
    case "parameter":
      return { in: `parameter ${operand.parameter}`, from: 0, to: Infinity };
    case "temporary":
      return { in: `temporary ${operand.temporary}`, from: operand.offset, to: operand.bytes.batch === 0 ? operand.offset + operand.bytes.factor : Infinity };
  }
}

export function overlap(a: Range, b: Range): boolean {
  return a.in === b.in && a.from < b.to && b.from < a.to;
}

export interface Touch extends Range {
  readonly written: boolean;
}

/** What touched the same memory before, and in which launch. What is read need not look through what was read. */
interface History {
  readonly read: (Touch & { readonly launch: number })[];
  readonly written: (Touch & { readonly launch: number })[];
}

export class Memory {
  readonly #histories = new Map<string, History>();

  /** The first launch that the kernel can be part of: after all that wrote what it touches, and all that read what it writes. */
  earliest(touches: readonly Touch[]): number {
    let earliest = 0;
    for (const touch of touches) {
      const { read, written } = this.#historyOf(touch);
      for (const before of written) if (before.launch >= earliest && overlap(touch, before)) earliest = before.launch + 1;
      if (touch.written) for (const before of read) if (before.launch >= earliest && overlap(touch, before)) earliest = before.launch + 1;
    }
    return earliest;
  }

  touch(touches: readonly Touch[], launch: number): void {
    for (const touch of touches) this.#historyOf(touch)[touch.written ? "written" : "read"].push({ ...touch, launch });
  }

  #historyOf(touch: Touch): History {
    let history = this.#histories.get(touch.in);
    if (!history) this.#histories.set(touch.in, (history = { read: [], written: [] }));
    return history;
  }
}

export function touchesOf({ loads, stores }: PlannedKernel): Touch[] {
  return [...[...loads.values()].map((operand) => ({ ...rangeOf(operand), written: false })), ...stores.map(({ at }) => ({ ...rangeOf(at), written: true }))];
}
