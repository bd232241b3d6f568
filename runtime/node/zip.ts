/** Zip archives as NumPy's .npz are (PKWARE's APPNOTE 6.3): stored or deflated entries, no encryption, below 4 GiB. Nothing that a file says of itself is believed. */

import { constants, crc32, inflateRawSync } from "node:zlib";
import { DataError } from "../errors.js";

export function isZip(file: Uint8Array): boolean {
  return file[0] === 0x50 && file[1] === 0x4b && (file[2] === 3 || file[2] === 5);
}

/** The entries by name, each unpacked when it is asked for. Throws a DataError that names the archive or, later, the entry. */
export function entriesOfZip(file: Uint8Array, name: string): Map<string, () => Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = endRecord(view);
  if (end < 0) throw new DataError(`${name} is cut short: it has no zip directory at its end`);
  const [count, size, start] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (count === 0xffff || start === 0xffffffff) throw new DataError(`${name} is a zip archive of more than 4 GiB or 65,534 entries, which is not read`);
  const broken = new DataError(`${name} has a broken zip directory`);
  if (start + size > end) throw broken;
  const entries = new Map<string, () => Uint8Array>();
  let place = start;
  for (let i = 0; i < count; i++) {
    if (place + 46 > end || view.getUint32(place, true) !== 0x02014b50) throw broken;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(place + offset, true));
    if (place + 46 + nameLength + extraLength + commentLength > end) throw broken;
    const entry = new TextDecoder().decode(file.subarray(place + 46, place + 46 + nameLength));
    const head = place;
    entries.set(entry, () => unpack(file, view, head, `${entry} of ${name}`));
    place += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Where the record begins that ends an archive, before a comment of at most 65,535 bytes; -1 if there is none. */
function endRecord(view: DataView): number {
  for (let place = view.byteLength - 22; place >= Math.max(0, view.byteLength - 22 - 0xffff); place--) if (view.getUint32(place, true) === 0x06054b50) return place;
  return -1;
}

function unpack(file: Uint8Array, view: DataView, head: number, name: string): Uint8Array {
  const [flags, method] = [view.getUint16(head + 8, true), view.getUint16(head + 10, true)];
  const [sum, packed, size, local] = [16, 20, 24, 42].map((offset) => view.getUint32(head + offset, true));
  if (flags & 1) throw new DataError(`${name} is encrypted`);
  if (method !== 0 && method !== 8) throw new DataError(`${name} is packed by method ${method}; stored and deflated entries are read`);
  if (local + 30 > file.length || view.getUint32(local, true) !== 0x04034b50) throw new DataError(`${name} is not where the zip directory says`);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > file.length) throw new DataError(`${name} is cut short`);
  const bytes = file.subarray(start, start + packed);
  const contents = method === 0 ? bytes : inflate(bytes, size, name);
  if (contents.length !== size) throw new DataError(`${name} says that it holds ${size} bytes, and holds ${contents.length}`);
  if (crc32(contents) !== sum) throw new DataError(`${name} is damaged: its checksum is another`);
  return contents;
}

/** At most as much as it says: a small file must not unpack into all of the memory. */
function inflate(bytes: Uint8Array, size: number, name: string): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size), finishFlush: constants.Z_FINISH });
  } catch (error) {
    throw new DataError(`${name} can't be unpacked into the ${size} bytes that it says it holds: ${(error as Error).message}`);
  }
}
