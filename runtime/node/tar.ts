/** Files of a tar archive (POSIX ustar, as far as plain files with short names need it). */

const BLOCK = 512;
const PLAIN_FILE = new Set(["0", "\0"]);

export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The plain files, in order; directories, links and extensions are passed over. Throws on an archive that ends early. */
export function* filesOfTar(archive: Uint8Array): Generator<TarFile> {
  const text = new TextDecoder("latin1");
  const field = (at: number, length: number) => text.decode(archive.subarray(at, at + length)).split("\0")[0];
  let at = 0;
  while (at + BLOCK <= archive.length && archive[at] !== 0) {
    const size = parseInt(field(at + 124, 12).trim(), 8);
    const start = at + BLOCK;
    if (!(size >= 0) || start + size > archive.length) throw new Error("The tar archive ends in the middle of a file.");
    const kind = String.fromCharCode(archive[at + 156]);
    if (PLAIN_FILE.has(kind)) yield { name: field(at, 100), bytes: archive.subarray(start, start + size) };
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
