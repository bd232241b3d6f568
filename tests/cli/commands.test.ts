import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { type Ran, ganc, initialised, reports, scratch, swiftshader } from "./ganc.js";

const folder = scratch();
const run = join(folder, "run");
let file = "";

beforeAll(async () => {
  file = await initialised(folder);
  const trained = await ganc(["train", file, "--data", "ring", "--iterations", "20", "--batch", "16", "--out", run, "--json", ...swiftshader]);
  expect(trained.code, trained.stderr).toBe(0);
  expect(reports(trained).map(({ iteration }) => iteration)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(Object.keys(reports(trained)[0].loss)).toEqual(["D", "G"]);
  expect(Object.keys(reports(trained)[0].metric)).toEqual(["real_score", "fake_score"]);
});

test("help shows an example first, of everything", async () => {
  const { code, stdout } = await ganc(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}ganc /);
  for (const command of ["init", "check", "fmt", "build", "run", "train", "sample", "eval", "explain", "adapters"]) {
    const help = await ganc([command, "--help"]);
    expect(help.code).toBe(0);
    expect(help.stdout, command).toMatch(new RegExp(`^ {2}ganc ${command}`));
  }
});

test("a run leaves its module, weights, pictures and log", () => {
  expect(readdirSync(run).sort()).toEqual(["checkpoint.safetensors", "log.jsonl", "samples-000000.png", "samples-000020.png", "samples.png", "small.d.mts", "small.d.ts", "small.mjs", "small.wgsl", "weights.safetensors"]);
  expect([...readFileSync(join(run, "samples.png")).subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
  const { tensors } = readSafetensors(readFileSync(join(run, "weights.safetensors")));
  expect(tensors.get("G.linear1.weight")!.shape).toEqual([2, 64]);
});

test("samples of a run: a picture, numbers, a walk, the same for the same seed", async () => {
  const out = join(folder, "grid.png");
  expect((await ganc(["sample", run, "--n", "9", "-o", out, ...swiftshader])).code).toBe(0);
  expect(existsSync(out)).toBe(true);
  const [a, b] = [await ganc(["sample", run, "--n", "3", "--json", ...swiftshader]), await ganc(["sample", run, "--n", "3", "--json", ...swiftshader])];
  expect(a.stdout).toBe(b.stdout);
  expect((JSON.parse(a.stdout) as { shape: number[] }).shape).toEqual([3, 2]);
  const npy = join(folder, "walk.npy");
  expect((await ganc(["sample", run, "--n", "5", "--interpolate", "-o", npy, ...swiftshader])).code).toBe(0);
  expect(readFileSync(npy).subarray(10, 128).toString()).toContain("'shape': (5, 2)");
});

test("a built module runs, from a folder where no ganc is installed", async () => {
  const out = join(folder, "built");
  const built = await ganc(["build", file, "-o", out]);
  expect(built.code, built.stderr).toBe(0);
  expect(readdirSync(out).sort()).toEqual(["small.d.mts", "small.d.ts", "small.mjs", "small.wgsl"]);
  const first = readFileSync(join(out, "small.mjs"), "utf8");
  await ganc(["build", file, "-o", out]);
  expect(readFileSync(join(out, "small.mjs"), "utf8")).toBe(first);
  const ran = await ganc(["run", join(out, "small.mjs"), "--data", "ring", "--iterations", "2", "--json", "--out", join(folder, "second"), ...swiftshader]);
  expect(ran.code, ran.stderr).toBe(0);
  expect(reports(ran)).toHaveLength(2);

  const second = join(folder, "second");
  expect(readdirSync(second)).toEqual(expect.arrayContaining(["small.d.mts", "small.d.ts", "small.mjs", "small.wgsl"]));
  const sampled = await ganc(["sample", second, "--n", "2", "--json", ...swiftshader]);
  expect([sampled.code, sampled.stderr]).toEqual([0, expect.stringContaining("after iteration 2")]);
});

test("a folder that a module of another name goes on in is sampled by the module that its weights are of", async () => {
  const [other, out] = [join(folder, "other.mjs"), join(folder, "named")];
  writeFileSync(other, readFileSync(join(folder, "built", "small.mjs")));
  const go = (module: string, ...more: string[]): Promise<Ran> => ganc(["run", module, "--data", "ring", "--batch", "16", ...swiftshader, ...more]);
  expect((await go(join(folder, "built"), "--iterations", "2", "--out", out)).code).toBe(0);
  expect((await go(other, "--iterations", "3", "--resume", out)).code).toBe(0);
  expect(readdirSync(out)).toEqual(expect.arrayContaining(["other.mjs", "small.mjs"]));
  // Who samples needs this module alone.
  writeFileSync(join(out, "small.mjs"), "nothing that can be loaded");
  const sampled = await ganc(["sample", out, "--n", "2", "--json", ...swiftshader]);
  expect([sampled.code, sampled.stderr]).toEqual([0, expect.stringContaining("after iteration 3")]);
  for (const kept of ["weights.safetensors", "checkpoint.safetensors"]) rmSync(join(out, kept));
  expect(await ganc(["sample", out, ...swiftshader])).toMatchObject({ code: 1, stderr: expect.stringContaining("holds several modules: other.mjs, small.mjs; name one") });
});

test("the IR in text form, and what a file compiles to", async () => {
  const ir = await ganc(["build", file, "--emit", "ir"]);
  expect(ir.stdout).toMatch(/^step D\n {2}%0 /);
  const explained = JSON.parse((await ganc(["explain", file, "--json"])).stdout) as { networks: { D: { parameters: number } }; steps: { name: string; dispatches: number }[]; iteration: { submits: number }; arena: object };
  expect(explained.networks.D.parameters).toBe(2 * 64 + 64 + 64 * 64 + 64 + 64 + 1);
  expect(explained.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(["D", "G"]));
  expect(explained.iteration.submits).toBe(1);
  expect(Object.keys(explained.arena)).toEqual(["weights", "temporaries", "lowerBound"]);
});

test("eval: the device and the reference agree on values, gradients and a step", async () => {
  const inputs = join(folder, "inputs.safetensors");
  const values = (count: number, k: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(i * k + k));
  writeFileSync(inputs, writeSafetensors(new Map([["x", { shape: [4, 2], values: values(8, 1.3) }], ["z", { shape: [4, 8], values: values(32, 0.7) }]])));
  const outputs = new Map<string, ReturnType<typeof readSafetensors>["tensors"]>();
  for (const backend of ["gpu", "reference"]) {
    const out = join(folder, `${backend}.safetensors`);
    const { code, stderr } = await ganc(["eval", file, "--weights", join(run, "weights.safetensors"), "--inputs", inputs, "--values", "lossD,loss.G,fake,real_score", "--grads", "D", "--backend", backend, "-o", out, ...swiftshader]);
    expect(code, stderr).toBe(0);
    outputs.set(backend, readSafetensors(readFileSync(out)).tensors);
  }
  const [gpu, reference] = [outputs.get("gpu")!, outputs.get("reference")!];
  expect([...gpu.keys()].sort()).toEqual([...reference.keys()].sort());
  expect([...gpu.keys()]).toEqual(expect.arrayContaining(["lossD", "loss.G", "fake", "real_score", "D.linear1.weight"]));
  for (const [name, { values: expected }] of reference) {
    const scale = Math.max(1e-3, ...expected.map(Math.abs));
    expected.forEach((value, i) => expect(Math.abs(gpu.get(name)!.values[i] - value) / scale, name).toBeLessThan(1e-4));
  }
});

test("eval: a state starts at the number of the source, in float64 by the reference", async () => {
  const stated = join(folder, "stated.gan");
  writeFileSync(stated, "data x: [1]\nstate k = 0.3\nlet scaled = k * x\n");
  const inputs = join(folder, "one.safetensors");
  writeFileSync(inputs, writeSafetensors(new Map([["x", { shape: [1, 1], values: Float64Array.of(1) }]])));
  const { stdout, stderr } = await ganc(["eval", stated, "--inputs", inputs, "--values", "scaled", "--backend", "reference", "--json"]);
  expect(JSON.parse(stdout), stderr).toEqual({ scaled: { shape: [1, 1], values: [0.3] } });
});

test("eval: a label that training would refuse is refused", async () => {
  const [labelled, inputs] = [join(folder, "labelled.gan"), join(folder, "labels.safetensors")];
  writeFileSync(labelled, "data x: [1]\ndata y: class[3]\nnoise c: class[2] ~ categorical(2)\nlet labels = one_hot(y)\nlet both = one_hot(c)\n");
  const evaluate = (name: string, ...labels: number[]): Promise<Ran> => {
    writeFileSync(inputs, writeSafetensors(new Map([[name, { shape: [labels.length], values: Float32Array.from(labels) }]])));
    return ganc(["eval", labelled, "--inputs", inputs, "--values", name === "y" ? "labels" : "both", "--backend", "reference", "--json"]);
  };
  const told = (message: string): object => ({ code: 1, stdout: "", stderr: `ganc: ${message}\n` });
  expect(await evaluate("y", 0, 3)).toMatchObject(told("y is class[3], and sample 1 has the label 3"));
  expect(await evaluate("y", 0.5)).toMatchObject(told("y is class[3], and sample 0 has the label 0.5"));
  expect(await evaluate("c", 1, -1)).toMatchObject(told("c is class[2], and sample 1 has the label -1"));
  expect(await evaluate("y", 0, 2)).toMatchObject({ code: 0, stdout: expect.stringContaining("[1,0,0,0,0,1]") });
});

test("adapters says which and why", async () => {
  const { code, stdout } = await ganc(["adapters", "--json"]);
  expect(code).toBe(0);
  const { adapters } = JSON.parse(stdout) as { adapters: { name: string; label?: string; missing?: string; taken: boolean }[] };
  expect(adapters.map(({ name }) => name)).toEqual(["gpu", "lavapipe", "swiftshader"]);
  expect(adapters.filter(({ taken }) => taken)).toHaveLength(1);
  for (const { label, missing } of adapters) expect(label ?? missing).toBeTruthy();
});

test("fmt gives a file its layout, and says with --check that it would", async () => {
  const loose = join(folder, "loose.gan");
  writeFileSync(loose, "gan   Loose // kept\nhyper a=1\n");
  const checked = await ganc(["fmt", loose, file, "--check"]);
  expect([checked.code, checked.stdout]).toEqual([1, `${loose}\n`]);
  expect((await ganc(["fmt", loose])).code).toBe(0);
  expect(readFileSync(loose, "utf8")).toMatch(/^gan Loose +\/\/ kept\nhyper a = 1\n$/);
  expect((await ganc(["fmt", loose, "--check"])).code).toBe(0);
});
