/** A source as it is written on a command line: the name of a data set, a folder of pictures, or a file of arrays, told apart by what is in it. */

import { existsSync, readFileSync, statSync } from "node:fs";
import type { Samples } from "../data.js";
import { DataError, SafetensorsError } from "../errors.js";
import type { DataInput } from "../program.js";
import { readStored } from "../safetensors.js";
import { type ElementCode, elementCodes, samplesOf } from "./elements.js";
import { readFolder } from "./folder.js";
import { isIdx, readIdx } from "./idx.js";
import { isNpy, readNpy } from "./npy.js";
import { type Named, type Source, type Tell, isSourceName, namedSource, sourceNames } from "./sources.js";
import { entriesOfZip, isZip } from "./zip.js";

/**
 * What `text` names; a folder called as a data set is, is meant by `./NAME`. `inputs` are what it is read for: pictures of a folder are brought to their shape.
 * Throws a DataError.
 */
export async function readSource(text: string, inputs: readonly DataInput[], tell: Tell = () => undefined): Promise<Source> {
  if (isSourceName(text)) return namedSource(text, tell);
  if (!existsSync(text)) throw new DataError(`there is no data set and no file ${text}; the data sets are ${sourceNames.join(", ")}`);
  try {
    return statSync(text).isDirectory() ? readFolder(text, inputs, tell) : readArrays(text);
  } catch (error) {
    // The system's own: no permission, a file too large, a disk that fails.
    if (error instanceof Error && "code" in error) throw new DataError(`${text} can't be read: ${error.message}`);
    throw error;
  }
}

function readArrays(path: string): Source {
  const file = readFileSync(path);
  if (isNpy(file)) return { samples: samplesOf(readNpy(file, path), path) };
  if (isIdx(file)) return { samples: samplesOf(readIdx(file, path), path) };
  if (isZip(file)) return readNpz(file, path);
  if (path.endsWith(".safetensors")) return readTensors(file, path);
  throw new DataError(`${path} is no file of arrays: idx, npy, npz and safetensors are read, and folders of PNG and JPEG pictures`);
}

/** Each entry is `NAME.npy`. */
function readNpz(file: Uint8Array, path: string): Named {
  const arrays = [...entriesOfZip(file, path)].map(([entry, unpack]) => [entry.replace(/\.npy$/, ""), readable(() => samplesOf(readNpy(unpack(), `${entry} of ${path}`), `${entry} of ${path}`))] as const);
  return { arrays: new Map(arrays) };
}

const codes: { readonly [dtype: string]: ElementCode } = { U8: "u1", BOOL: "b1", I8: "i1", U16: "u2", I16: "i2", U32: "u4", I32: "i4", U64: "u8", I64: "i8", F32: "f4", F64: "f8" };

function readTensors(file: Uint8Array, path: string): Named {
  const arrays = [...storedTensors(file, path)].map(([name, { dtype, shape, bytes }]) => [name, readable(() => samplesOf({ shape, element: codeOf(dtype, name), littleEndian: true, bytes }, `${name} of ${path}`))] as const);
  return { arrays: new Map(arrays) };
}

function storedTensors(file: Uint8Array, path: string): ReturnType<typeof readStored>["stored"] {
  try {
    return readStored(file).stored;
  } catch (error) {
    if (error instanceof SafetensorsError) throw new DataError(`${path}: ${error.message}`);
    throw error;
  }
}

function codeOf(dtype: string, name: string): ElementCode {
  if (!Object.hasOwn(codes, dtype)) throw new DataError(`${name} has the dtype ${dtype}; ${elementCodes.join(", ")} are read`);
  return codes[dtype];
}

/** An array that can't be read matters only if it is asked for. */
function readable(read: () => Samples): Samples | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}
