/** Arrays as files store them: typed elements in a row, the samples' axis first. */

import type { Samples } from "../data.js";
import { DataError } from "../errors.js";
import { elementsOf } from "../initial.js";

/** One type of element. */
interface Element {
  readonly bytes: number;
  /** What pictures of it are scaled from; 32 and 64 bits are more than a picture fills, and its own values say what it runs from and to. */
  readonly range?: readonly [low: number, high: number];
  read(view: DataView, offset: number, littleEndian: boolean): number;
}

/** By NumPy's codes. */
const elements = {
  u1: { bytes: 1, range: [0, 255], read: (view, offset) => view.getUint8(offset) },
  b1: { bytes: 1, range: [0, 1], read: (view, offset) => view.getUint8(offset) },
  i1: { bytes: 1, range: [-128, 127], read: (view, offset) => view.getInt8(offset) },
  u2: { bytes: 2, range: [0, 65535], read: (view, offset, little) => view.getUint16(offset, little) },
  i2: { bytes: 2, range: [-32768, 32767], read: (view, offset, little) => view.getInt16(offset, little) },
  u4: { bytes: 4, read: (view, offset, little) => view.getUint32(offset, little) },
  i4: { bytes: 4, read: (view, offset, little) => view.getInt32(offset, little) },
  u8: { bytes: 8, read: (view, offset, little) => Number(view.getBigUint64(offset, little)) },
  i8: { bytes: 8, read: (view, offset, little) => Number(view.getBigInt64(offset, little)) },
  f4: { bytes: 4, read: (view, offset, little) => view.getFloat32(offset, little) },
  f8: { bytes: 8, read: (view, offset, little) => view.getFloat64(offset, little) },
} satisfies { readonly [code: string]: Element };

export type ElementCode = keyof typeof elements;

export function isElementCode(code: string): code is ElementCode {
  return Object.hasOwn(elements, code);
}

export const elementCodes: readonly string[] = Object.keys(elements);

/** What a file says of an array, and the bytes that follow. */
export interface Stored {
  /** Of all of it, the number of samples first. */
  readonly shape: readonly number[];
  readonly element: ElementCode;
  readonly littleEndian: boolean;
  readonly bytes: Uint8Array;
}

/** Bytes stay bytes, everything else becomes float32. Throws a DataError that names the array where the bytes are not as many as the shape says, or there is no axis of samples. */
export function samplesOf({ shape, element: code, littleEndian, bytes }: Stored, name: string): Samples {
  const element: Element = elements[code];
  const size = elementsOf(shape);
  if (size * element.bytes !== bytes.length) throw new DataError(`${name} says that it holds [${shape.join(", ")}] of ${code}, ${size * element.bytes} bytes, and holds ${bytes.length}`);
  if (shape.length === 0) throw new DataError(`${name} holds a single number, and no samples`);
  const [count, ...one] = shape;
  const { range } = element;
  // A Buffer is a view with habits of its own.
  if (element.bytes === 1 && element.range?.[0] === 0) return { values: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), shape: one, count, range };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = element.read(view, i * element.bytes, littleEndian);
  return { values, shape: one, count, range };
}
