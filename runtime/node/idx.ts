/** The idx format of the MNIST database: a magic number with the type of the elements and the number of axes, the extents, then the elements, big end first. */

import { DataError } from "../errors.js";
import type { ElementCode, Stored } from "./elements.js";

const codes: { readonly [type: number]: ElementCode } = { 0x08: "u1", 0x09: "i1", 0x0b: "i2", 0x0c: "i4", 0x0d: "f4", 0x0e: "f8" };

export function isIdx(file: Uint8Array): boolean {
  return file[0] === 0 && file[1] === 0 && codes[file[2]] !== undefined && file[3] > 0;
}

/** Throws a DataError that names the file. */
export function readIdx(file: Uint8Array, name: string): Stored {
  if (!isIdx(file)) throw new DataError(`${name} is no idx file`);
  const axes = file[3];
  const start = 4 + 4 * axes;
  if (file.length < start) throw new DataError(`${name} is cut short`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { shape, element: codes[file[2]], littleEndian: false, bytes: file.subarray(start) };
}
