/** The compiler as pages load it: small enough, nothing of Node in it, and word for word the compiler that Node has. */

import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as own from "../../compiler/index.js";

const file = new URL("../../dist/compiler/browser.js", import.meta.url);
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const browser = (await import(/* @vite-ignore */ file.href)) as typeof own;

test("at most 122 kB, of 1024 bytes", () => {
  const text = readFileSync(file, "utf8");
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(122 * 1024);
  expect(/["'`]node:|\brequire\(|\bprocess\./.test(text)).toBe(false);
});

test("it has of Chevrotain what the grammar calls", () => {
  const text = readFileSync(file, "utf8");
  const called = readdirSync(new URL("../../grammar/", import.meta.url)).flatMap((name) => [...read(`grammar/${name}`).matchAll(/\bthis\.([A-Z][A-Z_]+\d?)\(/g)].map(([, method]) => method));
  expect(called).toContain("CONSUME2");
  expect([...new Set(called)].filter((method) => !new RegExp(`[{}]${method}\\(`).test(text))).toEqual([]);
});

test.each(["examples/wgan_gp.gan", "examples/acgan.gan", "examples/divergences.gan"])("%s becomes the same module", (path) => {
  const source = { name: path, text: read(path) };
  const [here, there] = [own, browser].map(({ compile, emitModule }) => emitModule(compile(source).compilation!.program, { source: path }));
  expect(there).toBe(here);
});

test("mistakes are told in the same words, whatever is wrong", () => {
  const folder = "tests/golden/mistakes";
  const sources = readdirSync(new URL(`../../${folder}/`, import.meta.url));
  expect(sources.length).toBeGreaterThan(5);
  const broken = read("examples/wgan_gp.gan").split("\n").map((_, line, lines) => lines.filter((_, i) => i !== line).join("\n"));
  for (const text of [...sources.map((name) => read(`${folder}/${name}/program.gan`)), ...broken]) {
    const [here, there] = [own, browser].map(({ checkSource, diagnosticToJson }) => checkSource({ name: "broken.gan", text }).diagnostics.map(diagnosticToJson));
    // The prelude stands there without its comments, at the same places.
    expect(there).toEqual(here);
  }
});
