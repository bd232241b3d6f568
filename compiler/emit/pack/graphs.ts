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
    const operand = (of: Operand): PackedOperand => packOperand(of, temporaries, this.program.slots);
    return [
      temporaries.map(({ bytes }) => bytes.map(packSize)),
      dispatches.map(({ kernel, operands, groups }) => [this.#launch(kernel, groups), ...this.module.kernels[kernel].order.map((place) => operand(operands[place]))] as const),
      outputs.map(({ name, shape, at, dtype }) => (dtype === "f32" ? ([name, shape, operand(at)] as const) : ([name, shape, operand(at), dtype] as const))),
    ];
  }

  #launch(kernel: number, groups: Dispatch["groups"]): number {
    const key = JSON.stringify([kernel, groups]);
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = this.launches.push({ kernel, groups }) - 1));
    return place;
  }
}

export function packSize({ factor, batch }: Size): PackedSize {
  if (batch === 1 && factor > 0) return factor;
  return batch === 0 && factor > 0 ? -factor : [factor, batch];
}

function packOperand(operand: Operand, temporaries: readonly Temporary[], slots: readonly Slot[]): PackedOperand {
  switch (operand.in) {
    case "input":
      return [operand.input];
    case "parameter":
      return [-1 - operand.parameter];
    case "temporary": {
      const { temporary, offset, bytes } = operand;
      const [own, ...more] = temporaries[temporary].bytes;
      const isWhole = offset === 0 && more.length === 0 && own.factor === bytes.factor && own.batch === bytes.batch;
      return isWhole ? -1 - temporary : [-1 - temporary, offset, packSize(bytes)];
    }
    case "slots": {
      const first = slots.findIndex(({ offset }) => offset === operand.offset);
      const last = slots.findIndex(({ offset, shape }) => offset + 4 * elementsOf(shape) === operand.offset + operand.bytes);
      if (first < 0 || last < first) throw new Error(`a stretch of ${operand.bytes} bytes at ${operand.offset} is no row of whole slots`);
      return first === last ? first : [first, last];
    }
  }
}
