/** `node --import ganc/register`: a program imports a `.gan` file, and is shown its mistakes. */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { scratch } from "../cli/ganc.js";
import { model } from "../emit/program.js";

const register = pathToFileURL(fileURLToPath(new URL("../../dist/embed/register.js", import.meta.url))).href;

function run(files: { readonly [name: string]: string }): { status: number | null; stdout: string; stderr: string } {
  const folder = scratch();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return spawnSync(process.execPath, ["--import", register, "app.mjs"], { cwd: folder, encoding: "utf8" });
}

test("a file is imported, with what it imports, and runs", () => {
  const { status, stdout, stderr } = run({
    "app.mjs": `import gan, { program } from "./model.gan";
const model = await gan({ adapter: "swiftshader", seed: 2 });
console.log(program.name, (await model.sample(3, { c: 1 })).shape.join());
process.exit(0);`,
    "blocks.gan": "def wide(h) = h -> linear(16) -> sigmoid",
    "model.gan": `import { wide } from "./blocks.gan"\n${model.replace("linear(16) -> sigmoid", "wide")}`,
  });
  expect(stderr).toBe("");
  expect([status, stdout.trim()]).toEqual([0, "Labelled 3,1,4,4"]);
});

test("mistakes are shown as ganc check shows them", () => {
  const { status, stderr } = run({ "app.mjs": `import "./model.gan";`, "model.gan": "noise z: [2] ~ normal(0, 1)\ngenerator G(z: [2]) -> [3] { z -> linear(2) }\nlet a = H(z)\n" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/model\.gan:2:\d+/);
  expect(stderr).toMatch(/model\.gan:3:9/);
});
