/** Bad input, from the shell: each a sentence and the right exit code, no stack trace, nothing written. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { writeSafetensors } from "../../runtime/safetensors.js";
import { ganc, initialised, scratch } from "./ganc.js";

const folder = scratch();
const built = join(folder, "built");
const module = join(built, "small.mjs");
let file = "";
beforeAll(async () => {
  file = await initialised(folder);
  expect((await ganc(["build", file, "-o", built])).code).toBe(0);
});

function write(name: string, contents: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

/** A weights file of another model. */
const strangers = writeSafetensors(new Map([["A", { shape: [1], values: Float32Array.of(1) }]]));

test.each([
  ["a mistake", () => ["check", write("wrong.gan", "let a = b")], 1, "there is no b"],
  ["not UTF-8", () => ["check", write("latin.gan", Uint8Array.of(0x67, 0x61, 0x6e, 0x20, 0xe4))], 1, "byte 4"],
  ["an empty file to train", () => ["train", write("empty.gan", ""), "--data", "ring"], 1, "no train block"],
  ["5 MB of (", () => ["check", write("deep.gan", "(".repeat(5_000_000))], 1, "levels deep"],
  ["a folder", () => ["check", folder], 1, "is a folder"],
  ["no such file", () => ["check", join(folder, "none.gan")], 1, "no such file"],
  ["an unknown data set", () => ["train", file, "--data", "rings"], 1, "ring, grid"],
  ["data of another shape", () => ["train", file, "--data", "mnist"], 1, "[1, 28, 28]"],
  ["a batch of 0", () => ["train", file, "--data", "ring", "--batch", "0"], 2, "at least 1"],
  ["an unknown option", () => ["train", file, "--data", "ring", "--iteratons", "3"], 2, "--iterations"],
  ["an unknown command", () => ["trian"], 2, "did you mean train"],
  ["an unknown hyper", () => ["build", file, "--set", "lambda=1", "-o", join(folder, "nothing")], 2, "no hyper lambda"],
  ["weights of another model", () => ["sample", built, "--weights", write("other.safetensors", strangers)], 1, "another model's"],
  ["weights that lie", () => ["sample", built, "--weights", write("lies.safetensors", Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0, 123))], 1, "header"],
  ["a module of another version", () => ["run", write("old.mjs", readFileSync(module, "utf8").replace(/format: \d+/, "format: 0")), "--data", "ring"], 1, "build it again"],
  ["no data", () => ["train", file], 2, "--data SOURCE"],
  ["data for another name", () => ["run", module, "--data", "y=ring"], 2, "no data y; it has x"],
  ["an input that there isn't", () => ["sample", module, "--class", "7"], 2, "no input class; it has"],
  ["a resume of no run", () => ["train", file, "--data", "ring", "--resume", folder], 1, "no such file"],
  ["an evaluation of what isn't there", () => ["eval", file, "--values", "nothing", "--backend", "reference"], 2, "nothing"],
  ["a folder that is there", () => ["init", built], 1, "is there already"],
  ["a layout for what has mistakes", () => ["fmt", write("torn.gan", "let a = = b")], 1, "1 mistake"],
  ["a module that is none", () => ["run", write("none.mjs", "export const a = 1;"), "--data", "ring"], 1, "no module that ganc built"],
] as const)("%s", async (_, args, code, words) => {
  const ran = await ganc(args());
  expect(ran.stderr).toContain(words);
  expect(ran.code).toBe(code);
  expect(ran.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(ran.stdout).toBe("");
  expect(existsSync(join(folder, "nothing"))).toBe(false);
});

test("check --json has one JSON value with places from 1", async () => {
  const { code, stdout } = await ganc(["check", write("wrong.gan", "gan A\nlet a = b"), "--json"]);
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; range: object }[] };
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({ code: "name/unknown", severity: "error", range: { start: { line: 2, column: 9 }, end: { line: 2, column: 10 } }, related: [] });
});

test("check goes on where a file can't be read", async () => {
  const [none, wrong] = [join(folder, "none.gan"), write("wrong.gan", "let a = b")];
  const ran = await ganc(["check", none, wrong, file]);
  expect([ran.code, ran.stdout]).toEqual([1, ""]);
  expect(ran.stderr).toContain(`ganc: ${none}: there is no such file`);
  expect(ran.stderr).toContain("there is no b");
  expect(await ganc(["check", none, file])).toMatchObject({ code: 1, stdout: `${file} has no mistakes\n` });
});
