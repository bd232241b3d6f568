import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { ganc, scratch } from "./ganc.js";

const folder = scratch();
const file = join(folder, "small.gan");
const run = join(folder, "run");
const swiftshader = ["--adapter", "swiftshader"];

beforeAll(async () => {
  const { code } = await ganc(["init", "small"], { cwd: folder });
  expect(code).toBe(0);
  writeFileSync(file, readFileSync(join(folder, "small", "small.gan")));
  const trained = await ganc(["train", file, "--data", "ring", "--iterations", "20", "--batch", "16", "--out", run, "--json", ...swiftshader]);
  expect(trained.code, trained.stderr).toBe(0);
  const lines = trained.stdout.trim().split("\n").map((line) => JSON.parse(line) as { iteration: number; loss: object; metric: object });
  expect(lines.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(Object.keys(lines[0].loss)).toEqual(["D", "G"]);
  expect(Object.keys(lines[0].metric)).toEqual(["real_score", "fake_score"]);
});

test("help shows an example first, of everything", async () => {
  const { code, stdout } = await ganc(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}ganc /);
  for (const command of ["init", "check", "build", "run", "train", "sample", "eval", "explain", "adapters"]) {
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
  expect(ran.stdout.trim().split("\n")).toHaveLength(2);
  writeFileSync(join(out, "old.mjs"), first.replace("format: 1", "format: 0"));
  const old = await ganc(["run", join(out, "old.mjs"), "--data", "ring"]);
  expect(old.code).toBe(1);
  expect(old.stderr).toContain("build it again");
});

test("a standalone module has no import", async () => {
  const out = join(folder, "standalone");
  expect((await ganc(["build", file, "-o", out, "--standalone"])).code).toBe(0);
  const text = readFileSync(join(out, "small.mjs"), "utf8");
  expect(text).not.toMatch(/^\s*import[\s{*"']/m);
  expect(text).not.toMatch(/\bimport\s*\(/);
});

test("the IR in text form, and what a file compiles to", async () => {
  const ir = await ganc(["build", file, "--emit", "ir"]);
  expect(ir.stdout).toMatch(/^step D\n {2}%0 /);
  const explained = JSON.parse((await ganc(["explain", file, "--json"])).stdout) as { networks: { D: { parameters: number } }; steps: { name: string; dispatches: number }[]; iteration: { submits: number }; arena: object };
  expect(explained.networks.D.parameters).toBe(2 * 64 + 64 + 64 * 64 + 64 + 64 + 1);
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

test("Ctrl-C stops cleanly, and the run goes on from there", async () => {
  const out = join(folder, "stopped");
  const stopped = await ganc(["train", file, "--data", "ring", "--iterations", "100000", "--batch", "16", "--out", out, "--json", ...swiftshader], { interrupt: '"iteration":5,' });
  expect(stopped.code).toBe(0);
  expect(stopped.stderr).toContain(`--resume ${out}`);
  const done = stopped.stdout.trim().split("\n").length;
  const resumed = await ganc(["train", file, "--data", "ring", "--iterations", String(done + 2), "--batch", "16", "--resume", out, "--json", ...swiftshader]);
  expect(resumed.stdout.trim().split("\n").map((line) => (JSON.parse(line) as { iteration: number }).iteration)).toEqual([done + 1, done + 2]);
});

test("adapters says which and why", async () => {
  const { code, stdout } = await ganc(["adapters", "--json"]);
  expect(code).toBe(0);
  const { adapters } = JSON.parse(stdout) as { adapters: { name: string; label?: string; missing?: string; taken: boolean }[] };
  expect(adapters.map(({ name }) => name)).toEqual(["gpu", "lavapipe", "swiftshader"]);
  expect(adapters.filter(({ taken }) => taken)).toHaveLength(1);
  for (const { label, missing } of adapters) expect(label ?? missing).toBeTruthy();
});

describe("bad input is a sentence and an exit code", () => {
  const write = (name: string, contents: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, contents);
    return path;
  };
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
    ["weights of another model", () => ["sample", run, "--weights", write("other.safetensors", writeSafetensors(new Map([["A", { shape: [1], values: Float32Array.of(1) }]])))], 1, "another model's"],
    ["weights that lie", () => ["sample", run, "--weights", write("lies.safetensors", Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0, 123))], 1, "header"],
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
});
