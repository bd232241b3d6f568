/**
 * Index expressions: where an element is read, as a function of a kernel's loop variables. Movement operations compose
 * them at compile time, so that a transposed, reshaped slice costs a kernel no more than a different address. The smart
 * constructors keep them short, since people read the kernels: bounds are known, so `(i · 784 + j) / 784` is `i`.
 *
 * All values are integers; inside `when` guards they may be out of range or negative before the guard is applied.
 */

import { remembered } from "./remembered.js";
import { B, type Dim, type Shape, type Size } from "./type.js";

export type Index =
  | { readonly kind: "variable"; key: string; readonly name: string; readonly extent: Dim | Size }
  | { readonly kind: "literal"; key?: string; readonly size: Size }
  | { readonly kind: "add"; key?: string; readonly terms: readonly Index[] }
  | { readonly kind: "mul" | "div" | "mod" | Edge; key?: string; readonly of: Index; readonly by: Size };

/** Brought back from in front of an axis of the extent `by`, or from behind it: mirrored at its ends, or held at them. */
export type Edge = "mirrored" | "held";

/** `0 <= of < below`, or that `by` divides `of`. */
export type Condition =
  | { readonly kind: "within"; readonly of: Index; readonly low: number; readonly below: Size }
  | { readonly kind: "divides"; readonly of: Index; readonly by: number };

export const one: Size = { factor: 1, batch: 0 };
export const zero: Index = literal(0);
const unit: Index = literal(1);

export function asSize(extent: Dim | Size): Size {
  if (extent === B) return { factor: 1, batch: 1 };
  return typeof extent === "number" ? { factor: extent, batch: 0 } : extent;
}

export function variable(name: string, extent: Dim | Size): Index {
  const size = asSize(extent);
  return size.factor === 1 && size.batch === 0 ? zero : { kind: "variable", key: name, name, extent };
}

export function literal(value: number | Size): Index {
  const size = typeof value === "number" ? { factor: value, batch: 0 } : value;
  return { kind: "literal", key: undefined, size };
}

/** An injective text, for comparing. It is made when it is first asked for, and kept with the index: whatever is made of it asks again. */
export function keyOf(index: Index): string {
  return (index.key ??= keyText(index));
}

function keyText(index: Index): string {
  switch (index.kind) {
    case "variable":
      return index.name;
    case "literal":
      return sizeKey(index.size);
    case "add":
      return `(${index.terms.map(keyOf).join("+")})`;
    case "mul":
      return `${keyOf(index.of)}*${sizeKey(index.by)}`;
    case "div":
      return `(${keyOf(index.of)}/${sizeKey(index.by)})`;
    case "mod":
      return `(${keyOf(index.of)}%${sizeKey(index.by)})`;
    case "mirrored":
    case "held":
      return `${index.kind}(${keyOf(index.of)},${sizeKey(index.by)})`;
  }
}

function isSame(a: Index, b: Index): boolean {
  return a === b || (a.kind === b.kind && keyOf(a) === keyOf(b));
}

function sizeKey({ factor, batch }: Size): string {
  return batch === 0 ? `${factor}` : `${factor}B${batch}`;
}

function product(of: Index, by: Size): Index {
  return { kind: "mul", key: undefined, of, by };
}

/** Of unlike terms that are in order. */
function sum(terms: readonly Index[]): Index {
  if (terms.length === 0) return zero;
  return terms.length === 1 ? terms[0] : { kind: "add", key: undefined, terms };
}

function isZero(index: Index): boolean {
  return index.kind === "literal" && index.size.factor === 0;
}

export function times(a: Size, b: Size): Size {
  return { factor: a.factor * b.factor, batch: a.batch + b.batch };
}

/** `a / b` where it is whole for every batch size. */
export function quotient(a: Size, b: Size): Size | undefined {
  return divides(b, a) ? { factor: a.factor / b.factor, batch: a.batch - b.batch } : undefined;
}

function divides(by: Size, of: Size): boolean {
  return by.factor !== 0 && of.factor % by.factor === 0 && of.batch >= by.batch;
}

/** Whether a <= b at every batch size >= 1. */
function atMost(a: Size, b: Size): boolean {
  return a.factor <= b.factor && a.batch <= b.batch;
}

