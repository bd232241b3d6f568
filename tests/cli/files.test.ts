/** What is written takes the place of what is there, and leaves links, modes and what is no regular file as they are. */

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SourceProblem, writeWhole } from "../../cli/files.js";
import { ganc, scratch } from "./ganc.js";

const folder = scratch();
const at = (...names: string[]): string => join(folder, ...names);

test("a link stays, and the file that it leads to is written and keeps its mode", async () => {
  mkdirSync(at("deep"));
  writeFileSync(at("deep", "real.gan"), "gan   Loose\n");
  chmodSync(at("deep", "real.gan"), 0o606);
  symlinkSync("deep/real.gan", at("first.gan"));
  symlinkSync(at("first.gan"), at("second.gan"));
  expect((await ganc(["fmt", at("second.gan")])).code).toBe(0);
  expect(readlinkSync(at("second.gan"))).toBe(at("first.gan"));
  expect(readlinkSync(at("first.gan"))).toBe("deep/real.gan");
  expect(readFileSync(at("deep", "real.gan"), "utf8")).toBe("gan Loose\n");
  expect(statSync(at("deep", "real.gan")).mode & 0o777).toBe(0o606);
  expect(readdirSync(at("deep"))).toEqual(["real.gan"]);
});

test("a link to what isn't there yet leads to it", () => {
  symlinkSync("later.txt", at("dangling"));
  writeWhole(at("dangling"), "a");
  expect([lstatSync(at("dangling")).isSymbolicLink(), readFileSync(at("later.txt"), "utf8")]).toEqual([true, "a"]);
});

test("a FIFO is written into", async () => {
  execFileSync("mkfifo", [at("fifo")]);
  const reader = spawn("cat", [at("fifo")]);
  const read = new Promise((done) => reader.stdout.on("data", (text) => done(String(text))));
  writeWhole(at("fifo"), "through");
  expect(await read).toBe("through");
  expect(lstatSync(at("fifo")).isFIFO()).toBe(true);
});

test.each([
  ["a file where a folder is wanted", () => [at("deep", "real.gan", "x"), "part of its path is no folder"]],
  ["a file where a folder is wanted further up", () => [at("deep", "real.gan", "x", "y"), "part of its path is no folder"]],
  ["a folder where a file is wanted", () => [at("deep"), "it is a folder"]],
])("%s is told in a sentence", (_, given) => {
  const [path, reason] = given();
  expect(() => writeWhole(path, "a")).toThrow(new SourceProblem(`${path}: ${reason}`));
});

test("and so it is from the shell", async () => {
  const file = at("deep", "real.gan");
  writeFileSync(at("small.gan"), "gan Small\n");
  const ran = await ganc(["build", at("small.gan"), "-o", file]);
  expect([ran.code, ran.stderr]).toEqual([1, `ganc: ${join(file, "small.mjs")}: part of its path is no folder\n`]);
});
