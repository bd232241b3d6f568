/** Einsum specs: `bi,oi->bo` says by letters which axes of two operands and of the result are one. */

import { IrError } from "../ir/op.js";
import type { Dim, Type } from "../ir/type.js";

export interface Spec {
  readonly a: string;
  readonly b: string;
  readonly out: string;
}

export function parseSpec(text: string): Spec {
  const match = /^([a-z]*),([a-z]*)->([a-z]*)$/.exec(text);
  if (!match) throw new IrError(`"${text}" is no einsum of two operands`);
  return { a: match[1], b: match[2], out: match[3] };
}

/** The extent of every letter of the operands, and of those that are known before. Throws an `IrError` where two disagree. */
export function extentsOf(spec: Spec, inputs: readonly Type[], known: Iterable<readonly [letter: string, extent: Dim]> = []): Map<string, Dim> {
  const found = new Map<string, Dim>(known);
  [spec.a, spec.b].forEach((letters, i) => {
    if (letters.length !== inputs[i].shape.length || new Set(letters).size !== letters.length) throw new IrError(`einsum "${letters}" of an operand of ${inputs[i].shape.length} axes`);
    [...letters].forEach((letter, axis) => {
      const dim = inputs[i].shape[axis];
      if ((found.get(letter) ?? dim) !== dim) throw new IrError(`einsum: ${letter} is ${found.get(letter)} and ${dim}`);
      found.set(letter, dim);
    });
  });
  return found;
}
