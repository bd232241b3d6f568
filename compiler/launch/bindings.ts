/**
 * The bindings of kernels that run as one. A place in memory has one binding, of one type: where one kernel reads it in vectors, the others
 * do too. Where there would be more than a device need have, what lies in one temporary is bound as one stretch.
 */

import { mostBindings } from "../fuse/kernel.js";
import { IrError } from "../ir/op.js";
import type { BoundOperand, KernelCode } from "../wgsl/kernel.js";
import { placeKey } from "../plan/place-key.js";
import { overlap, rangeOf } from "./memory.js";

export interface Binding extends BoundOperand {
  /** Which operands of which kernels stand behind it, and where each begins in it, in elements. */
  readonly uses: readonly { readonly kernel: number; readonly operand: number; readonly start: number }[];
}

export function fitTogether(codes: readonly KernelCode[]): boolean {
  return bindTogether(codes) !== undefined;
}

/** `undefined` where they need too many bindings, or would write what others have bound otherwise; or where one waits for all its invocations and isn't given all. */
export function bindTogether(codes: readonly KernelCode[]): readonly Binding[] | undefined {
  const invocations = Math.max(...codes.map((code) => code.invocations));
  if (codes.some((code) => code.waits && code.invocations < invocations)) return undefined;
  const places = new Map<string, Binding>();
  for (const [kernel, { operands }] of codes.entries()) {
    for (const [operand, bound] of operands.entries()) {
      const key = placeKey(bound.operand);
      const joined = join(places.get(key), { ...bound, uses: [{ kernel, operand, start: 0 }] });
      if (!joined) return undefined;
      places.set(key, joined);
    }
  }
  let bindings: readonly Binding[] = [...places.values()];
  if (bindings.length > mostBindings) bindings = inStretches(bindings);
  return bindings.length > mostBindings || !areApart(bindings) ? undefined : bindings;
}

/** @throws IrError */
export function bindingsOf(codes: readonly KernelCode[]): readonly Binding[] {
  const bindings = bindTogether(codes);
  if (!bindings) throw new IrError(`a kernel with the operands ${codes.flatMap(({ operands }) => operands.map(({ operand }) => placeKey(operand))).join(", ")} has more than ${mostBindings} bindings`);
  return bindings;
}

/** Two of one place as one; `undefined` where it would be written and bound otherwise. */
function join(same: Binding | undefined, next: Binding): Binding | undefined {
  if (!same) return next;
  const alike = same.dtype === next.dtype && same.vector === next.vector;
  const readInVectors = same.dtype === next.dtype && !same.stored && !next.stored;
  if (!alike && !readInVectors) return undefined;
  return { ...same, vector: same.vector || next.vector, stored: same.stored || next.stored, uses: [...same.uses, ...next.uses] };
}

function areApart(bindings: readonly Binding[]): boolean {
  const ranges = bindings.map(({ operand }) => rangeOf(operand));
  return ranges.every((range, i) => ranges.every((other, j) => j <= i || !overlap(range, other)));
}

/** Single elements of one temporary under one binding. */
function inStretches(bindings: readonly Binding[]): readonly Binding[] {
  const key = ({ operand, vector, dtype }: Binding): string | undefined => (operand.in === "temporary" && operand.bytes.batch === 0 && !vector ? `${operand.temporary} ${dtype}` : undefined);
  const joined = new Map<string, Binding>();
  const apart: Binding[] = [];
  for (const binding of [...bindings].sort((a, b) => offsetOf(a) - offsetOf(b))) {
    const group = key(binding);
    const before = group === undefined ? undefined : joined.get(group);
    if (group === undefined) apart.push(binding);
    else joined.set(group, before ? extended(before, binding) : binding);
  }
  return [...apart, ...joined.values()];
}

const offsetOf = ({ operand }: Binding): number => (operand.in === "temporary" ? operand.offset : 0);

function extended(first: Binding, next: Binding): Binding {
  if (first.operand.in !== "temporary" || next.operand.in !== "temporary") return first;
  const start = (next.operand.offset - first.operand.offset) / 4;
  const end = Math.max(first.operand.offset + first.operand.bytes.factor, next.operand.offset + next.operand.bytes.factor);
  return {
    ...first,
    stored: first.stored || next.stored,
    operand: { ...first.operand, bytes: { factor: end - first.operand.offset, batch: 0 } },
    uses: [...first.uses, ...next.uses.map((use) => ({ ...use, start: use.start + start }))],
  };
}
