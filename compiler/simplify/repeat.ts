/**
 * Rules of products beside a repeat (`upsample`), which gives every element s times along an axis: what meets the same element is
 * summed once, and no longer multiplied at each place of the large picture.
 *
 * Of a convolution it is the weights that are summed: with s = 2 and a window of K = 3, two multiplications along an axis stay of
 * three. Of a tie q = p + k - pad, with r < s the place within a repeat:
 *   q = s·m + r:  p = s·m + u - (K - 1 - pad),  u = r + (K - 1 - k);
 *   p = s·m + r:  q = s·m + u - pad,            u = r + k.
 * Both are ties again, of stride s between m and the other axis, with a window of s + K - 1.
 */

import type { Node } from "../ir/node.js";
import type { Dim, Shape } from "../ir/type.js";
import { type LetterTie, type Role, add, broadcast, contract, conv, pad, reshape, reverse, roles, slice, specOfContraction, sum, summedExtent, tiesOfConvolution } from "../ops/index.js";
import { type Factors, repeat, smaller, sumOfRepeats } from "../ops/repeat.js";
import { axesOf } from "./movement.js";
import { type Rule, is, rule } from "./rule.js";

/** Which of an operation's three tensors is the small picture: an operand, or the result. */
type Tensor = 0 | 1 | 2;

/**
 * The factors of `shape`, where `parted` is that shape with an axis [m·s] as [m, s] and `repeats` are the axes s. `undefined` where there
 * is none, or where one isn't the last part of an axis.
 */
function factorsOf(shape: Shape, parted: Shape, repeats: (axis: number) => boolean): Factors | undefined {
  const factors: number[] = [];
  for (let to = 0; factors.length < shape.length; ) {
    const from = factors.length;
    let end = from;
    const first = to;
    // The fewest axes of both that hold the same number of elements.
    for (let [large, small] = [shape[end++], parted[to++]]; large !== small; ) {
      if (typeof large !== "number" || typeof small !== "number") return undefined;
      const next: Dim | undefined = small < large ? parted[to++] : shape[end++];
      if (typeof next !== "number") return undefined;
      if (small < large) small *= next;
      else large *= next;
    }
    const repeated = Array.from({ length: to - first }, (_, i) => first + i).filter(repeats);
    if (repeated.length === 0) factors.push(...Array.from({ length: end - from }, () => 1));
    else if (end === from + 1 && to === first + 2 && repeated.join() === String(first + 1)) factors.push(Number(parted[first + 1]));
    else return undefined;
  }
  return factors.some((factor) => factor > 1) ? factors : undefined;
}

/** The picture of which a node repeats the elements. */
function repeated(node: Node): { readonly small: Node; readonly factors: Factors } | undefined {
  const spread = is(node, reshape) ? node.inputs[0] : undefined;
  if (!spread || !is(spread, broadcast) || spread.inputs[0].type.shape.includes(1)) return undefined;
  const factors = factorsOf(node.type.shape, spread.type.shape, (axis) => !axesOf(spread).includes(axis));
  return factors && { small: reshape(spread.inputs[0], smaller(node.type.shape, factors)), factors };
}

// ── Convolutions ─────────────────────────────────────────────────────────────────────────────────────────────────────

const sumOf = (count: number, term: (r: number) => Node): Node => Array.from({ length: count }, (_, r) => term(r)).reduce((a, b) => add(a, b));

/** Along an axis [K] → [s + K - 1]: each sum of the elements that meet in one of the small picture. */
function widened(w: Node, axis: number, factor: number): Node {
  const at = (amount: number): number[] => w.type.shape.map((_, a) => (a === axis ? amount : 0));
  return sumOf(factor, (r) => pad(w, at(r), at(factor - 1 - r)));
}

/** The transpose of `widened`: [s + K - 1] → [K]. */
function narrowed(w: Node, axis: number, factor: number): Node {
  const { shape } = w.type;
  const extent = Number(shape[axis]) - factor + 1;
  return sumOf(factor, (r) => slice(w, shape.map((_, a) => (a === axis ? r : 0)), shape.map((dim, a) => (a === axis ? r + extent : dim))));
}

/** Which of a tie's letters stands in a tensor's. */
const roleIn = ({ letters }: LetterTie, text: string): Role | undefined => roles.find((role) => text.includes(letters[role]));

