/**
 * Movements: every output element is one input element, or zero. Each is an index map, so in a kernel it costs nothing, and
 * each is linear, so its vjp is its transpose, which is in the set.
 */

import { add, asSize, atEdge, delinearise, div, linearise, literal, mul, zero } from "../ir/index.js";
import { type Attributes, type Node, make, numbers } from "../ir/node.js";
import { IrError } from "../ir/op.js";
import { B, type Dim, type Shape, sameShape, sameSize, showShape, sizeOf } from "../ir/type.js";
import { type Builder, builder } from "./elementwise.js";
import { movement } from "./index-map.js";
import { add as plus } from "./arithmetic.js";
import { sum } from "./reduction.js";

const shapeAttribute = (attributes: Attributes): Shape => attributes.shape as Shape;

// ── reshape ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const reshapeOp = movement("reshape", {
  type([input], attributes) {
    const shape = shapeAttribute(attributes);
    if (!sameSize(sizeOf(input.shape), sizeOf(shape))) throw new IrError(`reshape of ${showShape(input.shape)} to ${showShape(shape)}`);
    return { dtype: input.dtype, shape };
  },
  vjp: ({ inputs: [x], cotangent }) => [reshape(cotangent, x.type.shape)],
  index: (output, attributes, input) => ({ index: delinearise(linearise(output, shapeAttribute(attributes)), input.shape) }),
});

/** The same elements in the same order under another shape of the same size. */
export const reshape: Builder<[x: Node, shape: Shape]> = builder(reshapeOp, (x, shape) => (sameShape(x.type.shape, shape) ? x : make(reshapeOp, [x], { shape })));

// ── permute ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const permuteOp = movement("permute", {
  type([input], attributes) {
    const axes = numbers(attributes, "axes");
    if (axes.length !== input.shape.length || new Set(axes).size !== axes.length) throw new IrError(`permute of ${showShape(input.shape)} by [${axes.join(", ")}]`);
    return { dtype: input.dtype, shape: axes.map((axis) => input.shape[axis]) };
  },
  vjp({ attributes, cotangent }) {
    const axes = numbers(attributes, "axes");
    return [permute(cotangent, axes.map((_, axis) => axes.indexOf(axis)))];
  },
  index(output, attributes) {
    const axes = numbers(attributes, "axes");
    return { index: axes.map((_, axis) => output[axes.indexOf(axis)]) };
  },
});

/** Output axis i is input axis `axes[i]`. */
export const permute: Builder<[x: Node, axes: readonly number[]]> = builder(permuteOp, (x, axes) => (axes.every((axis, i) => axis === i) ? x : make(permuteOp, [x], { axes })));

// ── broadcast ────────────────────────────────────────────────────────────────────────────────────────────────────────

const broadcastOp = movement("broadcast", {
  type([input], attributes) {
    const shape = shapeAttribute(attributes);
    const axes = numbers(attributes, "axes");
    const fits = axes.length === input.shape.length && axes.every((to, axis) => (axis === 0 || to > axes[axis - 1]) && (input.shape[axis] === shape[to] || input.shape[axis] === 1));
    if (!fits) throw new IrError(`broadcast of ${showShape(input.shape)} to ${showShape(shape)} along [${axes.join(", ")}]`);
    return { dtype: input.dtype, shape };
  },
  /** The sum over every axis that the broadcast repeats. */
  vjp({ inputs: [x], attributes, output, cotangent }) {
    const axes = numbers(attributes, "axes");
    const repeated = output.type.shape.flatMap((dim, to) => {
      const axis = axes.indexOf(to);
      return axis < 0 || x.type.shape[axis] !== dim ? [to] : [];
    });
    return [reshape(sum(cotangent, repeated), x.type.shape)];
  },
  index(output, attributes, input) {
    return { index: numbers(attributes, "axes").map((to, axis) => (input.shape[axis] === 1 ? zero : output[to])) };
  },
});

