/** `node --import ganc/register`: a program imports a `.gan` file, and is shown its mistakes. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { scratch } from "../cli/ganc.js";
import { model } from "../emit/program.js";
import { typeCheck } from "../emit/typed.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const register = pathToFileURL(join(root, "dist/embed/register.js")).href;

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

test("types stand beside the file, and a wrong name fails in tsc; they are written only when they are others", () => {
  const folder = scratch();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "ganc"));
  const write = (text: string): void => writeFileSync(join(folder, "model.gan"), text);
  const types = join(folder, "model.d.gan.ts");
  const imported = (environment = {}): void => {
    const { stderr } = spawnSync(process.execPath, ["--import", "ganc/register", "--input-type=module", "--eval", `import "./model.gan"`], { cwd: folder, encoding: "utf8", env: { ...process.env, ...environment } });
    expect(stderr).toBe("");
  };
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  write(model);
  imported({ NODE_ENV: "production" });
  expect(existsSync(types)).toBe(false);
  imported({ NODE_ENV: "" });
  const use = `import gan, { program } from "./model.gan";\nconst model = await gan({ seed: 1 });\nconst [rows]: [4] = [(await model.networks.G([1, 2], 0)).shape[2]];\nconsole.log(rows, program.name, model.metrics.wasserstein, await model.sample(2, { c: 1 }));\n`;
  const options = ["--allowArbitraryExtensions", "--skipLibCheck", "--lib", "es2023,dom"];
  expect(typeCheck(folder, "use.ts", use, ...options)).toBe("");
  expect(typeCheck(folder, "use.ts", use.replace("metrics.wasserstein", "metrics.wassertsein"), ...options)).toContain("Property 'wassertsein' does not exist");

  const { mtimeMs } = statSync(types);
  write(`${model}// a comment`);
  imported({ NODE_ENV: "" });
  expect(statSync(types).mtimeMs).toBe(mtimeMs);
  write(model.replaceAll("wasserstein", "distance"));
  imported({ NODE_ENV: "" });
  expect(readFileSync(types, "utf8")).toContain("readonly distance: number");
});
