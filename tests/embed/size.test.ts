/** What a visitor's browser loads of the MLP GAN: runtime and program, bundled and minified by esbuild, gzipped. A kB is 1024 bytes. */

import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";
import { ganc, scratch } from "../cli/ganc.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = scratch();

beforeAll(async () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "ganc"));
  const { code, stderr } = await ganc(["build", join(root, "bench/mlp-gan.gan"), "-o", folder]);
  expect(code, stderr).toBe(0);
});

/** What a page takes that imports this alone. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: folder }, bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false });
  return outputFiles[0].text;
}

const files = `export { readSafetensors } from "ganc/runtime";`;
const sampling = `export { loadTrained } from "./mlp-gan.mjs"; ${files}`;
const training = `export { load } from "./mlp-gan.mjs";`;

const kilobytes = (text: string): number => gzipSync(text, { level: 9 }).length / 1024;

test("at most 10 kB to sample by the weights of a file, with nothing of training in it", async () => {
  const text = await bundled(sampling);
  expect(kilobytes(text)).toBeLessThanOrEqual(10);
  for (const absent of ["step D", "createRequire", "gather", "adam"]) expect(text.includes(absent), absent).toBe(false);
});

test("at most 16 kB to train, and nothing of Node", async () => {
  const text = await bundled(training);
  expect(kilobytes(text)).toBeLessThanOrEqual(16);
  expect(text.includes("step D")).toBe(true);
  expect(/["'`]node:/.test(text)).toBe(false);
});

test("the page about embedding says no less than there is", async () => {
  const page = readFileSync(join(root, "docs/embedding.md"), "utf8");
  const said = (row: string): number => Number(new RegExp(`\\| ${row} \\| ([\\d.]+) kB \\|`).exec(page)?.[1]);
  expect(kilobytes(await bundled(sampling))).toBeLessThanOrEqual(said("runtime and program, to sample by the weights of a file"));
  expect(kilobytes(await bundled(training))).toBeLessThanOrEqual(said("runtime and program, to train and sample"));
  expect(kilobytes(await bundled(training + files))).toBeLessThanOrEqual(said("the same, starting from the weights of a file"));
  expect(kilobytes(readFileSync(join(root, "dist/compiler/browser.js"), "utf8"))).toBeLessThanOrEqual(said("the compiler, `ganc/compiler`"));
});