/** Repeats `x` along the axes of `shape` that it lacks or has as 1; input axis i is output axis `axes[i]`, ascending. */
export const broadcast: Builder<[x: Node, shape: Shape, axes: readonly number[]]> = builder(broadcastOp, (x, shape, axes) => (sameShape(x.type.shape, shape) ? x : make(broadcastOp, [x], { shape, axes })));

// ── pad and slice, each other's transposes ───────────────────────────────────────────────────────────────────────────

function padded(dim: Dim, low: number, high: number, interior: number): Dim {
  if (dim === B) {
    if (low !== 0 || high !== 0 || interior !== 0) throw new IrError("pad of the batch axis");
    return B;
  }
  return low + dim + Math.max(0, dim - 1) * interior + high;
}

const padOp = movement("pad", {
  type([input], attributes) {
    const [low, high, interior] = ["low", "high", "interior"].map((name) => numbers(attributes, name));
    if ([...low, ...high, ...interior].some((amount) => amount < 0)) throw new IrError("pad by a negative amount");
    return { dtype: input.dtype, shape: input.shape.map((dim, axis) => padded(dim, low[axis], high[axis], interior[axis])) };
  },
  vjp({ inputs: [x], attributes, cotangent }) {
    const [low, interior] = ["low", "interior"].map((name) => numbers(attributes, name));
    const end = x.type.shape.map((dim, axis): Dim => (dim === B ? B : low[axis] + (dim - 1) * (interior[axis] + 1) + 1));
    return [slice(cotangent, low, end, interior.map((amount) => amount + 1))];
  },
  index(output, attributes, input) {
    const [low, interior] = ["low", "interior"].map((name) => numbers(attributes, name));
    const shifted = output.map((index, axis) => add(index, literal(-low[axis])));
    const when = shifted.flatMap((of, axis) => {
      const dim = input.shape[axis];
      const step = interior[axis] + 1;
      const within = dim === B ? [] : [{ kind: "within", of, low: 0, below: asSize((dim - 1) * step + 1) } as const];
      return step > 1 ? [...within, { kind: "divides", of, by: step } as const] : within;
    });
    return { index: shifted.map((of, axis) => (interior[axis] > 0 ? div(of, asSize(interior[axis] + 1)) : of)), when };
  },
});

/** Zeros before, after and between the elements of each axis. */
export const pad: Builder<[x: Node, low: readonly number[], high: readonly number[], interior?: readonly number[]]> = builder(padOp, (x, low, high, interior = low.map(() => 0)) => ([...low, ...high, ...interior].every((amount) => amount === 0) ? x : make(padOp, [x], { low, high, interior })));

const sliceOp = movement("slice", {
  type([input], attributes) {
    const [start, step] = ["start", "step"].map((name) => numbers(attributes, name));
    const end = attributes.end as Shape;
    const shape = input.shape.map((dim, axis): Dim => {
      const to = end[axis];
      if (dim === B || to === B) {
        if (dim !== to || start[axis] !== 0 || step[axis] !== 1) throw new IrError("slice of the batch axis");
        return B;
      }
      if (start[axis] < 0 || to > dim || to <= start[axis] || step[axis] < 1) throw new IrError(`slice ${start[axis]} to ${to} by ${step[axis]} of ${showShape(input.shape)}`);
      return Math.ceil((to - start[axis]) / step[axis]);
    });
    return { dtype: input.dtype, shape };
  },
  vjp({ inputs: [x], attributes, output, cotangent }) {
    const [start, step] = ["start", "step"].map((name) => numbers(attributes, name));
    const high = x.type.shape.map((dim, axis) => {
      const kept = output.type.shape[axis];
      return dim === B || kept === B ? 0 : dim - start[axis] - (kept - 1) * step[axis] - 1;
    });
    return [pad(cotangent, start, high, step.map((amount) => amount - 1))];
  },
  index(output, attributes) {
    const [start, step] = ["start", "step"].map((name) => numbers(attributes, name));
    return { index: output.map((index, axis) => add(mul(index, asSize(step[axis])), literal(start[axis]))) };
  },
});

