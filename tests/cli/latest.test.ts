/** A run's folder is sampled as it stands: also where the run was killed, or goes on, or another one has begun. */

import { copyFileSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { type Ran, ganc, initialised, scratch, swiftshader } from "./ganc.js";

const folder = scratch();
const [four, six, mixed] = ["four", "six", "mixed"].map((name) => join(folder, name));
let file = "";

const train = async (...more: string[]): Promise<void> => {
  const ran = await ganc(["train", file, "--data", "ring", "--batch", "16", ...swiftshader, ...more]);
  expect(ran.code, ran.stderr).toBe(0);
};
const sample = (run: string): Promise<Ran> => ganc(["sample", run, "--n", "3", "--json", ...swiftshader]);

/** What is taken from where, and how many seconds ago it was written. */
function put(name: string, from: string, age: number): void {
  copyFileSync(join(from, name), join(mixed, name));
  const time = Date.now() / 1000 - age;
  utimesSync(join(mixed, name), time, time);
}

beforeAll(async () => {
  file = await initialised(folder);
  await train("--iterations", "4", "--out", four);
  await train("--iterations", "6", "--out", six);
  mkdirSync(mixed);
  copyFileSync(join(four, "small.mjs"), join(mixed, "small.mjs"));
});

test("what a run left at its end, and its last checkpoint where it has no end yet", async () => {
  const ended = await sample(four);
  expect(ended.stderr).toContain(`as it was after iteration 4: ${join(four, "weights.safetensors")}`);
  put("checkpoint.safetensors", four, 3600);
  const stands = await sample(mixed);
  expect(stands.stderr).toContain(`as it was after iteration 4: ${join(mixed, "checkpoint.safetensors")}, written 1 h 0 min ago\n`);
  expect(stands.stdout).toBe(ended.stdout);
});

test.each([
  ["a resumed run, whatever the times say", "six", "four", 9, 0, 6],
  ["a run that took the folder of one that had come further", "four", "six", 0, 9, 4],
  ["the same iteration, and the checkpoint is later", "four", "four", 0, 9, 4],
] as const)("the checkpoint is newer than the weights: %s", async (_, checkpoint, weights, checkpointAge, weightsAge, iteration) => {
  put("checkpoint.safetensors", join(folder, checkpoint), checkpointAge);
  put("weights.safetensors", join(folder, weights), weightsAge);
  expect((await sample(mixed)).stderr).toContain(`as it was after iteration ${iteration}: ${join(mixed, "checkpoint.safetensors")}`);
});

test("weights that say nothing of themselves are taken by their time", async () => {
  put("checkpoint.safetensors", six, 9);
  writeFileSync(join(mixed, "weights.safetensors"), writeSafetensors(readSafetensors(readFileSync(join(four, "weights.safetensors"))).tensors));
  const sampled = await sample(mixed);
  expect(sampled.stderr).not.toContain("iteration");
  expect(sampled.stdout).toBe((await sample(four)).stdout);
  rmSync(join(mixed, "weights.safetensors"));
  expect((await sample(mixed)).stdout).toBe((await sample(six)).stdout);
});
