/** The idx format of the MNIST database: a magic number with the number of axes, their extents, then bytes. */

import { DataError } from "../errors.js";

export function readIdx(file: Buffer, name: string): { readonly shape: readonly number[]; readonly values: Uint8Array } {
  if (file.length < 4 || file[0] !== 0 || file[1] !== 0 || file[2] !== 8) throw new DataError(`${name} is no idx file of bytes`);
  const axes = file[3];
  const start = 4 + 4 * axes;
  if (file.length < start) throw new DataError(`${name} is cut short`);
  const shape = Array.from({ length: axes }, (_, axis) => file.readUInt32BE(4 + 4 * axis));
  const size = shape.reduce((a, b) => a * b, 1);
  if (file.length - start !== size) throw new DataError(`${name} says that it holds ${size} bytes, and holds ${file.length - start}`);
  return { shape, values: new Uint8Array(file.buffer, file.byteOffset + start, size) };
}
