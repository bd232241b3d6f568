/** Small files of arrays and pictures, written as the formats' own descriptions say, without the code that reads them. */

import { crc32, deflateRawSync } from "node:zlib";
import { PNG } from "pngjs";

/** A header of version 1.0 that says `says`, then bytes. */
export function npyFile(says: { readonly descr: string; readonly shape: string; readonly fortran?: boolean }, bytes: Uint8Array): Buffer {
  const text = `{'descr': ${says.descr}, 'fortran_order': ${says.fortran ? "True" : "False"}, 'shape': ${says.shape}, }`.padEnd(117) + "\n";
  return Buffer.concat([Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, text.length, 0]), Buffer.from(text), bytes]);
}

export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly deflated?: boolean;
  /** What the directory says of it, where it lies. */
  readonly lies?: { readonly size?: number; readonly sum?: number; readonly packed?: number; readonly method?: number; readonly flags?: number };
}

export function zipFile(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, bytes, deflated = false, lies = {} } of entries) {
    const packed = deflated ? deflateRawSync(bytes) : Buffer.from(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(lies.flags ?? 0, 2);
    common.writeUInt16LE(lies.method ?? (deflated ? 8 : 0), 4);
    common.writeUInt32LE(lies.sum ?? crc32(bytes), 10);
    common.writeUInt32LE(lies.packed ?? packed.length, 14);
    common.writeUInt32LE(lies.size ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(18);
    place.writeUInt32LE(Buffer.concat(locals).length, 14);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, place.subarray(4), Buffer.from(name));
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), packed);
  }
  const [files, listed] = [Buffer.concat(locals), Buffer.concat(directory)];
  const end = Buffer.alloc(22);
  end.set([0x50, 0x4b, 5, 6]);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, listed, end]);
}

type Colour = readonly [red: number, green: number, blue: number, opacity?: number];

/** A picture whose colour at x, y is what the function says. */
export function pngFile(width: number, height: number, colour: (x: number, y: number) => Colour): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) png.data.set([255, 255, 255, 255].map((white, c) => colour(x, y)[c] ?? white), 4 * (y * width + x));
  return PNG.sync.write(png);
}
