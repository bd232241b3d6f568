/** Slots in groups of what they have in common. Where they lie follows from their order and is left out. */

import type { PackedInitialiser, PackedSlots } from "../../../runtime/packed.js";
import type { Initialiser, Slot } from "../../../runtime/program.js";

interface Moments {
  readonly owner: string;
  readonly moment: string;
  /** The slot that it is kept of. */
  readonly of: number;
}

/** Those from `start` to `end`. */
export function packSlots(slots: readonly Slot[], start: number, end: number): PackedSlots[] {
  const groups: PackedSlots[] = [];
  for (let place = start; place < end; ) {
    const moments = momentsAt(slots, place);
    const length = moments ? run(place, end, (next) => follows(momentsAt(slots, next), moments, next - place)) : run(place, end, (next) => isAlike(slots[next], slots[place]) && !momentsAt(slots, next));
    const { role, network, dtype } = slots[place];
    groups.push(moments ? [moments.owner, moments.moment, moments.of, length] : [role, network ?? 0, dtype, slots.slice(place, place + length).map((slot) => [shortName(slot), slot.shape, packInitialiser(slot.initial)] as const)]);
    place += length;
  }
  return groups;
}

/** How many in a row are so, the first included. */
function run(start: number, end: number, goesOn: (place: number) => boolean): number {
  let next = start + 1;
  while (next < end && goesOn(next)) next++;
  return next - start;
}

function isAlike(a: Slot, b: Slot): boolean {
  return a.role === b.role && a.dtype === b.dtype && a.network === b.network && hasPrefix(a) && hasPrefix(b);
}

/** Without a network every name stands whole. */
function hasPrefix({ name, network }: Slot): boolean {
  return network === undefined || name.startsWith(`${network}.`);
}

function shortName({ name, network }: Slot): string {
  if (network === undefined) return name;
  if (!name.startsWith(`${network}.`)) throw new Error(`${name} is ${network}'s and isn't named for it`);
  return name.slice(network.length + 1);
}

/** `adam D.D.linear1.weight first`: of which slot's moments this is one; undefined where it is none. */
function momentsAt(slots: readonly Slot[], place: number): Moments | undefined {
  const { name, role, shape, dtype, network, initial } = slots[place];
  const isZero = initial.kind === "constant" && Object.is(initial.value, 0);
  const [, rest, moment] = /^(.*) (\S+)$/.exec(name) ?? [];
  if (role !== "moment" || dtype !== "f32" || network !== undefined || !isZero || rest === undefined) return undefined;
  const of = slots.findIndex((slot, i) => i < place && rest.endsWith(`.${slot.name}`) && slot.shape.join() === shape.join());
  return of < 0 ? undefined : { owner: rest.slice(0, -slots[of].name.length - 1), moment, of };
}

function follows(next: Moments | undefined, first: Moments, distance: number): boolean {
  return next !== undefined && next.owner === first.owner && next.moment === first.moment && next.of === first.of + distance;
}

function packInitialiser(initial: Initialiser): PackedInitialiser {
  if ("as" in initial) return initial;
  switch (initial.kind) {
    case "constant":
      return initial.value;
    case "uniform":
      return initial.low === -initial.high ? [fanOf(initial.high) ?? initial.high] : [initial.low, initial.high];
    case "normal":
      return [initial.mean, initial.deviation, 1];
    case "values":
      return initial;
  }
}

/** Layers start within 1 / √fan: `-fan` takes fewer digits. */
function fanOf(high: number): number | undefined {
  const fan = Math.round(high ** -2);
  return fan > 1 && 1 / Math.sqrt(fan) === high ? -fan : undefined;
}
