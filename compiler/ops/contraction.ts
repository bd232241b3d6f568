/**
 * Two-operand einsum: `contract("bi,oi->bo", x, w)` is x · wᵀ. Matrix product, its transposes, outer and inner products are
 * this one operation. Both cotangents are contractions again, by trading an operand's letters with the result's:
 *   x̄ = contract("bo,oi->bi", ȳ, w)        w̄ = contract("bo,bi->oi", ȳ, x)
 * An index of one operand alone is summed before (the builder does), and broadcast back by the sum's own vjp.
 */

import type { Index } from "../ir/index.js";
import { type Attributes, type Node, make } from "../ir/node.js";
import { IrError, type Op } from "../ir/op.js";
import { type Builder, builder } from "./elementwise.js";
import { sum } from "./reduction.js";
import { type Spec, extentsOf, parseSpec } from "./spec.js";

const specOf = (attributes: Attributes): Spec => parseSpec(String(attributes.spec));
/** Letters that are summed over, in the order of the first operand. */
const summedOf = ({ a, out }: Spec): string[] => [...a].filter((letter) => !out.includes(letter));

const contractOp: Op = {
  name: "contract",
  type(inputs, attributes) {
    const spec = specOf(attributes);
    const found = extentsOf(spec, inputs);
    if (inputs.some(({ dtype }) => dtype !== "f32") || new Set(spec.out).size !== spec.out.length) throw new IrError(`contract "${String(attributes.spec)}"`);
    const shape = [...spec.out].map((letter) => {
      const dim = found.get(letter);
      if (dim === undefined) throw new IrError(`contract "${String(attributes.spec)}": ${letter} comes from nowhere`);
      return dim;
    });
    return { dtype: "f32", shape };
  },
  vjp({ inputs: [x, w], attributes, cotangent }) {
    const { a, b, out } = specOf(attributes);
    return [contract(`${out},${b}->${a}`, cotangent, w), contract(`${out},${a}->${b}`, cotangent, x)];
  },
  evaluate({ inputs: [x, w], attributes }) {
    const spec = specOf(attributes);
    const size = new Map<string, number>();
    [...spec.a].forEach((letter, axis) => size.set(letter, x.shape[axis]));
    [...spec.b].forEach((letter, axis) => size.set(letter, w.shape[axis]));
    const batch = [...spec.out].filter((letter) => spec.a.includes(letter) && spec.b.includes(letter));
    const rows = [...spec.out].filter((letter) => spec.a.includes(letter) && !spec.b.includes(letter));
    const columns = [...spec.out].filter((letter) => !spec.a.includes(letter));
    const summed = summedOf(spec);
    const left = offsets(spec.a, x.shape, [batch, rows, summed], size);
    const right = offsets(spec.b, w.shape, [batch, columns, summed], size);
    const result = offsets(spec.out, [...spec.out].map((letter) => size.get(letter)!), [batch, rows, columns], size);
    const out = new Float64Array(result.length);
    for (let z = 0; z < left[0].length; z++) {
      for (let m = 0; m < left[1].length; m++) {
        for (let n = 0; n < right[1].length; n++) {
          const from = left[0][z] + left[1][m];
          const with_ = right[0][z] + right[1][n];
          let total = 0;
          for (let k = 0; k < left[2].length; k++) total += x.data[from + left[2][k]] * w.data[with_ + right[2][k]];
          out[result[0][z] + result[1][m] + result[2][n]] = total;
        }
      }
    }
    return out;
  },
  lowering: {
    kind: "reduction",
    combine: "sum",
    space(attributes, inputs) {
      const spec = specOf(attributes);
      const found = extentsOf(spec, inputs);
      return summedOf(spec).map((letter) => found.get(letter)!);
    },
    factors(output, reduced, attributes) {
      const spec = specOf(attributes);
      const summed = summedOf(spec);
      const at = (letter: string): Index => (spec.out.includes(letter) ? output[spec.out.indexOf(letter)] : reduced[summed.indexOf(letter)]);
      return [spec.a, spec.b].map((letters) => ({ index: [...letters].map(at) }));
    },
  },
};

type Offsets = { readonly [group in 0 | 1 | 2]: readonly number[] } & { readonly length: number };

/** For each of three groups of letters, the row-major offsets of all their index tuples; `length` is the number of elements. */
function offsets(letters: string, shape: readonly number[], groups: readonly (readonly string[])[], size: ReadonlyMap<string, number>): Offsets {
  const stride = new Map<string, number>();
  let count = 1;
  for (let axis = letters.length - 1; axis >= 0; axis--) {
    stride.set(letters[axis], count);
    count *= shape[axis];
  }
  const lists = groups.map((group) =>
    group.reduce<number[]>((starts, letter) => starts.flatMap((start) => Array.from({ length: size.get(letter)! }, (_, i) => start + i * stride.get(letter)!)), [0]),
  );
  return { 0: lists[0], 1: lists[1], 2: lists[2], length: count };
}

/** Σ over every letter that the result lacks of a · b. Axes may be the batch. */
export const contract: Builder<[spec: string, a: Node, b: Node]> = builder(contractOp, (spec, a, b) => {
  const parsed = parseSpec(spec);
  const left = alone(parsed.a, parsed.b, parsed.out, a);
  const right = alone(parsed.b, parsed.a, parsed.out, b);
  return make(contractOp, [left.node, right.node], { spec: `${left.letters},${right.letters}->${parsed.out}` });
});

/** Sums away the letters that neither the other operand nor the result has. */
function alone(letters: string, other: string, out: string, node: Node): { letters: string; node: Node } {
  const axes = [...letters].flatMap((letter, axis) => (other.includes(letter) || out.includes(letter) ? [] : [axis]));
  return { letters: [...letters].filter((_, axis) => !axes.includes(axis)).join(""), node: sum(node, axes) };
}

/** The letters of a contraction node. */
export function specOfContraction(node: Node): Spec {
  return specOf(node.attributes);
}
