/**
 * Kernels of convolutions laid out for their products, as a matrix is packed before it is multiplied: the rows of a tile side by
 * side, so that one load brings four of them, where a window's elements lie in the way.
 */

import { type Node, make } from "../ir/node.js";
import { conv, pad, permute, slice, specOfContraction, stop, tiesOfConvolution } from "../ops/index.js";
import { memberOf } from "../ops/stacked.js";
import type { Rule } from "../simplify/rule.js";
import { asContraction, extentOf, isTiled } from "./contraction.js";

/** Each element of a kernel is copied once, and read as often as there are tiles along a line of the product. */
const leastColumns = 512;

/** Copied in this order of axes, so many zeros past the last. */
function laidOut(kernel: Node, order: readonly number[], past: number): Node {
  const copied = permute(kernel, order);
  const none = order.map(() => 0);
  return slice(stop(pad(copied, none, [...none.slice(1), past])), none, copied.type.shape);
}

export const panels = (batch: number): Rule => ({
  name: "conv(x, w) → conv(x, w with the rows last)",
  apply(node) {
    if (memberOf(node).op !== conv.op || !isTiled(node, batch)) return undefined;
    const { left, columns } = asContraction(node)!;
    const { a, b, out } = specOfContraction(node);
    const own = [a, b][left];
    const { ties } = tiesOfConvolution(node);
    const rows = [...own].filter((letter) => out.includes(letter) && ![a, b][1 - left].includes(letter));
    const isKernel = ties.every(({ letters }) => own.includes(letters.window));
    const lined = rows.includes(own.at(-1)!) || ties.some(({ letters, extents }) => letters.window === own.at(-1) && extents.window % 4 === 0);
    if (!isKernel || lined || rows.length !== 1 || node.inputs[left].type.shape.length !== own.length || extentOf(columns, batch) < leastColumns) return undefined;
    const order = [...own].map((_, axis) => axis).sort((p, q) => Number(own[p] === rows[0]) - Number(own[q] === rows[0]));
    const extent = Number(node.inputs[left].type.shape[order.at(-1)!]);
    // Three have room for a fourth; of more, a vector would lie across the edge of a tile.
    const past = extent === 3 ? 1 : 0;
    if ((extent + past) % 4 !== 0) return undefined;
    const text = order.map((axis) => own[axis]).join("");
    const inputs = node.inputs.map((input, i) => (i === left ? laidOut(input, order, past) : input));
    return make(node.op, inputs, { ...node.attributes, spec: left === 0 ? `${text},${b}->${out}` : `${a},${text}->${out}` });
  },
});
