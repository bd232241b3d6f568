/**
 * Matrix products. A batched vector [n] is also the matrix [B, n] of its samples, so that `matmul(v, transpose(v))` is the
 * batch's Gram matrix; a batched matrix is one matrix a sample.
 */

import { B, type Shape } from "../ir/type.js";
import { contract, permute } from "../ops/index.js";
import { asNumber, typeOf } from "./align.js";
import { Mistake, type Builtin } from "./builtin.js";
import { irShape, showTensor, tensor, type TensorType } from "./type.js";

/** Letters of the operands' axes and of the result's. */
interface Spec {
  readonly a: string;
  readonly b: string;
  readonly result: string;
}

/**
 * Which axes meet. Where the left one's last axis is the batch, the batch is summed over: [n, B] · [B, m]. Otherwise the
 * samples stay apart, each operand is a vector, a matrix or a stack of matrices for each, and what isn't batched is the same for all.
 */
function specOf(a: TensorType, b: TensorType): Spec {
  if (meetsBatch(a, b)) return { a: "mb", b: "bn", result: "mn" };
  const stack = stackLetters(a.shape.length, b.shape.length);
  const rows = a.shape.length >= 2 ? "m" : "";
  const columns = b.shape.length >= 2 ? "n" : "";
  return {
    a: `${a.batched ? "z" : ""}${stack.a}${rows}k`,
    b: `${b.batched ? "z" : ""}${stack.b}k${columns}`,
    result: `${a.batched || b.batched ? "z" : ""}${stack.result}${rows}${columns}`,
  };
}

function meetsBatch(a: TensorType, b: TensorType): boolean {
  return irShape(a).length === 2 && a.shape.at(-1) === B && b.batched && b.shape.length === 1;
}

/** Axes before the last two are matched from the right; where one operand has none, it is the same for all of the other's. */
function stackLetters(rankA: number, rankB: number): Spec {
  const letters = "abcdefgh";
  const deepA = Math.max(rankA - 2, 0);
  const deepB = Math.max(rankB - 2, 0);
  const deep = Math.max(deepA, deepB);
  return { a: letters.slice(deep - deepA, deep), b: letters.slice(deep - deepB, deep), result: letters.slice(0, deep) };
}

/** The result's IR shape; undefined where a letter has two sizes. */
function resultShape(spec: Spec, a: Shape, b: Shape): Shape | undefined {
  const sizes = new Map<string, Shape[number]>();
  const note = (letters: string, shape: Shape): boolean =>
    letters.length === shape.length && [...letters].every((letter, i) => (sizes.get(letter) ?? shape[i]) === shape[i] && sizes.set(letter, shape[i]));
  if (!note(spec.a, a) || !note(spec.b, b)) return undefined;
  return [...spec.result].map((letter) => sizes.get(letter) ?? 1);
}

const matmul: Builtin = {
  name: "matmul",
  summary: "the matrix product",
  parameters: [
    { name: "a", kind: "value" },
    { name: "b", kind: "value" },
  ],
  check({ values }) {
    values.forEach((value, at) => {
      if (value.shape.length === 0) throw new Mistake("shape/matmul", `matmul needs a vector or a matrix, and this is ${showTensor(value)}`, { at, label: showTensor(value) });
    });
    const [a, b] = values;
    const shape = bothVectors(a, b) ? undefined : resultShape(specOf(a, b), irShape(a), irShape(b));
    if (!shape) {
      throw new Mistake("shape/matmul", `matmul can't multiply ${showTensor(a)} by ${showTensor(b)}`, {
        at: 1,
        label: showTensor(b),
        help: bothVectors(a, b) ? "matmul(a, transpose(b)) compares each sample with each; sum(a * b, over: sample) each with its own" : "the last axis of the first must be the axis before the last of the second",
      });
    }
    const batched = meetsBatch(a, b) ? a.batched : a.batched || b.batched;
    return { type: batched ? tensor(shape.slice(1), true) : tensor(shape, false) };
  },
  lower({ inputs: [a, b], types: [left, right] }) {
    const spec = specOf(left, right);
    return contract(`${spec.a},${spec.b}->${spec.result}`, asNumber(a), asNumber(b));
  },
};

/** Two batched vectors: as matrices [B, n] they don't multiply, and a product for each sample is a sum. */
function bothVectors(a: TensorType, b: TensorType): boolean {
  return a.batched && b.batched && a.shape.length === 1 && b.shape.length === 1 && !meetsBatch(a, b);
}

/** The last two axes trade places; of a batched vector that is the batch's. */
function transposed(type: TensorType): readonly number[] {
  const rank = irShape(type).length;
  return [...Array(rank - 2).keys(), rank - 1, rank - 2];
}

const transpose: Builtin = {
  name: "transpose",
  summary: "the last two axes traded; of a batched vector, [n, batch]",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const shape = irShape(value);
    if (shape.length < 2 || value.shape.length === 0) {
      throw new Mistake("shape/axis", `transpose needs a matrix or a batched vector, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
    }
    return { type: { ...typeOf(transposed(value).map((axis) => shape[axis])), dtype: value.dtype } };
  },
  lower: ({ inputs: [x], types: [value] }) => permute(x, transposed(value)),
};

export const products: readonly Builtin[] = [matmul, transpose];
