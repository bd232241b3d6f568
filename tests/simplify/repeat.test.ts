/** Convolutions beside a repeat, over what a tie may be: all three tensors as the repeated one, windows, repeats, pads, axes, groups. */

import { expect, test } from "vitest";
import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning, reachable } from "../../compiler/ir/node.js";
import { type Shape, sizeOf } from "../../compiler/ir/type.js";
import * as ops from "../../compiler/ops/index.js";
import { simplify } from "../../compiler/simplify/simplify.js";
import { generator } from "../ir/random-graph.js";
import { Inputs, memoryOf } from "../ops/inputs.js";

interface Setting {
  readonly space: 1 | 2;
  readonly factor: number;
  readonly window: number;
  readonly pad: number;
  /** Which of the tie's letters count the repeated picture. */
  readonly repeated: "wide" | "narrow";
  readonly groups: number;
}

const settings: Setting[] = ([1, 2] as const).flatMap((space) =>
  [2, 3].flatMap((factor) => [3, 4, 5].flatMap((window) => [0, 1, window - 1].flatMap((pad) => (["wide", "narrow"] as const).map((repeated) => ({ space, factor, window, pad, repeated, groups: window === 3 ? 2 : 1 })))),
  ));

/** Only the axes of space are repeated, all `factor` times. */
function repeat(x: Node, space: number, factor: number): Node {
  const { shape } = x.type;
  const first = shape.length - space;
  const parted = shape.flatMap((dim, axis) => (axis < first ? [dim] : [dim, factor]));
  const kept = shape.map((_, axis) => (axis < first ? axis : first + 2 * (axis - first)));
  return ops.reshape(ops.broadcast(x, parted, kept), shape.map((dim, axis) => (axis < first ? dim : Number(dim) * factor)));
}

function summedOver(x: Node, space: number, factor: number): Node {
  const { shape } = x.type;
  const first = shape.length - space;
  const parted = shape.flatMap((dim, axis) => (axis < first ? [dim] : [Number(dim) / factor, factor]));
  return ops.sum(ops.reshape(x, parted), Array.from({ length: space }, (_, i) => first + 2 * i + 1));
}

/** The convolution with each of its three tensors as the result, beside a repeat of the picture whose letters are `repeated`. */
function products({ space, factor, window, pad, repeated, groups }: Setting, inputs: Inputs): { readonly name: string; readonly node: Node }[] {
  const small = 3;
  const large = small * factor;
  const ties = Array.from({ length: space }, (_, i): ops.LetterTie => {
    const [wide, narrow] = repeated === "wide" ? [large, large + 2 * pad - window + 1] : [large - 2 * pad + window - 1, large];
    return { letters: { wide: "xy"[i], narrow: "mn"[i], window: "kl"[i] }, extents: { wide, narrow, window }, stride: 1, dilation: 1, pad };
  });
  const letters = (role: ops.Role): string => ties.map((tie) => tie.letters[role]).join("");
  const extents = (role: ops.Role): number[] => ties.map((tie) => tie.extents[role]);
  const other = repeated === "wide" ? "narrow" : "wide";
  const picture = (features: number, space: readonly number[]): Shape => ["B", ...(groups > 1 ? [groups] : []), features, ...space];
  const g = groups > 1 ? "g" : "";
  const texts = { picture: `b${g}i${letters(repeated)}`, other: `b${g}o${letters(other)}`, kernel: `${g}oi${letters("window")}` };
  const x = inputs.input(picture(2, ties.map(() => small)));
  const y = inputs.input(picture(3, extents(other)));
  const w = inputs.input([...(groups > 1 ? [groups] : []), 3, 2, ...extents("window")]);
  return [
    { name: "forward", node: ops.conv(`${texts.picture},${texts.kernel}->${texts.other}`, repeat(x, space, factor), w, ties) },
    { name: "kernel's gradient", node: ops.conv(`${texts.other},${texts.picture}->${texts.kernel}`, y, repeat(x, space, factor), ties) },
    { name: "picture's gradient", node: summedOver(ops.conv(`${texts.kernel},${texts.other}->${texts.picture}`, w, y, ties), space, factor) },
  ];
}

/** How many multiplications a sample's convolutions do. */
function multiplications(root: Node): number {
  const ofOne = (node: Node): number => {
    const { lowering } = node.op;
    if (!("space" in lowering)) return 0;
    const reduced = lowering.space(node.attributes, node.inputs.map(({ type }) => type));
    return sizeOf([...node.type.shape, ...reduced]).factor;
  };
  return reachable([root]).filter((node) => node.op === ops.conv.op).reduce((sum, node) => sum + ofOne(node), 0);
}

const strides = (root: Node): unknown[] => reachable([root]).filter((node) => node.op === ops.conv.op).map((node) => node.attributes.stride);

test.each(settings)("$space axes, $factor times, a window of $window, pad $pad, the $repeated one repeated, $groups groups", (setting) => {
  interning(() => {
    const inputs = new Inputs(generator(7));
    for (const { name, node } of products(setting, inputs)) {
      const graph = { name: "repeat", assignments: [], outputs: [{ name: "out", value: node }] };
      const result = simplify(graph).outputs[0].value;
      const [before, after] = evaluate([node, result], memoryOf(inputs.sources, 2, generator(3)), 2);
      before.data.forEach((value, i) => expect(after.data[i], name).toBeCloseTo(value, 9));
      const [most, now] = [node, result].map(multiplications);
      expect(now, name).toBeLessThanOrEqual(most);
      if (now < most) expect(strides(result), name).toEqual([Array(setting.space).fill(setting.factor)]);
      // Where the small picture is large enough for its edges not to count, and the pad is no more than the window reaches over.
      if (setting.pad === 1 && name !== "kernel's gradient") expect(now, name).toBeLessThan(most);
    }
  });
});
