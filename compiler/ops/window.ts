/**
 * Windows over pictures, for pooling: `window` gives every place of a window all the elements that it sees, `fold` sums them back to
 * where they came from. Each is the other's transpose, so derivatives of every order are again these two.
 */

import { type Attributes, type Node, make, numbers } from "../ir/node.js";
import { type Access, IrError, type Op } from "../ir/op.js";
import type { Dim, Shape } from "../ir/type.js";
import { showShape } from "../ir/type.js";
import { type Builder, builder } from "./elementwise.js";
import { movement } from "./index-map.js";
import { type Tie, meetingsOf, placesOf, summedExtent } from "./tie.js";

/** One windowed axis. */
export interface AxisTie extends Tie {
  readonly axis: number;
}

function attributesOf(ties: readonly AxisTie[]): Attributes {
  return {
    axes: ties.map(({ axis }) => axis),
    wide: ties.map(({ extents }) => extents.wide),
    narrow: ties.map(({ extents }) => extents.narrow),
    window: ties.map(({ extents }) => extents.window),
    stride: ties.map(({ stride }) => stride),
    dilation: ties.map(({ dilation }) => dilation),
    pad: ties.map(({ pad }) => pad),
  };
}

function tiesOf(attributes: Attributes): readonly AxisTie[] {
  const at = (name: string, i: number): number => numbers(attributes, name)[i];
  return numbers(attributes, "axes").map((axis, i) => ({
    axis,
    extents: { wide: at("wide", i), narrow: at("narrow", i), window: at("window", i) },
    stride: at("stride", i),
    dilation: at("dilation", i),
    pad: at("pad", i),
  }));
}

function withAxes(shape: Shape, ties: readonly AxisTie[], extent: (tie: AxisTie) => number): Dim[] {
  return shape.map((dim, axis) => {
    const tie = ties.find((candidate) => candidate.axis === axis);
    return tie ? extent(tie) : dim;
  });
}

// ── window ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const windowOp = movement("window", {
  type([input], attributes) {
    const ties = tiesOf(attributes);
    if (!ties.every(({ axis, extents }) => input.shape[axis] === extents.wide)) throw new IrError(`window of ${showShape(input.shape)}`);
    return { dtype: input.dtype, shape: [...withAxes(input.shape, ties, ({ extents }) => extents.narrow), ...ties.map(({ extents }) => extents.window)] };
  },
  vjp: ({ attributes, cotangent }) => [fold(cotangent, tiesOf(attributes))],
  index(output, attributes, input) {
    const rank = input.shape.length;
    const places = tiesOf(attributes).map((tie, i) => ({ axis: tie.axis, ...placesOf(tie, "narrow", output[tie.axis], output[rank + i]).wide }));
    return { index: input.shape.map((_, axis) => places.find((place) => place.axis === axis)?.index ?? output[axis]), when: places.flatMap(({ when }) => when) };
  },
});

/** [… wide …] → [… narrow …, window]: what a window sees at each of its places, 0 outside. A tied axis turns into that of places; the windows' own axes come last. */
export const window: Builder<[x: Node, ties: readonly AxisTie[]]> = builder(windowOp, (x, ties) => make(windowOp, [x], attributesOf(ties)));

// ── fold ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const foldOp: Op = {
  name: "fold",
  type([input], attributes) {
    const ties = tiesOf(attributes);
    const rank = input.shape.length - ties.length;
    if (!ties.every(({ axis, extents }, i) => input.shape[axis] === extents.narrow && input.shape[rank + i] === extents.window)) throw new IrError(`fold of ${showShape(input.shape)}`);
    return { dtype: input.dtype, shape: withAxes(input.shape.slice(0, rank), ties, ({ extents }) => extents.wide) };
  },
  vjp: ({ attributes, cotangent }) => [window(cotangent, tiesOf(attributes))],
  evaluate({ inputs: [x], attributes, shape }) {
    const ties = tiesOf(attributes);
    const from = stridesOf(x.shape);
    const to = stridesOf(shape);
    let pairs: readonly (readonly [number, number])[] = [[0, 0]];
    shape.forEach((extent, axis) => {
      const i = ties.findIndex((tie) => tie.axis === axis);
      const steps: readonly (readonly [number, number])[] =
        i < 0
          ? Array.from({ length: extent }, (_, place) => [place * from[axis], place * to[axis]] as const)
          : meetingsOf(ties[i]).map(({ wide, narrow, window: at }) => [narrow * from[axis] + at * from[shape.length + i], wide * to[axis]] as const);
      pairs = pairs.flatMap(([read, write]) => steps.map(([further, on]) => [read + further, write + on] as const));
    });
    const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
    for (const [read, write] of pairs) out[write] += x.data[read];
    return out;
  },
  lowering: {
    kind: "reduction",
    combine: "sum",
    space: (attributes) => tiesOf(attributes).map((tie) => summedExtent(tie, "wide")),
    factors(output, reduced, attributes) {
      const ties = tiesOf(attributes);
      const places = ties.map((tie, i) => ({ axis: tie.axis, ...placesOf(tie, "wide", output[tie.axis], reduced[i]) }));
      const index = output.map((own, axis) => places.find((place) => place.axis === axis)?.narrow.index ?? own);
      const access: Access = { index: [...index, ...places.map((place) => place.window.index)], when: places.flatMap(({ narrow, window: at }) => [...narrow.when, ...at.when]) };
      return [access];
    },
  },
};

const stridesOf = (shape: readonly number[]): number[] => shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));

/** The transpose of `window`: [… narrow …, window] → [… wide …], the sum of what lies at each place. */
export const fold: Builder<[x: Node, ties: readonly AxisTie[]]> = builder(foldOp, (x, ties) => make(foldOp, [x], attributesOf(ties)));
