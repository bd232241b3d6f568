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

interface Touch extends Range {
  readonly launch: number;
  readonly written: boolean;
}

export class Memory {
  readonly #touches = new Map<string, Touch[]>();

  /** The first launch that the kernel can be part of: after all that wrote what it touches, and all that read what it writes. */
  earliest(kernel: PlannedKernel): number {
    let earliest = 0;
    for (const touch of touchesOf(kernel)) {
      for (const before of this.#touches.get(touch.in) ?? []) {
        if ((touch.written || before.written) && overlap(touch, before)) earliest = Math.max(earliest, before.launch + 1);
      }
    }
    return earliest;
  }

  touch(kernel: PlannedKernel, launch: number): void {
    for (const touch of touchesOf(kernel)) {
      const before = this.#touches.get(touch.in);
      if (before) before.push({ ...touch, launch });
      else this.#touches.set(touch.in, [{ ...touch, launch }]);
    }
  }
}

function touchesOf({ loads, stores }: PlannedKernel): (Range & { readonly written: boolean })[] {
  return [...[...loads.values()].map((operand) => ({ ...rangeOf(operand), written: false })), ...stores.map(({ at }) => ({ ...rangeOf(at), written: true }))];
}
