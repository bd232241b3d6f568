/** A stranger's run: the packed package, installed in an empty folder elsewhere, does what the README says. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ganc, scratch } from "./ganc.js";

test("npm pack, install, init, train, sample", async () => {
  const packed = scratch();
  const root = fileURLToPath(new URL("../../", import.meta.url));
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", packed], { cwd: root, stdio: "pipe" });
  const [tarball] = readdirSync(packed);
  const home = scratch();
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
  execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(packed, tarball)], { cwd: home, stdio: "pipe" });
  const npx = { cwd: home, command: ["npx", "--no-install", "ganc"] };
  expect((await ganc(["init", "rings"], npx)).code).toBe(0);
  const trained = await ganc(["train", "rings/rings.gan", "--data", "ring", "--iterations", "10", "--adapter", "swiftshader"], npx);
  expect(trained.code, trained.stderr).toBe(0);
  const sampled = await ganc(["sample", "runs/Rings", "-o", "grid.png", "--adapter", "swiftshader"], npx);
  expect(sampled.code, sampled.stderr).toBe(0);
  expect(existsSync(join(home, "grid.png"))).toBe(true);
  writeFileSync(join(home, "embed.mjs"), `import { load, openDevice } from "ganc/runtime"; import { readDataset } from "ganc/node"; import { program } from "./runs/Rings/rings.mjs"; const gan = await load(program, { device: (await openDevice("swiftshader")).device, seed: 7 }); const { shape } = await gan.sample(4); const { x } = await readDataset(program, "ring"); console.log(shape.join(), x.count);`);
  expect(execFileSync(process.execPath, ["embed.mjs"], { cwd: home, encoding: "utf8" }).trim()).toBe("4,2 50000");
}, 240_000);
