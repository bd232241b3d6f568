/** A frozen network from the shell: its file lies beside the source that names it, and a run takes its weights along. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { type Ran, ganc, reports, scratch, swiftshader } from "./ganc.js";

const folder = scratch();
const main = join(folder, "models", "main.gan");
const run = join(folder, "run");
const moved = join(folder, "moved.safetensors");

const text = `import { F } from "../features/f.gan"
data x: [2]
noise z: [2] ~ normal(0, 1)
generator G(z: [2]) -> [2] { z -> linear(2) }
let features = F(x)
loss G = mse(F(G(z)), F(x))
train batch 4 { step G by adam(1e-2) }
`;

const weights = new Map([["linear1.weight", { shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) }], ["linear1.bias", { shape: [3], values: Float32Array.of(7, 8, 9) }]]);

beforeAll(async () => {
  mkdirSync(join(folder, "models"));
  mkdirSync(join(folder, "features"));
  writeFileSync(main, text);
  writeFileSync(join(folder, "features", "f.gan"), `frozen network F(v) from "weights/f.safetensors" { v -> linear(3) }\n`);
  writeFileSync(moved, writeSafetensors(weights));
});

const train = (...more: string[]): Promise<Ran> => ganc(["train", main, "--data", "ring", "--iterations", "2", "--json", "--out", run, ...swiftshader, ...more]);

test("a file that is missing is named with its network before anything runs, and so is one that doesn't fit", async () => {
  const missing = await train();
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain(`F is frozen, and its weights can't be had from ${join(folder, "features", "weights", "f.safetensors")}: there is no such file; --frozen F=FILE names another file`);
  const wrong = join(folder, "wrong.safetensors");
  writeFileSync(wrong, writeSafetensors(new Map([["linear1.weight", { shape: [2, 3], values: new Float32Array(6) }]])));
  const misfit = await train("--frozen", `F=${wrong}`);
  expect([misfit.code, misfit.stderr]).toEqual([1, expect.stringContaining(`${wrong}: F.linear1.weight is [3, 2] in main and [2, 3] in the weights of F`)]);
  const stranger = await train("--frozen", `G=${moved}`);
  expect([stranger.code, stranger.stderr]).toEqual([2, expect.stringContaining("main has no frozen network G; it has F")]);
  expect(existsSync(run)).toBe(false);
  // What needs no weights needs no file.
  expect((await ganc(["build", main, "-o", join(folder, "built")])).code).toBe(0);
});

test("a file in its place is found; the run keeps the weights, so that sampling, resuming and evaluating need no file", async () => {
  const given = await train("--frozen", `F=${moved}`);
  expect(given.code, given.stderr).toBe(0);
  const saved = readSafetensors(readFileSync(join(run, "weights.safetensors"))).tensors;
  expect(saved.get("F.linear1.weight")).toEqual(weights.get("linear1.weight"));
  expect((await ganc(["sample", run, "--n", "2", "--json", ...swiftshader])).code).toBe(0);
  const resumed = await ganc(["train", main, "--data", "ring", "--iterations", "3", "--json", "--resume", run, ...swiftshader]);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(reports(resumed).map(({ iteration }) => iteration)).toEqual([3]);

  const inputs = join(folder, "inputs.safetensors");
  writeFileSync(inputs, writeSafetensors(new Map([["x", { shape: [1, 2], values: Float32Array.of(1, -1) }]])));
  const evaluate = (...more: string[]): Promise<Ran> => ganc(["eval", main, "--inputs", inputs, "--values", "features", "--backend", "reference", "--json", ...more]);
  const expected = { features: { shape: [1, 3], values: [6, 7, 8] } };
  for (const ran of [await evaluate("--weights", join(run, "weights.safetensors")), await evaluate("--frozen", `F=${moved}`)]) expect(JSON.parse(ran.stdout)).toEqual(expected);
  expect((await evaluate()).code).toBe(1);
  mkdirSync(join(folder, "features", "weights"));
  writeFileSync(join(folder, "features", "weights", "f.safetensors"), readFileSync(moved));
  expect(JSON.parse((await evaluate()).stdout)).toEqual(expected);
  const found = await train();
  expect([found.code, found.stdout]).toEqual([0, given.stdout]);
});

test("a module looks for the file from where it lies itself", async () => {
  const module = join(folder, "built", "main.mjs");
  const runModule = (...more: string[]): Promise<Ran> => ganc(["run", module, "--data", "ring", "--iterations", "1", "--json", "--out", join(folder, "second"), ...swiftshader, ...more]);
  expect((await runModule()).code).toBe(0);
  const elsewhere = join(folder, "elsewhere", "deep");
  mkdirSync(elsewhere, { recursive: true });
  writeFileSync(join(elsewhere, "main.mjs"), readFileSync(module));
  const lost = await ganc(["sample", join(elsewhere, "main.mjs"), "--json", ...swiftshader]);
  expect([lost.code, lost.stderr]).toEqual([1, expect.stringContaining(join(folder, "elsewhere", "features", "weights", "f.safetensors"))]);
});