/** An exclusive upper bound and whether the value can't be negative, as far as it is known. */
function boundOf(index: Index): Size | undefined {
  switch (index.kind) {
    case "variable":
      return asSize(index.extent);
    case "literal":
      return index.size.batch === 0 && index.size.factor >= 0 ? { factor: index.size.factor + 1, batch: 0 } : undefined;
    case "mod":
      return isNonNegative(index.of) ? index.by : undefined;
    case "mul": {
      // x <= n - 1 gives x·k <= n·k - k, so n·k is a bound (and add() below uses the exact form n·k - k + 1).
      const bound = boundOf(index.of);
      return bound && index.by.factor > 0 ? times(bound, index.by) : undefined;
    }
    case "div": {
      const bound = boundOf(index.of);
      return bound && (quotient(bound, index.by) ?? (bound.batch === index.by.batch ? { factor: Math.ceil(bound.factor / index.by.factor), batch: 0 } : undefined));
    }
    case "add":
      return boundOfSum(index.terms);
    case "mirrored":
    case "held":
      return index.by;
  }
}

/** A mixed-radix sum such as i·12 + j·4 + k with j < 3, k < 4 stays below (bound of i)·12. Terms come largest factor first. */
function boundOfSum(terms: readonly Index[]): Size | undefined {
  let bound: Size | undefined = one;
  for (let i = terms.length - 1; i >= 0 && bound; i--) {
    const term = terms[i];
    const of = term.kind === "mul" ? term.of : term;
    const by = term.kind === "mul" ? term.by : one;
    const inner = boundOf(of);
    if (!inner || !isNonNegative(term)) return undefined;
    if (atMost(bound, by)) bound = times(inner, by);
    else if (bound.batch === 0 && inner.batch === 0 && by.batch === 0) bound = { factor: bound.factor + (inner.factor - 1) * by.factor, batch: 0 };
    else return undefined;
  }
  return bound;
}

function isNonNegative(index: Index): boolean {
  switch (index.kind) {
    case "variable":
    case "mirrored":
    case "held":
      return true;
    case "literal":
      return index.size.factor >= 0;
    case "add":
      return index.terms.every(isNonNegative);
    case "mul":
      return index.by.factor >= 0 && isNonNegative(index.of);
    case "div":
    case "mod":
      return isNonNegative(index.of);
  }
}

/** Whether it is certain that a condition is not met. */
export function neverHolds(condition: Condition): boolean {
  if (condition.of.kind !== "literal" || condition.of.size.batch > 0) return false;
  const value = condition.of.size.factor;
  if (condition.kind === "divides") return value % condition.by !== 0;
  return value < condition.low || (condition.below.batch === 0 && value >= condition.below.factor);
}

/** Whether `0 <= index < size` is certain. */
export function certainlyBelow(index: Index, size: Size): boolean {
  if (index.kind === "literal" && index.size.batch === 0) return index.size.factor >= 0 && index.size.factor < size.factor && size.factor > 0;
  const bound = boundOf(index);
  return bound !== undefined && isNonNegative(index) && atMost(bound, size);
}

export function mul(of: Index, by: Size): Index {
  if (by.factor === 0 || isZero(of)) return zero;
  if (by.factor === 1 && by.batch === 0) return of;
  if (of.kind === "literal") return literal(times(of.size, by));
  if (of.kind === "mul") return mul(of.of, times(of.by, by));
  if (of.kind === "add") {
    const terms = of.terms.map((term) => mul(term, by));
    return by.factor > 0 ? sum(terms) : add(...terms);
  }
  return product(of, by);
}

/** The sum, flattened; like terms are collected; larger strides first, so that it reads as an address. */
export function add(...indices: readonly Index[]): Index {
  return total(indices);
}

function total(indices: readonly Index[]): Index {
  if (indices.length === 1) return indices[0];
  let terms: Index[] = [];
  for (const index of indices) {
    if (index.kind !== "add") collect(index, terms);
    // The terms of a sum are unlike.
    else if (terms.length === 0) terms = [...index.terms];
    else for (const term of index.terms) collect(term, terms);
  }
  putInOrder(terms);
  return rejoined(terms) ?? sum(terms);
}

/** What a term of a sum is a multiple of, and how much of it. */
const baseOf = (term: Index): Index => (term.kind === "mul" ? term.of : term.kind === "literal" ? unit : term);
const strideOf = (term: Index): Size => (term.kind === "mul" ? term.by : term.kind === "literal" ? term.size : one);