/** Elements `start`, `start + step`, … below `end` of each axis; a batch axis is taken whole (0, "B", 1). */
export const slice: Builder<[x: Node, start: readonly number[], end: Shape, step?: readonly number[]]> = builder(sliceOp, (x, start, end, step = start.map(() => 1)) => {
  const whole = x.type.shape.every((dim, axis) => start[axis] === 0 && step[axis] === 1 && end[axis] === dim);
  return whole ? x : make(sliceOp, [x], { start, end, step });
});

// ── reverse ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const reverseOp = movement("reverse", {
  type: ([input]) => input,
  vjp: ({ attributes, cotangent }) => [reverse(cotangent, numbers(attributes, "axes"))],
  index(output, attributes, input) {
    const axes = numbers(attributes, "axes");
    return { index: output.map((index, axis) => (axes.includes(axis) ? add(literal(input.shape[axis] === B ? { factor: 1, batch: 1 } : asSize(input.shape[axis])), literal(-1), mul(index, { factor: -1, batch: 0 })) : index)) };
  },
});

/** The elements of these axes in the opposite order. */
export const reverse: Builder<[x: Node, axes: readonly number[]]> = builder(reverseOp, (x, axes) => (axes.length === 0 ? x : make(reverseOp, [x], { axes })));

// ── extend ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const modes = { reflect: "mirrored", replicate: "held" } as const;

const extendOp = movement("extend", {
  uneven: true,
  type([input], attributes) {
    const { axis, by, mode } = extensionOf(attributes);
    const extent = input.shape[axis];
    if (extent === B || (mode === "reflect" && by >= extent)) throw new IrError(`extend of axis ${axis} of ${showShape(input.shape)} by ${by}`);
    return { dtype: input.dtype, shape: input.shape.map((dim, i) => (i === axis ? extent + 2 * by : dim)) };
  },
  /** What lies past the ends goes back to the elements that it came from. */
  vjp({ inputs: [x], attributes, cotangent }) {
    const { axis, by, mode } = extensionOf(attributes);
    const extent = Number(x.type.shape[axis]);
    const along = (part: number): number[] => x.type.shape.map((_, i) => (i === axis ? part : 0));
    const part = (from: number, to: number): Node => slice(cotangent, along(from), cotangent.type.shape.map((dim, i) => (i === axis ? to : dim)));
    const at = (part: Node, from: number): Node => pad(part, along(from), along(extent - from - Number(part.type.shape[axis])));
    const [before, after] = [part(0, by), part(by + extent, 2 * by + extent)];
    const whole = part(by, by + extent);
    if (mode === "reflect") return [plus(plus(at(reverse(before, [axis]), 1), whole), at(reverse(after, [axis]), extent - 1 - by))];
    const summed = (part: Node): Node => reshape(sum(part, [axis]), part.type.shape.map((dim, i) => (i === axis ? 1 : dim)));
    return [plus(plus(at(summed(before), 0), whole), at(summed(after), extent - 1))];
  },
  index(output, attributes, input) {
    const { axis, by, mode } = extensionOf(attributes);
    return { index: output.map((index, i) => (i === axis ? atEdge(modes[mode], add(index, literal(-by)), asSize(input.shape[axis])) : index)) };
  },
});

interface Extension {
  readonly axis: number;
  readonly by: number;
  readonly mode: keyof typeof modes;
}

const extensionOf = (attributes: Attributes): Extension => ({ axis: attributes.axis as number, by: attributes.by as number, mode: attributes.mode as Extension["mode"] });

/** `by` more elements at both ends of an axis: the picture mirrored at its first and last element, of which it has more than `by`, or these repeated. */
export const extend: Builder<[x: Node, axis: number, by: number, mode: "reflect" | "replicate"]> = builder(extendOp, (x, axis, by, mode) => (by === 0 ? x : make(extendOp, [x], { axis, by, mode })));
