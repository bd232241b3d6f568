/** `NAME.mjs`: the program, whole; the same bytes each time; and one that stands alone runs alone. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/module.js";
import { version } from "../../compiler/emit/version.js";
import { type PackedProgram, pack } from "../../compiler/emit/pack/pack.js";
import type { CompiledProgram } from "../../compiler/emit/program.js";
import type { Gan, LoadOptions, Trained } from "../../runtime/index.js";
import { ganc, scratch } from "../cli/ganc.js";
import { testDevice } from "../device.js";
import { compiled, model } from "./program.js";
import { project, typeCheck } from "./typed.js";

test("the module says the program, whatever stands in it", async () => {
  const { program } = compiled(model);
  const awkward: CompiledProgram = { ...program, name: "Labelled`\\${b}" };
  const path = join(scratch(), "model.mjs");
  writeFileSync(path, emitModule(awkward, { source: "model.gan", standalone: "const unpack = (core, training) => ({ core, training }), loadProgram = ({ core }) => core.program.name, loadTrainedProgram = loadProgram;" }));
  const built = (await import(pathToFileURL(path).href)) as { program: PackedProgram; load(): string; loadTrained(): string; default(): string };
  const { core, training } = pack(awkward);
  expect(built.program).toEqual({ core, training });
  expect([built.load(), built.loadTrained()]).toEqual([awkward.name, awkward.name]);
  expect(built.default).toBe(built.load);
});

test("the same bytes each time, a kernel a line", () => {
  const [a, b] = [compiled(model), compiled(model)].map(({ program }) => emitModule(program, { source: "model.gan" }));
  expect(a).toBe(b);
  expect(a).toContain(`import { loadProgram, loadTrainedProgram, unpack } from "ganc/runtime";`);
  const { program } = compiled(model);
  const lines = a.split("\n");
  for (const { entry } of program.kernels) expect(lines.filter((line) => new RegExp(`^ *"\\d.*", // k\\d+: ${entry}$`).test(line)), entry).toHaveLength(1);
});

const worked = "data x: [2]\ncritic D(x: [2]) -> [1] { x -> linear(1) }\nloss D = mean(D(x) ^ 2)\ntrain batch 2 { repeat if iteration < 1 then 3 else 1 { step D by sgd(0.1) } }";
const frozen = `noise z: [2] ~ normal(0, 1)\nfrozen network F(v: [2]) -> [1] from "f.safetensors" { v -> linear(1) }\nsample s = F(z)`;

test("it brings the parts of the runtime that its program needs, and no others", () => {
  const parts = (text: string): string[] => /^import \{ (.*) \}/m.exec(emitModule(compiled(text).program, { source: "model.gan" }))![1].split(", ");
  const always = ["loadProgram", "loadTrainedProgram", "unpack"];
  expect(parts(model)).toEqual(always);
  expect(parts(worked)).toEqual(["scalarAt", ...always]);
  expect(parts(frozen)).toEqual(["frozen", ...always]);
});

test("with those parts it does what they are for", async () => {
  const folder = scratch();
  const built = async (name: string, text: string): Promise<{ load(options: LoadOptions): Promise<Gan>; loadTrained(options: LoadOptions): Promise<Trained> }> => {
    writeFileSync(join(folder, `${name}.gan`), text);
    const { code, stderr } = await ganc(["build", `${name}.gan`, "-o", ".", "--standalone"], { cwd: folder });
    expect(code, stderr).toBe(0);
    return (await import(pathToFileURL(join(folder, `${name}.mjs`)).href)) as Awaited<ReturnType<typeof built>>;
  };
  const device = await testDevice();
  const trained = await (await built("worked", worked)).load({ device });
  const data = { x: { values: new Float32Array(16).fill(1), shape: [2], count: 8 } };
  for await (const { iteration } of trained.train(data, { iterations: 2 })) expect(trained.drawn[0]).toBeGreaterThanOrEqual(iteration + 2);
  expect(trained.drawn).toEqual([4]);
  const { load, loadTrained } = await built("frozen", frozen);
  const F = new Map([["linear1.weight", { shape: [1, 2], values: Float32Array.of(1, 1) }], ["linear1.bias", { shape: [1], values: Float32Array.of(0) }]]);
  for (const loads of [load, loadTrained]) {
    await expect((await loads({ device })).sample(1)).rejects.toThrow("F is frozen, and its weights were not given");
    expect((await (await loads({ device, frozen: { F } })).sample(3, { z: 2 })).pixels).toEqual(Float32Array.of(4, 4, 4));
  }
});

test("a module that stands alone trains and samples alone, and its types need nobody", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "model.gan"), model);
  const { code, stderr } = await ganc(["build", "model.gan", "-o", ".", "--standalone"], { cwd: folder });
  expect(code, stderr).toBe(0);
  for (const file of ["model.mjs", "model.d.ts", "model.d.mts"]) expect(readFileSync(join(folder, file), "utf8"), file).not.toMatch(/^\s*import\b|\bimport\s*\(/m);

  const { load } = (await import(pathToFileURL(join(folder, "model.mjs")).href)) as { load(options: LoadOptions): Promise<Gan> };
  const gan = await load({ device: await testDevice(), seed: 3 });
  const data = { x: { values: new Uint8Array(160).fill(200), shape: [1, 4, 4], count: 10 }, y: { values: new Int32Array(10).fill(1), shape: [], count: 10 } };
  const losses: number[] = [];
  for await (const { loss } of gan.train(data, { iterations: 2 })) losses.push(loss.D);
  expect(losses.every((loss) => Number.isFinite(loss) && loss > 0)).toBe(true);
  expect((await gan.sample(5)).shape).toEqual([5, 1, 4, 4]);
  gan.dispose();

  const types = new Map([["package.json", `{ "type": "module" }`], ["model.d.mts", readFileSync(join(folder, "model.d.mts"), "utf8")]]);
  const use = `import { load } from "./model.mjs";\nconst gan = await load();\nfor await (const s of gan.train({ x: { values: new Uint8Array(16), shape: [1, 4, 4], count: 1 }, y: { values: new Int32Array(1), shape: [], count: 1 } })) console.log(s.metric.wasserstein, s.loss.G);\n`;
  expect(typeCheck(project(types), "use.ts", use)).toBe("");
  expect(typeCheck(project(types), "use.ts", use.replace("metric.wasserstein", "metric.w"))).toContain("'w' does not exist on type 'Metrics'");
});

test("the version is the package's", () => {
  expect(version).toBe((JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version);
});
