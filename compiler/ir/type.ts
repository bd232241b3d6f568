/**
 * Types of IR values. A shape is fully known but for the batch: an axis is a number or `B`, which becomes an override
 * constant in WGSL, so that one compiled module runs at any batch size.
 */

export type DType = "f32" | "i32" | "bool";

/** Whether float32 holds a number like it, which the device needs. */
export function isFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

/** The batch axis. */
export const B = "B";
export type Dim = number | typeof B;
export type Shape = readonly Dim[];

export interface Type {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** `factor · B^batch`: how many elements a shape has. */
export interface Size {
  readonly factor: number;
  readonly batch: number;
}

export function sizeOf(shape: Shape): Size {
  let factor = 1;
  let batch = 0;
  shape.forEach((dim) => {
    if (dim === B) batch++;
    else factor *= dim;
  });
  return { factor, batch };
}

/** The number of elements at a batch size. */
export function sizeAt(size: Size, batch: number): number {
  return size.factor * batch ** size.batch;
}

export function dimAt(dim: Dim, batch: number): number {
  return dim === B ? batch : dim;
}

export function shapeAt(shape: Shape, batch: number): number[] {
  return shape.map((dim) => dimAt(dim, batch));
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

export function sameSize(a: Size, b: Size): boolean {
  return a.factor === b.factor && (a.batch === b.batch || a.factor === 0);
}

export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

export function showType(type: Type): string {
  return type.shape.length === 0 ? type.dtype : `${type.dtype}${showShape(type.shape)}`;
}
