/** What stands in a module is the program again: word for word but for its WGSL, and that does the same. */

import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { compactModule } from "../../compiler/emit/pack/kernels.js";
import { pack } from "../../compiler/emit/pack/pack.js";
import { rolled } from "../../compiler/emit/pack/loops.js";
import type { CompiledProgram } from "../../compiler/emit/program.js";
import { ProgramVersionError } from "../../runtime/errors.js";
import { Gan } from "../../runtime/gan.js";
import type { Dispatch, Graph, Kernel, Program } from "../../runtime/program.js";
import { everything } from "../../runtime/parts.js";
import { Trained } from "../../runtime/trained.js";
import { unpack } from "../../runtime/unpack.js";
import { testDevice } from "../device.js";
import { compiled, model } from "./program.js";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** What the kernels of what was packed are called in the program that it was. */
function calledAs({ names }: ReturnType<typeof pack>): ReadonlyMap<string, string> {
  return new Map([...names.values()].flat().map((told) => told.split(": ") as [string, string]));
}

/** What counts as 1 is left out. */
function withoutOnes(term: Dispatch["groups"][number]): Dispatch["groups"][number] {
  return term.filter(({ size, per }) => size.batch > 0 || size.factor !== per);
}

/** Kernels by name: they are numbered otherwise, and their operands stand in the order of their text. */
function comparable(program: Program, called: ReadonlyMap<string, string> = new Map()): unknown {
  const nameOf = ({ entry }: Kernel): string => called.get(entry) ?? entry;
  const graph = ({ temporaries, dispatches, outputs, reads }: Graph): unknown => ({
    temporaries: temporaries.map(({ bytes, first, last }) => ({ bytes, first, last })),
    dispatches: dispatches.map(({ kernel, operands, groups }) => ({ kernel: nameOf(program.kernels[kernel]), groups: groups.map(withoutOnes), operands: operands.map((operand) => JSON.stringify(operand)).sort() })),
    outputs,
    reads,
  });
  const { shared: _, kernels, graphs, networks, ...rest } = program;
  return {
    ...rest,
    kernels: [...new Set(kernels.map(nameOf))].sort(),
    graphs: Object.fromEntries(Object.entries(graphs).map(([name, of]) => [name, graph(of)])),
    networks: networks.map((network) => ({ ...network, graph: graph(network.graph) })),
  };
}

/** What a launch does is what the compiled one does, compact, and a device takes it. */
async function expectKernels(back: Program, program: CompiledProgram, called: ReadonlyMap<string, string>): Promise<void> {
  const device = await testDevice();
  const places = new Map(program.kernels.map(({ entry }, i) => [entry, i]));
  const { kernels } = compactModule(program);
  for (const { entry, wgsl, bindings } of back.kernels) {
    const { bodies } = kernels[places.get(called.get(entry)!)!];
    const invocations = Math.max(...bodies.map((body) => body.invocations));
    expect(wgsl).toContain(`@compute @workgroup_size(${invocations})fn ${entry}(`);
    let rest = wgsl;
    for (const { text, operands } of bodies) {
      const own = text.replace(/\b(_[A-Z])(\d+)\b/g, (_, type: string, place: string) => `${type}${operands ? operands.charCodeAt(Number(place)) - 65 : place}`);
      expect(rest, entry).toContain(own);
      rest = rest.slice(rest.indexOf(own) + own.length);
    }
    expect(bindings).toEqual([...wgsl.matchAll(/@binding\((\d+)\)/g)].map(([, binding]) => Number(binding)));
    device.pushErrorScope("validation");
    device.createShaderModule({ code: back.shared + wgsl });
    expect((await device.popErrorScope())?.message, wgsl).toBeUndefined();
  }
}

test.each(["bench/mlp-gan.gan", "examples/wgan_gp.gan", "examples/cgan.gan", "examples/divergences.gan", "examples/dcgan.gan", "examples/ragan.gan", "tests/golden/replay/program.gan", "tests/golden/convolution/program.gan", "tests/golden/state/program.gan"])("%s", async (path) => {
  const { program } = compiled(read(path));
  const packed = pack(program);
  const { core, training } = packed;
  const parts = JSON.parse(JSON.stringify([core, training])) as [typeof core, typeof training];
  const back = unpack(...parts);
  expect(comparable(back, calledAs(packed))).toEqual(comparable(program));
  await expectKernels(back, program, calledAs(packed));
  expect(JSON.stringify(parts).length).toBeLessThan(0.3 * JSON.stringify(program).length);
});

test("trains and samples bit for bit as the program that it was", async () => {
  const { program } = compiled(model);
  const { core, training } = pack(program);
  const data = { x: { values: Uint8Array.from({ length: 320 }, (_, i) => (37 * i) % 256), shape: [1, 4, 4], count: 20 }, y: { values: Int32Array.from({ length: 20 }, (_, i) => i % 3), shape: [], count: 20 } };
  const runs: unknown[] = [];
  for (const one of [program, unpack(core, training)]) {
    const gan = new Gan(await testDevice(), one, { seed: 11 }, everything);
    const reports = [];
    for await (const report of gan.train(data, { iterations: 4 })) reports.push(report);
    const weights = await gan.weights();
    const samples = await gan.sample(5, { seed: 2 });
    const alone = new Trained(await testDevice(), one === program ? program : unpack(core), {}, everything);
    alone.setWeights(weights);
    expect((await alone.sample(5, { seed: 2 })).pixels).toEqual(samples.pixels);
    expect(one === program || alone.program.schedule.length === 0).toBe(true);
    runs.push([reports, [...weights], samples]);
    gan.dispose();
    alone.dispose();
  }
  expect(runs[1]).toEqual(runs[0]);
});

test("a program that samples nothing, and one that is sampled alone", async () => {
  for (const text of ["network N(v: [2]) -> [1] { v -> linear(1) -> tanh }", "noise z: [2] ~ normal(0, 1)\nsample s = 2 * z"]) {
    const { program } = compiled(text);
    const packed = pack(program);
    const { core, training } = packed;
    expect(training === undefined).toBe(program.networks.length === 0);
    const back = unpack(core, training);
    expect(comparable(back, calledAs(packed))).toEqual(comparable(program));
    await expectKernels(back, program, calledAs(packed));
  }
});

test("an unrolled text, rolled up", () => {
  const sums = [0, 1, 2, 3].flatMap((row) => [0, 1, 2].map((k) => `sum${row}=fma(a${row + 1}[${k}],b[k*${k * 128}u],sum${row});`)).join("");
  expect(rolled(`${sums}return;`)).toBe("$4;?3;sum$=fma(a'$+1'[?],b[k*'128*?'u],sum$);??$$return;");
  expect(rolled("x=0.1;x=0.2;x=0.3;y=1e-4;y=1e-5;y=1e-6;")).toBe("x=0.1;x=0.2;x=0.3;y=1e-4;y=1e-5;y=1e-6;");
  expect(rolled("let sum0=products[1];let sum1=products[2];let sum2=products[3];let sum4=products[4];")).toBe("$3;let sum$=products['$+1'];$$let sum4=products[4];");
});

test("of another format it is refused by name", () => {
  const { core, training } = pack(compiled(model).program);
  expect(() => unpack({ ...core, program: { ...core.program, format: 99 } }, training)).toThrow(ProgramVersionError);
});
