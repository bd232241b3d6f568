/** Graphs with their operands by number. A kernel that is launched over different sizes counts as several. */

import type { PackedGraph, PackedOperand, PackedSize } from "../../../runtime/packed.js";
import type { Dispatch, Graph, Operand, Program, Size, Slot, Temporary } from "../../../runtime/program.js";
import { elementsOf } from "../../../runtime/initial.js";
import type { CompactModule } from "./kernels.js";

export class GraphPacker {
  /** In the order of first use. */
  readonly launches: { readonly kernel: number; readonly groups: Dispatch["groups"] }[] = [];
  readonly #places = new Map<string, number>();

  constructor(
    private readonly program: Program,
    private readonly module: CompactModule,
  ) {}

  graph({ temporaries, dispatches, outputs }: Graph): PackedGraph {
    let seen = 0;
    const operand = (of: Operand): PackedOperand => {
      if (of.in !== "temporary") return packOperand(of, this.program.slots);
      const packed = packTemporary(of, temporaries[of.temporary], of.temporary - seen - 1);
      seen = Math.max(seen, of.temporary + 1);
      return packed;
    };
    return [
      temporaries.map(({ bytes }) => bytes.map(packSize)),
      dispatches.map(({ kernel, operands, groups }) => [this.#launch(kernel, groups), ...this.module.kernels[kernel].order.map((place) => operand(operands[place]))] as const),
      outputs.map(({ name, shape, at, dtype }) => (dtype === "f32" ? ([name, shape, operand(at)] as const) : ([name, shape, operand(at), dtype] as const))),
    ];
  }

  #launch(kernel: number, groups: Dispatch["groups"]): number {
    const key = JSON.stringify([kernel, groups]);
    const next = this.launches.length;
    const place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, this.launches.push({ kernel, groups }) - 1);
    return (place ?? next) - next;
  }
}

export function packSize({ factor, batch }: Size): PackedSize {
  if (batch === 1 && factor > 0) return factor;
  return batch === 0 && factor > 0 ? -factor : [factor, batch];
}

function packTemporary({ offset, bytes }: Extract<Operand, { in: "temporary" }>, { bytes: [own, ...more] }: Temporary, place: number): PackedOperand {
  const isWhole = offset === 0 && more.length === 0 && own.factor === bytes.factor && own.batch === bytes.batch;
  return isWhole && place < 0 ? place : [place, offset, packSize(bytes)];
}

function packOperand(operand: Exclude<Operand, { in: "temporary" }>, slots: readonly Slot[]): PackedOperand {
  switch (operand.in) {
    case "input":
      return [operand.input];
    case "parameter":
      return [-1 - operand.parameter];
    case "slots": {
      const first = slots.findIndex(({ offset }) => offset === operand.offset);
      const last = slots.findIndex(({ offset, shape }) => offset + 4 * elementsOf(shape) === operand.offset + operand.bytes);
      if (first < 0 || last < first) throw new Error(`a stretch of ${operand.bytes} bytes at ${operand.offset} is no row of whole slots`);
      return first === last ? first : [first, last];
    }
  }
}
