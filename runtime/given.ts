/** Values that a caller gives for an input, checked and brought into the type that lies on the device. */

import { DataError } from "./errors.js";
import { elementsOf } from "./initial.js";
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

/** The values of `batch` samples from number `start` on; past the `count` that were given, the last one again. Throws a DataError. */
export function valuesFor({ name, dtype, shape, classes }: Taken, given: Given, start: number, batch: number, count: number): Float32Array | Int32Array {
  const size = elementsOf(shape);
  if (typeof given !== "number" && given.length !== count * size) {
    throw new DataError(`${name} is [${shape.join(", ")}] for each of ${count} samples, which is ${count * size} values, and ${given.length} were given`);
  }
  const values = dtype === "f32" ? new Float32Array(batch * size) : new Int32Array(batch * size);
  for (let i = 0; i < values.length; i++) {
    const value = typeof given === "number" ? given : given[Math.min(start * size + i, (count - 1) * size + (i % size))];
    if (classes !== undefined && !isLabel(value, classes)) throw new DataError(`${name} is class[${classes}], and ${value} was given`);
    values[i] = value;
  }
  return values;
}

export function isLabel(value: number, classes: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classes;
}
