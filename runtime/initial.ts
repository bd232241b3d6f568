/** How slots start. */

import { normals, uniforms } from "./philox.js";
import type { DType, Slot } from "./program.js";

export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** As they lie on the device; of a number, so many zeros; of a buffer, what is in it. */
export function typed(dtype: DType, values: ArrayLike<number> | number | ArrayBuffer): Float32Array | Int32Array {
  return new (dtype === "f32" ? Float32Array : Int32Array)(values as ArrayBuffer);
}

/** The first values of a slot: a function of the seed and of its place in the program, or of another slot's. */
export function initialValues({ shape, initial, dtype }: Slot, place: number, seed: number): Float32Array | Int32Array {
  const count = elementsOf(shape);
  const stream = initial.as ?? place;
  switch (initial.kind) {
    case "constant":
      return typed(dtype, count).fill(initial.value);
    case "values":
      return typed(dtype, initial.values);
    case "uniform":
      return typed(dtype, uniforms(count, stream, seed).map((u) => initial.low + u * (initial.high - initial.low)));
    case "normal":
      return typed(dtype, normals(count, stream, seed).map((n) => initial.mean + n * initial.deviation));
  }
}
