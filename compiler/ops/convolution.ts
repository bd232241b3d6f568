/**
 * Convolution in its general form: a two-operand einsum some of whose letters are tied (`tie.ts`), one letter of each tensor in
 * T = Σ wide · narrow · window. Which of the three is the result says which operation it is: the narrow one is a convolution (of
 * the wide one by the window), the wide one a transposed convolution, the window a kernel's gradient. So both vjps of each are
 * again this operation, by trading an operand's letters with the result's, as for `contract`.
 */

import type { Index } from "../ir/index.js";
import { type Attributes, type Node, make, numbers } from "../ir/node.js";
import { type Access, IrError, type Op } from "../ir/op.js";
import type { Dim, Type } from "../ir/type.js";
import { type Builder, builder } from "./elementwise.js";
import { type Spec, extentsOf, parseSpec } from "./spec.js";
import { type Place, type Role, type Tie, meetingsOf, partsOf, placesOf, roles, summedExtent } from "./tie.js";

/** The letters of a spec that a tie joins. */
export interface LetterTie extends Tie {
  readonly letters: { readonly [role in Role]: string };
}

const specOf = (attributes: Attributes): Spec => parseSpec(String(attributes.spec));
const byRole = <T>(of: (role: Role) => T): { readonly [role in Role]: T } => ({ wide: of("wide"), narrow: of("narrow"), window: of("window") });

/** As attributes: `wide="yx" narrow="mn" window="kl"` are the letters, in the order of the ties. */
function attributesOf(spec: string, ties: readonly LetterTie[]): Attributes {
  const letters = roles.map((role) => [role, ties.map((tie) => tie.letters[role]).join("")] as const);
  const extents = roles.map((role) => [`${role}_extents`, ties.map((tie) => tie.extents[role])] as const);
  const numbersOf = (["stride", "dilation", "pad"] as const).map((name) => [name, ties.map((tie) => tie[name])] as const);
  return { spec, ...Object.fromEntries([...letters, ...extents, ...numbersOf]) };
}

function tiesOf(attributes: Attributes): readonly LetterTie[] {
  return numbers(attributes, "stride").map((stride, i) => ({
    letters: byRole((role) => String(attributes[role])[i]),
    extents: byRole((role) => numbers(attributes, `${role}_extents`)[i]),
    stride,
    dilation: numbers(attributes, "dilation")[i],
    pad: numbers(attributes, "pad")[i],
  }));
}

/** Those of a tie's letters are known: the result may have one that no operand has. */
function lettersOf(spec: Spec, ties: readonly LetterTie[], inputs: readonly Type[]): Map<string, Dim> {
  return extentsOf(spec, inputs, ties.flatMap(({ letters, extents }) => roles.map((role) => [letters[role], extents[role]] as const)));
}

const isTied = (ties: readonly LetterTie[], letter: string): boolean => ties.some(({ letters }) => roles.some((role) => letters[role] === letter));

/** Letters that are summed over and not tied, in the order of the first operand. */
function untiedSums({ a, out }: Spec, ties: readonly LetterTie[]): string[] {
  return [...a].filter((letter) => !out.includes(letter) && !isTied(ties, letter));
}

function resultOf({ letters }: LetterTie, { out }: Spec): Role {
  return roles.find((role) => out.includes(letters[role]))!;
}

