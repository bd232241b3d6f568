/**
 * What small programs compile to, held word by word: a diff of these files is a review of a change to the compiler.
 * `npm run golden` writes them anew.
 */

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.js";
import { emitTypes } from "../../compiler/emit/types.js";
import { printGraph } from "../../compiler/ir/print.js";
import { preludeSources } from "../../compiler/prelude.js";

const folder = new URL("./", import.meta.url);
const programs = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/program.gan`, folder)))
  .map(({ name }) => name);

test("there is a golden folder for each of a dozen things", () => {
  expect(programs.length).toBeGreaterThanOrEqual(12);
});

test.each(programs)("%s", (name) => {
  const source = { name: "program.gan", text: readFileSync(new URL(`${name}/program.gan`, folder), "utf8") };
  const { compilation, diagnostics } = compile(source, { prelude: preludeSources(), verify: true });
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const { lowered, simplified, stacked, module, program, checked } = compilation!;
  const files = {
    "lowered.ir": lowered.graphs.map(printGraph).join("\n"),
    "simplified.ir": simplified.map(printGraph).join("\n"),
    "stacked.ir": stacked.map(printGraph).join("\n"),
    "kernels.wgsl": module.wgsl,
    "program.d.ts": emitTypes(checked, program),
    "dispatches.txt": Object.entries(program.graphs).map(([graph, { dispatches }]) => `${graph}: ${dispatches.map(({ kernel }) => program.kernels[kernel].entry).join(", ")}\n`).join(""),
  };
  for (const [file, text] of Object.entries(files)) {
    const path = new URL(`${name}/${file}`, folder);
    if (process.env.UPDATE) writeFileSync(path, text);
    expect(text, `${name}/${file}: npm run golden writes it anew`).toBe(readFileSync(path, "utf8"));
  }
});
