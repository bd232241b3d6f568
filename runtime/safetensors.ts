/** Weight files: safetensors, which PyTorch reads and writes. A file from elsewhere is checked before anything of it is believed. */

import { SafetensorsError } from "./errors.js";

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
}

export type Tensors = ReadonlyMap<string, NamedTensor>;

const kinds = {
  F32: { bytes: 4, read: (bytes: ArrayBuffer) => new Float32Array(bytes) },
  F64: { bytes: 8, read: (bytes: ArrayBuffer) => new Float64Array(bytes) },
  I32: { bytes: 4, read: (bytes: ArrayBuffer) => new Int32Array(bytes) },
  I64: { bytes: 8, read: (bytes: ArrayBuffer) => Int32Array.from(new BigInt64Array(bytes), Number) },
  U8: { bytes: 1, read: (bytes: ArrayBuffer) => new Uint8Array(bytes) },
} as const;

const kindOf = (values: NamedTensor["values"]): keyof typeof kinds => (values instanceof Float32Array ? "F32" : values instanceof Float64Array ? "F64" : values instanceof Int32Array ? "I32" : "U8");

/** Text beside the tensors: what wrote the file, where a run stood. */
export type Metadata = { readonly [key: string]: string };

export function writeSafetensors(tensors: Tensors, metadata?: Metadata): Uint8Array {
  const header: { [name: string]: unknown } = metadata ? { __metadata__: metadata } : {};
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: kindOf(values), shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json + " ".repeat((8 - (new TextEncoder().encode(json).length % 8)) % 8));
  const file = new Uint8Array(8 + text.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let place = 8 + text.length;
  for (const { values } of tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), place);
    place += values.byteLength;
  }
  return file;
}

export function readSafetensors(file: Uint8Array): { readonly tensors: Map<string, NamedTensor>; readonly metadata: Metadata } {
  const { stored, metadata } = readStored(file);
  return { tensors: new Map([...stored].map(([name, tensor]) => [name, tensorOf(name, tensor)])), metadata };
}

/** A tensor as it lies in the file, its bytes not yet held against its shape. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** What a file holds, of any dtype. Throws a SafetensorsError for a file that lies about where its tensors are. */
export function readStored(file: Uint8Array): { readonly stored: Map<string, StoredTensor>; readonly metadata: Metadata } {
  const { header, start } = headerOf(file);
  const stored = new Map<string, StoredTensor>();
  let metadata: Metadata = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") metadata = metadataOf(entry);
    else stored.set(name, storedOf(name, entry, file, start));
  }
  return { stored, metadata };
}

function metadataOf(entry: unknown): Metadata {
  const isText = (value: unknown): value is string => typeof value === "string";
  if (typeof entry === "object" && entry !== null && !Array.isArray(entry) && Object.values(entry).every(isText)) return entry as Metadata;
  throw new SafetensorsError("the file's __metadata__ is not an object of texts");
}

function headerOf(file: Uint8Array): { header: { [name: string]: unknown }; start: number } {
  if (file.length < 8) throw new SafetensorsError("the file is too short to be a safetensors file");
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > BigInt(file.length - 8)) throw new SafetensorsError(`the header says it is ${length} bytes long, and the file has ${file.length - 8}`);
  const start = 8 + Number(length);
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(8, start)));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return { header: header as { [name: string]: unknown }, start };
  } catch {
    // Not JSON: said below, as for JSON that is no object.
  }
  throw new SafetensorsError("the file's header is not the JSON object that a safetensors file begins with");
}

function storedOf(name: string, entry: unknown, file: Uint8Array, start: number): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = (typeof entry === "object" && entry !== null ? entry : {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  const whole = (list: unknown): list is number[] => Array.isArray(list) && list.every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!whole(shape) || !whole(offsets) || offsets.length !== 2) throw new SafetensorsError(`the entry of ${name} has no proper shape and offsets`);
  const [from, to] = offsets;
  if (from > to || start + to > file.length) throw new SafetensorsError(`${name} is [${shape.join(", ")}], and its offsets say ${from} to ${to} of ${file.length - start}`);
  return { dtype: String(dtype), shape, bytes: file.subarray(start + from, start + to) };
}

function tensorOf(name: string, { dtype, shape, bytes }: StoredTensor): NamedTensor {
  const kind = Object.hasOwn(kinds, dtype) ? kinds[dtype as keyof typeof kinds] : undefined;
  if (!kind) throw new SafetensorsError(`${name} has the dtype ${dtype}; F32, F64, I32, I64 and U8 are read`);
  const size = kind.bytes * shape.reduce((a, b) => a * b, 1);
  if (bytes.length !== size) throw new SafetensorsError(`${name} is [${shape.join(", ")}], ${size} bytes, and its offsets have room for ${bytes.length}`);
  // A copy of its own: offsets need not be aligned, and a Node Buffer's own slice would share its pool.
  return { shape, values: kind.read(new Uint8Array(bytes).buffer) };
}
