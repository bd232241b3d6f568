/** Weight files: safetensors, which PyTorch reads and writes. A file from elsewhere is checked before anything of it is believed. */

import { SafetensorsError } from "./errors.js";
import { elementsOf } from "./initial.js";

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
}

export type Tensors = ReadonlyMap<string, NamedTensor>;

type Kind = { readonly BYTES_PER_ELEMENT: number; new (bytes: ArrayBuffer): NamedTensor["values"] | BigInt64Array };

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([["F32", Float32Array], ["F64", Float64Array], ["I32", Int32Array], ["I64", BigInt64Array], ["U8", Uint8Array]]);

/** Text beside the tensors: what wrote the file, where a run stood. */
export type Metadata = { readonly [key: string]: string };

export function writeSafetensors(tensors: Tensors, metadata?: Metadata): Uint8Array {
  const header: { [name: string]: unknown } = metadata ? { __metadata__: metadata } : {};
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: dtypeOf(values), shape, data_offsets: [offset, offset + values.byteLength] };
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

function dtypeOf(values: NamedTensor["values"]): string {
  return [...kinds].find(([, kind]) => values instanceof kind)![0];
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
  if (file.length < 8) throw new SafetensorsError("the file is too short");
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const rest = file.subarray(8);
  if (length > rest.length) throw new SafetensorsError(`the file has a header of ${length} bytes, and is ${rest.length}`);
  const { __metadata__: metadata = {}, ...tensors } = headerOf(rest.subarray(0, length));
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === "string")) throw new SafetensorsError("the file's __metadata__ is no object of texts");
  return { stored: new Map(Object.entries(tensors).map(([name, entry]) => [name, storedOf(name, entry, rest.subarray(length))])), metadata: metadata as Metadata };
}

interface JsonRecord {
  readonly [name: string]: unknown;
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function headerOf(bytes: Uint8Array): JsonRecord {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isRecord(header)) return header;
  } catch {
    // Not JSON: said below, as for JSON that is no object.
  }
  throw new SafetensorsError("the file's header is no JSON object");
}

function storedOf(name: string, entry: unknown, data: Uint8Array): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  const isWhole = (list: unknown): list is number[] => Array.isArray(list) && list.every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!isWhole(shape) || !isWhole(offsets) || offsets.length !== 2) throw new SafetensorsError(`the entry of ${name} has no proper shape and offsets`);
  const [from, to] = offsets;
  if (from > to || to > data.length) throw new SafetensorsError(`${name} is [${shape.join(", ")}], and its offsets say ${from} to ${to} of ${data.length}`);
  return { dtype: String(dtype), shape, bytes: data.subarray(from, to) };
}

function tensorOf(name: string, { dtype, shape, bytes }: StoredTensor): NamedTensor {
  const kind = kinds.get(dtype);
  if (!kind) throw new SafetensorsError(`${name} is ${dtype}; ${[...kinds.keys()].join(", ")} are read`);
  const size = kind.BYTES_PER_ELEMENT * elementsOf(shape);
  if (bytes.length !== size) throw new SafetensorsError(`${name} is [${shape.join(", ")}], ${size} bytes, and has ${bytes.length}`);
  // A copy of its own: offsets need not be aligned, and a Node Buffer's own slice would share its pool.
  const values = new kind(new Uint8Array(bytes).buffer);
  return { shape, values: values instanceof BigInt64Array ? Int32Array.from(values, Number) : values };
}