function collect(term: Index, terms: Index[]): void {
  if (isZero(term)) return;
  const base = baseOf(term);
  const stride = strideOf(term);
  for (let i = 0; i < terms.length; i++) {
    const like = strideOf(terms[i]);
    if (like.batch !== stride.batch || !isSame(baseOf(terms[i]), base)) continue;
    const both = { factor: like.factor + stride.factor, batch: stride.batch };
    if (both.factor === 0) terms.splice(i, 1);
    else terms[i] = mul(base, both);
    return;
  }
  terms.push(term);
}

/** Stable, and nothing to do for most: they are few, and came in order. */
function putInOrder(terms: Index[]): void {
  for (let i = 1; i < terms.length; i++) {
    const term = terms[i];
    let place = i;
    for (; place > 0 && byStride(terms[place - 1], term) > 0; place--) terms[place] = terms[place - 1];
    terms[place] = term;
  }
}

function byStride(a: Index, b: Index): number {
  const left = strideOf(a);
  const right = strideOf(b);
  return Number(a.kind === "literal") - Number(b.kind === "literal") || right.batch - left.batch || right.factor - left.factor;
}

/**
 * What taking an index apart and putting it together again leaves: `(x / k)·k·s + (x % k)·s` is `x·s`, and
 * `((x / k) % l)·k·s + (x % k)·s` is `(x % (k·l))·s`.
 */
function rejoined(terms: readonly Index[]): Index | undefined {
  if (!terms.some((term) => baseOf(term).kind === "mod")) return undefined;
  for (const high of terms) {
    const upper = baseOf(high);
    const quotientPart = upper.kind === "mod" ? upper.of : upper;
    if (quotientPart.kind !== "div") continue;
    for (const low of terms) {
      const remainder = baseOf(low);
      if (remainder.kind !== "mod" || !sameSizes(times(remainder.by, strideOf(low)), strideOf(high))) continue;
      // x may be a quotient itself, and x / k then a quotient by more.
      if (!isSame(div(remainder.of, remainder.by), quotientPart)) continue;
      const whole = upper.kind === "mod" ? mod(remainder.of, times(upper.by, remainder.by)) : remainder.of;
      return add(...terms.filter((term) => term !== high && term !== low), mul(whole, strideOf(low)));
    }
  }
  return undefined;
}

function sameSizes(a: Size, b: Size): boolean {
  return a.factor === b.factor && a.batch === b.batch;
}

/** Splits a sum into its multiples of `by` (divided) and the rest; `undefined` where there are none. Both stay in order. */
function split(of: Index, by: Size): { quotient: Index; rest: Index } | undefined {
  const terms = of.kind === "add" ? of.terms : [of];
  if (!terms.some((term) => divides(by, strideOf(term)))) return undefined;
  const multiples: Index[] = [];
  const rest: Index[] = [];
  for (const term of terms) {
    const whole = quotient(strideOf(term), by);
    if (whole) multiples.push(mul(baseOf(term), whole));
    else rest.push(term);
  }
  return { quotient: sum(multiples), rest: sum(rest) };
}

/** c·A + r over c·D, for the largest c that divides every factor and the divisor: A over D, with the rest r of [0, c) beside it. */
function withoutCommonFactor(of: Index, by: Size): { readonly factor: number; readonly index: Index; readonly by: Size; readonly rest: number } | undefined {
  const terms = of.kind === "add" ? of.terms : [of];
  let factor = by.factor;
  let constant = 0;
  for (const term of terms) {
    if (term.kind === "literal" && term.size.batch === 0) constant = term.size.factor;
    else factor = greatestCommonDivisor(factor, term.kind === "mul" ? term.by.factor : term.kind === "literal" ? term.size.factor : 1);
  }
  if (factor <= 1) return undefined;
  const whole = Math.floor(constant / factor);
  const smaller = (size: Size): Size => ({ factor: size.factor / factor, batch: size.batch });
  const reduced = terms.map((term) => (term.kind === "mul" ? mul(term.of, smaller(term.by)) : term.kind === "literal" && term.size.batch > 0 ? literal(smaller(term.size)) : literal(whole)));
  return { factor, index: add(...reduced), by: smaller(by), rest: constant - whole * factor };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : greatestCommonDivisor(b, a % b);
}

