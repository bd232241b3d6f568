/** The way of a tiled product through its depth: which loops there are, and what is unrolled of the innermost. */

import type { Axis } from "../fuse/contraction.js";
import { type Condition, type Index, add, asSize, growsEvenly, keyOf, literal, mul, quotient, substitute, times, variable } from "../ir/index.js";
import type { Size } from "../ir/type.js";
import { rolled } from "./kernel.js";
import type { Loop } from "./nest.js";
import { type Places, type TileOperand, placesOf } from "./operand.js";
import type { TileTable } from "./tile-table.js";

export interface Walk {
  readonly loops: readonly Loop[];
  /** Of one turn of the innermost loop, unrolled. */
  readonly steps: readonly Step[];
}

/** Where the axes of the depth stand, and when there is such a place: the last turn may be a short one. */
export interface Step {
  readonly places: Places;
  readonly when: readonly Condition[];
}

/** A window of so many elements, or a line of one, is unrolled whole: the more products a sum is in registers for, the better. */
const widest = 8;

export function sizeOfAxes(axes: readonly Axis[]): Size {
  return axes.reduce((size, { extent }) => times(size, asSize(extent)), { factor: 1, batch: 0 });
}

/** Along a line of memory in one of the operands, so that a load brings four neighbours; across the lines of both; or through a window. */
export function depthOf(depth: readonly Axis[], operands: readonly TileOperand[]): "along" | "across" | "window" {
  const addresses = flattened(depth, operands);
  if (operands.some(({ when }) => when.length > 0) || !addresses.every((address) => growsEvenly(address, "k"))) return "window";
  return addresses.some((address) => (address.kind === "add" ? address.terms : [address]).some((term) => keyOf(term) === "k")) ? "along" : "across";
}

/** One loop over the whole depth where both operands lie in it as in memory; else a loop an axis, the last of them unrolled. */
export function walkOf(depth: readonly Axis[], operands: readonly TileOperand[], table: TileTable): Walk {
  const kind = depthOf(depth, operands);
  if (kind === "window") return windowed(depth);
  const size = sizeOfAxes(depth);
  const exact = quotient(size, asSize(table[kind].steps));
  // A vector is loaded whole or not at all; across the lines the last turn may be a short one.
  const count = exact || kind === "across" ? table[kind].steps : 1;
  const turns = variable("k", exact ?? size);
  const steps = Array.from({ length: count }, (_, step): Step => {
    const k = add(mul(turns, asSize(count)), literal(step));
    return { places: placesOf(depth, k), when: exact || step === 0 ? [] : [{ kind: "within", of: k, low: 0, below: size }] };
  });
  return { loops: [{ name: "k", bound: exact ? rolled(exact) : rolled(size, count) }], steps };
}

function flattened(depth: readonly Axis[], operands: readonly TileOperand[]): readonly Index[] {
  const whole = variable("k", sizeOfAxes(depth));
  return operands.map(({ address }) => substitute(address, (name) => placesOf(depth, whole).get(name)));
}

function windowed(depth: readonly Axis[]): Walk {
  const whole = trailing(depth);
  const outer = depth.slice(0, depth.length - Math.max(whole.length, 1));
  const loops = outer.map(({ name, extent }): Loop => ({ name, bound: rolled(asSize(extent)) }));
  const own = (places: Places): Places => new Map([...outer.map(({ name, extent }) => [name, variable(name, extent)] as const), ...places]);
  if (whole.length > 0) {
    const places = whole.reduce<Places[]>((found, { name, extent }) => found.flatMap((before) => Array.from({ length: Number(extent) }, (_, i): Places => new Map([...before, [name, literal(i)]]))), [new Map()]);
    return { loops, steps: places.map((whole) => ({ places: own(whole), when: [] })) };
  }
  const { name, extent } = depth.at(-1)!;
  const turn = typeof extent === "number" ? [4, 8, 7, 6, 5, 3, 2, 1].find((count) => extent % count === 0)! : 1;
  const turns = quotient(asSize(extent), asSize(turn))!;
  const steps = Array.from({ length: turn }, (_, i): Step => ({ places: own(new Map([[name, add(mul(variable(name, turns), asSize(turn)), literal(i))]])), when: [] }));
  return { loops: [...loops, { name, bound: rolled(turns) }], steps };
}

/** The last axes of the depth that are unrolled whole: those of a small window. */
function trailing(depth: readonly Axis[]): readonly Axis[] {
  let [first, steps] = [depth.length, 1];
  for (; first > 0; first--) {
    const { extent } = depth[first - 1];
    if (typeof extent !== "number" || steps * extent > widest) break;
    steps *= extent;
  }
  return depth.slice(first);
}