const convOp: Op = {
  name: "conv",
  type(inputs, attributes) {
    const spec = specOf(attributes);
    const ties = tiesOf(attributes);
    const found = lettersOf(spec, ties, inputs);
    const tensors = [spec.a, spec.b, spec.out];
    const meet = ties.every(({ letters }) => new Set(roles.map((role) => tensors.findIndex((text) => text.includes(letters[role])))).size === 3);
    const shape = [...spec.out].map((letter) => found.get(letter));
    if (!meet || inputs.some(({ dtype }) => dtype !== "f32") || new Set(spec.out).size !== spec.out.length || shape.includes(undefined)) throw new IrError(`conv "${String(attributes.spec)}"`);
    return { dtype: "f32", shape: shape.map((dim) => dim!) };
  },
  vjp({ inputs: [x, w], attributes, cotangent }) {
    const { a, b, out } = specOf(attributes);
    const ties = tiesOf(attributes);
    return [conv(`${out},${b}->${a}`, cotangent, w, ties), conv(`${out},${a}->${b}`, cotangent, x, ties)];
  },
  evaluate({ inputs: [x, w], attributes, shape }) {
    const spec = specOf(attributes);
    const ties = tiesOf(attributes);
    const tensors = [{ letters: spec.a, shape: x.shape }, { letters: spec.b, shape: w.shape }, { letters: spec.out, shape }];
    const size = new Map(tensors.flatMap(({ letters, shape: extents }) => [...letters].map((letter, axis) => [letter, extents[axis]] as const)));
    const untied = [...size].filter(([letter]) => !isTied(ties, letter)).map(([letter, extent]) => Array.from({ length: extent }, (_, i) => new Map([[letter, i]])));
    const tied = ties.map((tie) => meetingsOf(tie).map((meeting) => new Map(roles.map((role) => [tie.letters[role], meeting[role]]))));
    const [free, meeting] = [offsets(tensors, untied), offsets(tensors, tied)];
    const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
    for (const [a, b, to] of free) for (const [p, q, r] of meeting) out[to + r] += x.data[a + p] * w.data[b + q];
    return out;
  },
  lowering: {
    kind: "reduction",
    combine: "sum",
    space(attributes, inputs) {
      const spec = specOf(attributes);
      const ties = tiesOf(attributes);
      const found = lettersOf(spec, ties, inputs);
      return [...untiedSums(spec, ties).map((letter) => found.get(letter)!), ...ties.map((tie) => summedExtent(tie, resultOf(tie, spec)))];
    },
    factors(output, reduced, attributes) {
      const spec = specOf(attributes);
      const ties = tiesOf(attributes);
      const sums = untiedSums(spec, ties);
      const free = new Map<string, Index>([...[...spec.out].map((letter, axis) => [letter, output[axis]] as const), ...sums.map((letter, i) => [letter, reduced[i]] as const)]);
      const tied = new Map<string, Place>();
      ties.forEach((tie, i) => {
        const result = resultOf(tie, spec);
        const places = placesOf(tie, result, free.get(tie.letters[result])!, reduced[sums.length + i]);
        roles.forEach((role) => tied.set(tie.letters[role], places[role]));
      });
      return [spec.a, spec.b].map((letters): Access => ({
        index: [...letters].map((letter) => tied.get(letter)?.index ?? free.get(letter)!),
        when: [...letters].flatMap((letter) => tied.get(letter)?.when ?? []),
      }));
    },
    parts(attributes, { shape }) {
      const spec = specOf(attributes);
      const ties = tiesOf(attributes);
      return [...spec.out].map((letter, axis) => {
        const tie = ties.find(({ letters }) => letters.wide === letter);
        return (tie && partsOf(tie, "wide")) ?? [shape[axis]];
      });
    },
  },
};

/** For every choice of one place from each list, the row-major offset that it adds in each tensor. */
function offsets(tensors: readonly { readonly letters: string; readonly shape: readonly number[] }[], lists: readonly (readonly ReadonlyMap<string, number>[])[]): number[][] {
  const strides = tensors.map(({ letters, shape }) => new Map([...letters].map((letter, axis) => [letter, shape.slice(axis + 1).reduce((a, b) => a * b, 1)])));
  return lists.reduce<number[][]>(
    (starts, list) => {
      const steps = list.map((place) => strides.map((stride) => [...place].reduce((sum, [letter, i]) => sum + i * (stride.get(letter) ?? 0), 0)));
      return starts.flatMap((start) => steps.map((step) => start.map((offset, i) => offset + step[i])));
    },
    [tensors.map(() => 0)],
  );
}

/** Σ over every letter that the result lacks of a · b, where the ties hold. A letter stands in at least two of the three tensors, a tied one in one. */
export const conv: Builder<[spec: string, a: Node, b: Node, ties: readonly LetterTie[]]> = builder(convOp, (spec, a, b, ties) => make(convOp, [a, b], attributesOf(spec, ties)));

/** The letters of a convolution node, and how they are tied. */
export function tiesOfConvolution(node: Node): { readonly spec: Spec; readonly ties: readonly LetterTie[] } {
  return { spec: specOf(node.attributes), ties: tiesOf(node.attributes) };
}
