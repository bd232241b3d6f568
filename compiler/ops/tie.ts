/**
 * Ties: how the places of three axes meet in a convolution or a pool. Of a wide axis (the picture), a narrow one (the places of the
 * window) and the window itself, q = stride · p + dilation · k - pad; what lies outside [0, extent) counts as 0.
 */

import { type Condition, type Index, add, asSize, div, literal, mod, mul } from "../ir/index.js";

export type Role = "wide" | "narrow" | "window";
export const roles: readonly Role[] = ["wide", "narrow", "window"];

export interface Tie {
  readonly extents: { readonly [role in Role]: number };
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
}

/** Of a wide axis of this extent, so many places of the window fit. */
export function narrowExtent(wide: number, window: number, { stride, dilation, pad }: Omit<Tie, "extents">): number {
  return Math.floor((wide + 2 * pad - dilation * (window - 1) - 1) / stride) + 1;
}

/** With dilation 1 the window's elements that reach a place of the wide axis are every `stride`th one: only those are summed. */
export function isPhased({ stride, dilation }: Tie): boolean {
  return stride > 1 && dilation === 1;
}

/** How many steps a sum takes to give a place of the axis of this role. */
export function summedExtent(tie: Tie, result: Role): number {
  if (result === "window") return tie.extents.narrow;
  return result === "wide" && isPhased(tie) ? Math.ceil(tie.extents.window / tie.stride) : tie.extents.window;
}

export interface Place {
  readonly index: Index;
  readonly when: readonly Condition[];
}

/** Where on each axis the elements lie that meet at a place of the result's axis and a step of the sum, and when they do. */
export function placesOf(tie: Tie, result: Role, output: Index, summed: Index): { readonly [role in Role]: Place } {
  const { extents, stride, dilation, pad } = tie;
  const within = (of: Index, below: number): Condition => ({ kind: "within", of, low: 0, below: asSize(below) });
  const always = (index: Index): Place => ({ index, when: [] });
  if (result !== "wide") {
    const [p, k] = result === "narrow" ? [output, summed] : [summed, output];
    const q = add(mul(p, asSize(stride)), mul(k, asSize(dilation)), literal(-pad));
    return { wide: { index: q, when: [within(q, extents.wide)] }, narrow: always(p), window: always(k) };
  }
  const shifted = add(output, literal(pad));
  if (isPhased(tie)) {
    const k = add(mul(summed, asSize(stride)), mod(shifted, asSize(stride)));
    const p = add(div(shifted, asSize(stride)), mul(summed, { factor: -1, batch: 0 }));
    return { wide: always(output), narrow: { index: p, when: [within(p, extents.narrow)] }, window: { index: k, when: [within(k, extents.window)] } };
  }
  const distance = add(shifted, mul(summed, { factor: -dilation, batch: 0 }));
  const reached = within(distance, (extents.narrow - 1) * stride + 1);
  if (stride === 1) return { wide: always(output), narrow: { index: distance, when: [reached] }, window: always(summed) };
  return { wide: always(output), narrow: { index: div(distance, asSize(stride)), when: [reached, { kind: "divides", of: distance, by: stride }] }, window: always(summed) };
}

/** Every place on the three axes that meet. */
export function meetingsOf({ extents, stride, dilation, pad }: Tie): { readonly [role in Role]: number }[] {
  const found: { readonly [role in Role]: number }[] = [];
  for (let narrow = 0; narrow < extents.narrow; narrow++) {
    for (let window = 0; window < extents.window; window++) {
      const wide = stride * narrow + dilation * window - pad;
      if (wide >= 0 && wide < extents.wide) found.push({ wide, narrow, window });
    }
  }
  return found;
}

/** The extents of an axis that is read as a place and a phase of it; `undefined` where it isn't. */
export function partsOf(tie: Tie, result: Role): readonly [number, number] | undefined {
  const { wide } = tie.extents;
  return result === "wide" && isPhased(tie) && wide % tie.stride === 0 ? [wide / tie.stride, tie.stride] : undefined;
}
