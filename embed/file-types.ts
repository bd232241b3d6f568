/**
 * Types beside a `.gan` file: `model.d.gan.ts` for `model.gan`, where TypeScript looks with `allowArbitraryExtensions`. The Vite plugin and the loader
 * hook of Node write the same.
 */

import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { emitTypes } from "../compiler/emit/types.js";
import type { CompiledFile } from "./compile-file.js";

/** Nothing, where the file has mistakes; and only when they differ, for a file that is written wakes up whoever watches it. */
export function writeTypes(path: string, { compilation }: CompiledFile): void {
  if (!compilation) return;
  const file = path.replace(/\.gan$/, ".d.gan.ts");
  const text = emitTypes(compilation.checked, compilation.program);
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

/** Whether it is a file that somebody works on: not one of an installed package, nor in a folder that can't be written to. */
export function isOwn(path: string): boolean {
  if (/[\\/]node_modules[\\/]/.test(path)) return false;
  try {
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    // What it throws says no, and why doesn't matter.
    return false;
  }
}
