/** Values that a caller gives for an input, checked and brought into the type that lies on the device. */

import { DataError } from "./errors.js";
import { elementsOf, typed } from "./initial.js";
import type { DType } from "./program.js";

/** A number for all samples, or the values of all of them one after the other. */
export type Given = number | ArrayLike<number>;

/** What is known of an input or of a network's parameter. */
export interface Taken {
  readonly name: string;
  readonly dtype: DType;
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly classes?: number;
}

/** The values of `count` samples, and the last one again until there are `room`. Throws a DataError. */
export function valuesFor({ name, dtype, shape, classes }: Taken, given: Given, count: number, room: number): Float32Array | Int32Array {
  const size = elementsOf(shape);
  if (typeof given !== "number" && given.length !== count * size) {
    throw new DataError(`${name} takes ${size} values a sample; for ${count} of them, ${given.length} were given`);
  }
  const values = typed(dtype, room * size);
  for (let i = 0; i < values.length; i++) {
    const value = typeof given === "number" ? given : given[Math.min(i, (count - 1) * size + (i % size))];
    if (classes !== undefined && !isLabel(value, classes)) throw new DataError(`${name} is class[${classes}], and ${value} was given`);
    values[i] = value;
  }
  return values;
}

/** Throws a DataError where `what` isn't a number of samples. */
export function demandWhole(what: string, count: number): void {
  if (!Number.isInteger(count) || count < 1) throw new DataError(`${what} a whole number, at least 1, and ${count} was given`);
}

export function isLabel(value: number, classes: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classes;
}
