/** docs/embedding.md: every block type-checks in a project that has ganc installed, and those marked `run` run. */

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { ganc, scratch } from "../cli/ganc.js";
import { typeCheck } from "../emit/typed.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(join(root, "docs/embedding.md"), "utf8");
const blocks = [...page.matchAll(/^```(\w+)(?: (\w+))?\n([^]*?)^```$/gm)].map(([, language, mark, text]) => ({ language, mark, text }));
const code = blocks.filter(({ language }) => language === "ts");
const folder = scratch();

beforeAll(async () => {
  writeFileSync(join(folder, "model.gan"), blocks.find(({ language }) => language === "gan")!.text);
  const { code: status, stderr } = await ganc(["build", "model.gan", "-o", "out"], { cwd: folder });
  expect(status, stderr).toBe(0);
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["ganc", "vite"]) symlinkSync(name === "ganc" ? root : join(root, "node_modules", name), join(folder, "node_modules", name));
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
});

test("there are as many blocks as are tested", () => {
  expect(blocks.map(({ language, mark }) => `${language} ${mark ?? ""}`.trim())).toEqual(["gan", "ts run", "ts", "ts run", "ts vite", "sh", "sh", "ts run"]);
});

test.each(code.map(({ mark, text }, i) => [i, mark, text] as const))("block %i type-checks", (i, _, text) => {
  expect(typeCheck(folder, `block${i}.ts`, text, "--skipLibCheck", "--lib", "es2023,dom,dom.asynciterable", "--types", "node", "--typeRoots", join(root, "node_modules", "@types"))).toBe("");
});

test.each(code.flatMap(({ mark, text }, i) => (mark === "run" ? [[i, text] as const] : [])))("block %i runs", (i, text) => {
  const file = join(folder, `run${i}.mjs`);
  writeFileSync(file, `${text}\nprocess.exit(0);\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });
  expect(stderr.replace(/^Warning: .*\n/gm, "")).toBe("");
  expect(status).toBe(0);
  expect(stdout.trim()).not.toBe("");
});

test("what the page says of Node's loader is its command", () => {
  writeFileSync(join(folder, "app.mjs"), `import gan from "./model.gan";\nconsole.log(typeof gan);\n`);
  const [command, ...words] = blocks.find(({ language }) => language === "sh")!.text.trim().split(" ");
  const { stdout, stderr } = spawnSync(command, words, { cwd: folder, encoding: "utf8" });
  expect([stdout, stderr]).toEqual(["function\n", ""]);
});
