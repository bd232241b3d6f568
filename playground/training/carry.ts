/** Weights from one version of a program to the next: those whose name and shape are still the same, network by network. */

import type { Engine } from "../../runtime/engine.js";
import { elementsOf } from "../../runtime/initial.js";
import { counters, type Program, type Slot } from "../../runtime/program.js";

export interface Carried {
  readonly slot: Slot;
  readonly values: Float32Array | Int32Array;
}

/** Everything that lives between iterations. */
export async function slotsOf(engine: Engine, wanted: (slot: Slot) => boolean = () => true): Promise<readonly Carried[]> {
  const slots = engine.program.slots.filter(wanted);
  const values = await engine.read(slots.map(({ offset, shape, dtype }) => ({ buffer: engine.slots, offset, bytes: 4 * elementsOf(shape), dtype })));
  return slots.map((slot, i) => ({ slot, values: values[i] }));
}

/** Returns the networks that start anew because something of them is new; where there are none, counters and states go on too. */
export function carry(before: readonly Carried[], engine: Engine): readonly string[] {
  const { program } = engine;
  const known = new Map(before.map((carried) => [carried.slot.name, carried]));
  const fits = (slot: Slot): boolean => known.get(slot.name)?.slot.shape.join() === slot.shape.join() && known.get(slot.name)?.slot.dtype === slot.dtype;
  const startedAnew = networksWhere(program, (slot) => !fits(slot));
  for (const slot of program.slots) {
    const carried = known.get(slot.name);
    const goesOn = slot.network === undefined ? startedAnew.size === 0 && slot.name !== counters.seed : !startedAnew.has(slot.network);
    if (carried && fits(slot) && goesOn) engine.write(engine.slots, slot.offset, carried.values);
  }
  return [...startedAnew];
}

function networksWhere({ slots }: Program, test: (slot: Slot) => boolean): ReadonlySet<string> {
  return new Set(slots.flatMap((slot) => (slot.network !== undefined && test(slot) ? [slot.network] : [])));
}
