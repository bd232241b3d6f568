/** NumPy's .npy format, versions 1 to 3 (NumPy Enhancement Proposal 1): a header that is a Python dictionary, then the elements. */

import { DataError } from "../errors.js";
import { type ElementCode, type Stored, elementCodes, isElementCode } from "./elements.js";

const magic = Buffer.from("\x93NUMPY", "latin1");

export function isNpy(file: Uint8Array): boolean {
  return magic.equals(file.subarray(0, magic.length));
}

/** Throws a DataError that names the file. A Fortran array is put into the order of C. */
export function readNpy(file: Uint8Array, name: string): Stored {
  if (!isNpy(file)) throw new DataError(`${name} is no npy file`);
  if (file.length < 12) throw new DataError(`${name} is cut short`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const [start, length] = file[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (start + length > file.length) throw new DataError(`${name} is cut short`);
  const { shape, fortran, element, littleEndian } = headerOf(new TextDecoder().decode(file.subarray(start, start + length)), name);
  const stored = { shape, element, littleEndian, bytes: file.subarray(start + length) };
  return fortran ? rowMajor(stored) : stored;
}

interface Header {
  readonly shape: readonly number[];
  readonly fortran: boolean;
  readonly element: ElementCode;
  readonly littleEndian: boolean;
}

function headerOf(text: string, name: string): Header {
  const [, descr] = /'descr'\s*:\s*('[^']*'|\[)/.exec(text) ?? [];
  const [, fortran] = /'fortran_order'\s*:\s*(True|False)/.exec(text) ?? [];
  const [, extents] = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text) ?? [];
  if (descr === undefined || fortran === undefined || extents === undefined) throw new DataError(`${name} has no proper npy header`);
  const [, order, code] = /^'([<>|=]?)(\w+)'$/.exec(descr) ?? [];
  if (code === undefined || !isElementCode(code)) throw new DataError(`${name} holds ${descr === "[" ? "records" : `elements of ${descr.slice(1, -1)}`}; ${elementCodes.join(", ")} are read`);
  const shape = extents.split(",").filter((extent) => extent.trim() !== "").map(Number);
  return { shape, fortran: fortran === "True", element: code, littleEndian: order !== ">" };
}

/** Fortran's order has the first axis vary fastest: element i of the result lies at the sum of its coordinates times the products of the extents before them. */
function rowMajor(stored: Stored): Stored {
  const { shape, bytes } = stored;
  const size = shape.reduce((a, b) => a * b, 1);
  const width = bytes.length / size;
  // Bytes that don't belong to the shape are told by who reads it.
  if (!Number.isInteger(width)) return stored;
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i < size; i++) {
    let [rest, from] = [i, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    for (let b = 0; b < width; b++) out[i * width + b] = bytes[from * width + b];
  }
  return { ...stored, bytes: out };
}
