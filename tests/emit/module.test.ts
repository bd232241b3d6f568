/** `NAME.mjs`: the program, whole; the same bytes each time; and one that stands alone runs alone. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/module.js";
import { version } from "../../compiler/emit/version.js";
import { type PackedProgram, pack } from "../../compiler/emit/pack/pack.js";
import type { Gan, LoadOptions } from "../../runtime/index.js";
import type { Program } from "../../runtime/program.js";
import { ganc, scratch } from "../cli/ganc.js";
import { testDevice } from "../device.js";
import { compiled, model } from "./program.js";
import { project, typeCheck } from "./typed.js";

test("the module says the program, whatever stands in it", async () => {
  const { program } = compiled(model);
  const awkward: Program = { ...program, name: "Labelled`\\${b}" };
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
