/** Types of the language's values: what the checker knows of a term. */

import type { DType, Shape } from "../ir/type.js";

export interface TensorType {
  readonly kind: "tensor";
  readonly dtype: DType;
  /** Of one sample where `batched`; `B` may stand in it where an operation mixed samples (a Gram matrix is batched, [B]). */
  readonly shape: Shape;
  readonly batched: boolean;
  /** Of a label `class[k]`: k. Arithmetic forgets it. */
  readonly classes?: number;
  /** Of a histogram: what its bins cover, along each axis. Arithmetic forgets it. */
  readonly covers?: readonly [low: number, high: number];
}

export interface RecordType {
  readonly kind: "record";
  readonly fields: readonly { readonly name: string; readonly type: TensorType }[];
}

export type ValueType = TensorType | RecordType;

export function tensor(shape: Shape, batched: boolean, dtype: DType = "f32"): TensorType {
  return { kind: "tensor", dtype, shape, batched };
}

export const scalar: TensorType = tensor([], false);

/** The IR's shape of a value: the batch axis stands first. */
export function irShape(type: TensorType): Shape {
  return type.batched ? ["B", ...type.shape] : type.shape;
}

/** As a reader knows it: `[1, 28, 28]`, `class[10]`, `a number`. */
export function showTensor(type: TensorType): string {
  if (type.classes !== undefined) return `class[${type.classes}]`;
  return type.shape.length === 0 && !type.batched ? "a number" : `[${type.shape.join(", ")}]`;
}
