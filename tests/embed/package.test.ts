/** The package as it would be published: its entries, for every way of resolving that knows of ESM, with their types. */

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { scratch } from "../cli/ganc.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
let tarball: string;

beforeAll(() => {
  const folder = scratch();
  // It was built before the tests.
  spawnSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  tarball = join(folder, readdirSync(folder)[0]);
});

const tool = (name: string, ...words: readonly string[]) => spawnSync(process.execPath, [join(root, "node_modules", name), ...words], { cwd: root, encoding: "utf8" });

test("publint finds no error and nothing to warn of", () => {
  const { status, stdout } = tool("publint/src/cli.js", tarball, "--strict");
  expect(status, stdout).toBe(0);
  expect(stdout).not.toMatch(/Warnings|Errors/);
});

test("the types are right wherever ESM is understood", () => {
  const { status, stdout } = tool("@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "esm-only", "--format", "ascii");
  expect(status, stdout).toBe(0);
  for (const entry of ["ganc/runtime", "ganc/node", "ganc/compiler", "ganc/vite", "ganc/hot", "ganc/register"]) expect(stdout).toContain(entry);
});
