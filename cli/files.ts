/** Reading a user's files, and writing them whole or not at all. */

import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The source or the data is at fault: exit code 1. An empty message was told already. */
export class SourceProblem extends Error {
  override name = "SourceProblem";
}

export function readBytes(path: string): Uint8Array {
  try {
    if (statSync(path).isDirectory()) throw new SourceProblem(`${path} is a folder`);
    return readFileSync(path);
  } catch (error) {
    throw problemWith(path, error);
  }
}

export function readText(path: string): string {
  const bytes = readBytes(path);
  const bad = firstInvalid(bytes);
  if (bad >= 0) throw new SourceProblem(`${path} is not UTF-8: byte ${bad} (0x${bytes[bad].toString(16)}) begins no character`);
  return new TextDecoder().decode(bytes);
}

/** The offset of the first byte that is no UTF-8, or -1 (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF). */
function firstInvalid(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i];
    const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    const second = bytes[i + 1];
    const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (length === 0 || i + length > bytes.length || (length > 1 && (second < low || second > high))) return i;
    for (let k = 2; k < length; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return i;
    i += length;
  }
  return -1;
}

/** Through links, so that they stay. A regular file is never found half written; what is none (a FIFO, a device) is written into as it is. */
export function writeWhole(path: string, contents: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const there = statSync(path, { throwIfNoEntry: false });
    if (there && !there.isFile()) writeFileSync(path, contents);
    else replace(linked(path), contents, there && there.mode & 0o777);
  } catch (error) {
    throw problemWith(path, error);
  }
}

/** Under a temporary name beside it first, so that nobody ever finds half a file. */
function replace(path: string, contents: string | Uint8Array, mode: number | undefined): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, contents, { mode });
    // What a file is made with is less by the umask.
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw error;
  }
}

/** Where links from here lead, also where nothing is there yet. */
function linked(path: string): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? linked(resolve(dirname(path), readlinkSync(path))) : path;
}

function problemWith(path: string, error: unknown): Error {
  if (error instanceof SourceProblem) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reasons: { readonly [code: string]: string } = { ENOENT: "there is no such file", EACCES: "it may not be read or written", ENOTDIR: "part of its path is no folder", EEXIST: "part of its path is no folder", ENOSPC: "the disk is full", EISDIR: "it is a folder", EROFS: "the disk is read-only" };
  return new SourceProblem(`${path}: ${reasons[String(code)] ?? (error instanceof Error ? error.message : String(error))}`);
}