/** A tie whose letter of `role` counts the small picture's elements from now on; `undefined` where that can't be. */
function tieOfSmall({ letters, extents, stride, dilation, pad: before }: LetterTie, role: Role, factor: number): LetterTie | undefined {
  const offset = role === "wide" ? extents.window - 1 - before : before;
  if (stride !== 1 || dilation !== 1 || role === "window" || offset < 0) return undefined;
  const other = role === "wide" ? "narrow" : "wide";
  return {
    letters: { wide: letters[other], narrow: letters[role], window: letters.window },
    extents: { wide: extents[other], narrow: extents[role] / factor, window: extents.window + factor - 1 },
    stride: factor,
    dilation,
    pad: offset,
  };
}

/** How many elements meet along a tie's axes, where `out` has the result's letters. */
function meetings(tie: LetterTie, out: string): number {
  const result = roleIn(tie, out)!;
  return tie.extents[result] * summedExtent(tie, result);
}

/** A convolution with the small picture as one of its tensors: `small` where that is an operand; as the result, the sum of each repeat. */
function convolved(node: Node, tensor: Tensor, factors: Factors, small?: Node): Node | undefined {
  const { spec, ties } = tiesOfConvolution(node);
  const texts = [spec.a, spec.b, spec.out];
  const inputs = node.inputs.map((input, i) => (i === tensor ? small! : input));
  const replaced = new Map<LetterTie, LetterTie>();
  const last: ((result: Node) => Node)[] = [];
  for (const [place, factor] of factors.entries()) {
    if (factor === 1) continue;
    const tie = ties.find((candidate) => roleIn(candidate, texts[tensor][place]));
    if (!tie) return undefined;
    const role = roleIn(tie, texts[tensor])!;
    const better = tieOfSmall(tie, role, factor);
    if (!better || meetings(better, spec.out) >= meetings(tie, spec.out)) return undefined;
    replaced.set(tie, better);
    const windows = texts.findIndex((text) => text.includes(tie.letters.window));
    const axis = texts[windows].indexOf(tie.letters.window);
    const turned = (w: Node): Node => (role === "wide" ? reverse(w, [axis]) : w);
    if (windows < inputs.length) inputs[windows] = widened(turned(inputs[windows]), axis, factor);
    else last.push((result) => turned(narrowed(result, axis, factor)));
  }
  const product = conv(`${spec.a},${spec.b}->${spec.out}`, inputs[0], inputs[1], ties.map((tie) => replaced.get(tie) ?? tie));
  return last.reduce((result, step) => step(result), product);
}

// ── Contractions ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A contraction with the small picture as one of its tensors. The other that has the repeated axis is an operand, summed over the repeats, or the result, repeated. */
function contracted(node: Node, tensor: Tensor, factors: Factors, small?: Node): Node | undefined {
  const { a, b, out } = specOfContraction(node);
  const texts = [a, b, out];
  const letters = [...texts[tensor]].filter((_, axis) => factors[axis] > 1);
  const others = texts.flatMap((text, i) => (i !== tensor && letters.some((letter) => text.includes(letter)) ? [i] : []));
  if (others.length !== 1 || !letters.every((letter) => texts[others[0]].includes(letter))) return undefined;
  const factorsAt = [...texts[others[0]]].map((letter) => Math.max(1, factors[texts[tensor].indexOf(letter)] ?? 1));
  const inputs = node.inputs.map((input, i) => (i === tensor ? small! : i === others[0] ? sumOfRepeats(input, factorsAt) : input));
  const product = contract(`${a},${b}->${out}`, inputs[0], inputs[1]);
  return others[0] === 2 ? repeat(product, factorsAt) : product;
}

export const repeats: readonly Rule[] = [conv, contract].flatMap((made) => {
  const withSmall = made === conv ? convolved : contracted;
  const { name } = made.op;
  return [
    rule(`${name} of a repeated picture → ${name} of the picture`, made, (inputs, node) => {
      for (const tensor of [0, 1] as const) {
        const found = repeated(inputs[tensor]);
        const result = found && withSmall(node, tensor, found.factors, found.small);
        if (result) return result;
      }
      return undefined;
    }),
    rule(`Σ of ${name} over each repeat → ${name} to the small picture`, sum, ([x], node) => {
      const product = is(x, reshape) ? x.inputs[0] : undefined;
      if (!product || product.op !== made.op) return undefined;
      const factors = factorsOf(product.type.shape, x.type.shape, (axis) => axesOf(node).includes(axis));
      const result = factors && withSmall(product, 2, factors);
      return result && reshape(result, node.type.shape);
    }),
  ];
});
