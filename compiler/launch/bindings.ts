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

/** Kernels that run as one, as they come together. */
export class Together {
  private constructor(
    private readonly codes: readonly KernelCode[],
    /** By place, before any are bound as one stretch. */
    private readonly places: ReadonlyMap<string, Binding>,
    readonly bindings: readonly Binding[],
  ) {}

  static readonly none = new Together([], new Map(), []);

  /** With one more; `undefined` where they need too many bindings, or would write what others have bound otherwise; or where one waits for all its invocations and isn't given all. */
  with(code: KernelCode): Together | undefined {
    const codes = [...this.codes, code];
    const invocations = Math.max(...codes.map((each) => each.invocations));
    if (codes.some((each) => each.waits && each.invocations < invocations)) return undefined;
    // Most are turned away here.
    if (new Set([...this.bindings, ...code.operands].map(stretchKey)).size > mostBindings) return undefined;
    const places = new Map(this.places);
    for (const [operand, bound] of code.operands.entries()) {
      const key = placeKey(bound.operand);
      const joined = join(places.get(key), { ...bound, uses: [{ kernel: this.codes.length, operand, start: 0 }] });
      if (!joined) return undefined;
      places.set(key, joined);
    }
    const single = [...places.values()];
    const bindings = single.length > mostBindings ? inStretches(single) : single;
    return bindings.length > mostBindings || !areApart(bindings) ? undefined : new Together(codes, places, bindings);
  }
}

/** `undefined` where they can't. */
export function bindTogether(codes: readonly KernelCode[]): readonly Binding[] | undefined {
  return codes.reduce<Together | undefined>((together, code) => together?.with(code), Together.none)?.bindings;
}

/** @throws IrError */
export function alone(code: KernelCode): Together {
  const together = Together.none.with(code);
  if (!together) throw new IrError(`a kernel with the operands ${code.operands.map(({ operand }) => placeKey(operand)).join(", ")} has more than ${mostBindings} bindings`);
  return together;
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
  return ranges.every((range, i) => ranges.slice(i + 1).every((other) => !overlap(range, other)));
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

/** The same for all that could ever be bound as one. */
function stretchKey({ operand }: BoundOperand): string | number {
  return operand.in === "temporary" && operand.bytes.batch === 0 ? operand.temporary : placeKey(operand);
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
