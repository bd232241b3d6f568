/** Rules of convolutions: those that are products in disguise, and pictures whose size is no whole number of strides. */

import type { Node } from "../ir/node.js";
import { type LetterTie, contract, conv, reshape, slice, tiesOfConvolution } from "../ops/index.js";
import { type Rule, rule } from "./rule.js";

/** A tie that joins two letters into one and drops the third, whose axis has the extent 1. */
interface Trivial {
  readonly tie: LetterTie;
  readonly kept: string;
  readonly dropped: string;
}

function trivial(tie: LetterTie): Trivial | undefined {
  const { letters, extents, stride, dilation, pad } = tie;
  if (pad !== 0) return undefined;
  // One place, from which the window sees all: q = k.
  if (extents.narrow === 1 && dilation === 1 && extents.wide === extents.window) return { tie, kept: letters.window, dropped: letters.narrow };
  // A window of one element, at every place: q = p.
  if (extents.window === 1 && stride === 1 && extents.wide === extents.narrow) return { tie, kept: letters.narrow, dropped: letters.window };
  return undefined;
}

/** The letters of a tensor without a trivial tie, and the tensor without the axis that goes. */
function joined(text: string, node: Node, ties: readonly Trivial[]): { readonly letters: string; readonly node: Node } {
  const kept = [...text].flatMap((letter, axis) => (ties.some(({ dropped }) => dropped === letter) ? [] : [axis]));
  const renamed = (letter: string): string => ties.find(({ tie }) => tie.letters.wide === letter)?.kept ?? letter;
  return { letters: kept.map((axis) => renamed(text[axis])).join(""), node: reshape(node, kept.map((axis) => node.type.shape[axis])) };
}

function withoutTrivialTies([x, w]: readonly Node[], node: Node): Node | undefined {
  const { spec, ties } = tiesOfConvolution(node);
  const going = ties.flatMap((tie) => trivial(tie) ?? []);
  if (going.length === 0) return undefined;
  const [a, b] = [joined(spec.a, x, going), joined(spec.b, w, going)];
  const out = joined(spec.out, node, going).letters;
  const rest = ties.filter((tie) => !going.some((gone) => gone.tie === tie));
  const text = `${a.letters},${b.letters}->${out}`;
  return reshape(rest.length > 0 ? conv(text, a.node, b.node, rest) : contract(text, a.node, b.node), node.type.shape);
}

function wholeStrides([x, w]: readonly Node[], node: Node): Node | undefined {
  const { spec, ties } = tiesOfConvolution(node);
  const grown = ties.map((tie): LetterTie => {
    const rest = spec.out.includes(tie.letters.wide) && tie.dilation === 1 ? tie.extents.wide % tie.stride : 0;
    return rest === 0 ? tie : { ...tie, extents: { ...tie.extents, wide: tie.extents.wide + tie.stride - rest } };
  });
  if (grown.every((tie, i) => tie === ties[i])) return undefined;
  return slice(conv(`${spec.a},${spec.b}->${spec.out}`, x, w, grown), node.type.shape.map(() => 0), node.type.shape);
}

export const convolutions: readonly Rule[] = [
  rule("conv whose window is one element, or sees all from one place → contract", conv, withoutTrivialTies),
  rule("transposed conv to a part of a stride → slice of one to whole strides", conv, wholeStrides),
];