/** Floor division, for values that are not negative. */
export function div(of: Index, by: Size): Index {
  if (by.factor === 1 && by.batch === 0) return of;
  if (certainlyBelow(of, by)) return zero;
  if (of.kind === "literal" && of.size.batch === 0 && by.batch === 0 && of.size.factor >= 0) return literal(Math.floor(of.size.factor / by.factor));
  if (of.kind === "div") return div(of.of, times(of.by, by));
  const parts = split(of, by);
  if (parts && isNonNegative(parts.rest)) return add(parts.quotient, div(parts.rest, by));
  const common = withoutCommonFactor(of, by);
  return common ? div(common.index, common.by) : { kind: "div", key: undefined, of, by };
}

/** Remainder, for values that are not negative. */
export function mod(of: Index, by: Size): Index {
  if (by.factor === 1 && by.batch === 0) return zero;
  if (certainlyBelow(of, by)) return of;
  if (of.kind === "literal" && of.size.batch === 0 && by.batch === 0 && of.size.factor >= 0) return literal(of.size.factor % by.factor);
  const parts = split(of, by);
  if (parts && isNonNegative(parts.rest)) return mod(parts.rest, by);
  const common = withoutCommonFactor(of, by);
  return common ? add(mul(mod(common.index, common.by), { factor: common.factor, batch: 0 }), literal(common.rest)) : { kind: "mod", key: undefined, of, by };
}

/** Where a place in front of an axis of so many elements, or behind it, is in it. A mirror stands on an end's element, which it shows once, and is not seen from further away than the other end. */
export function broughtBack(edge: Edge, place: number, extent: number): number {
  const last = extent - 1;
  return edge === "mirrored" ? last - Math.abs(Math.abs(place) - last) : Math.min(Math.max(place, 0), last);
}

/** The same of an index, which may be negative; the extent is a number. */
export function atEdge(edge: Edge, of: Index, by: Size): Index {
  if (of.kind === "literal" && of.size.batch === 0) return literal(broughtBack(edge, of.size.factor, by.factor));
  return by.factor === 1 ? zero : { kind: edge, key: undefined, of, by };
}

/** Row-major strides: how far apart neighbours of each axis lie. */
export const stridesOf = remembered((shape: Shape): readonly Size[] => {
  let stride = one;
  return shape.reduceRight<Size[]>((strides, dim, axis) => {
    strides[axis] = stride;
    stride = times(stride, asSize(dim));
    return strides;
  }, []);
});

/** The row-major position of an element. */
export function linearise(index: readonly Index[], shape: Shape): Index {
  const strides = stridesOf(shape);
  return total(index.map((component, axis) => mul(component, strides[axis])));
}

/** The element at a row-major position. */
export function delinearise(position: Index, shape: Shape): Index[] {
  const strides = stridesOf(shape);
  // The first axis needs no remainder: a position is below the size of the whole.
  return shape.map((dim, axis) => (axis === 0 ? div(position, strides[axis]) : mod(div(position, strides[axis]), asSize(dim))));
}

/** The names of the variables that an index depends on. */
export function variablesOf(index: Index, found: Set<string> = new Set()): Set<string> {
  if (index.kind === "variable") found.add(index.name);
  else if (index.kind === "add") index.terms.forEach((term) => variablesOf(term, found));
  else if (index.kind !== "literal") variablesOf(index.of, found);
  return found;
}

/** Whether an index grows by the same amount with each step of a variable: no division or remainder has it. */
export function growsEvenly(index: Index, name: string): boolean {
  const terms = index.kind === "add" ? index.terms : [index];
  return terms.every((term) => (term.kind === "mul" ? term.of : term).kind === "variable" || !variablesOf(term).has(name));
}

const rebuilt = { mul, div, mod, mirrored: (of: Index, by: Size) => atEdge("mirrored", of, by), held: (of: Index, by: Size) => atEdge("held", of, by) };

/** Puts other indices in the place of variables. What has none of them stays as it is. */
export function substitute(index: Index, replacement: (name: string) => Index | undefined): Index {
  switch (index.kind) {
    case "variable":
      return replacement(index.name) ?? index;
    case "literal":
      return index;
    case "add": {
      const terms = index.terms.map((term) => substitute(term, replacement));
      return terms.every((term, i) => term === index.terms[i]) ? index : total(terms);
    }
    default: {
      const of = substitute(index.of, replacement);
      return of === index.of ? index : rebuilt[index.kind](of, index.by);
    }
  }
}
