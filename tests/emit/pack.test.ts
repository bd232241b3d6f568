/** What stands in a module is the program again: word for word but for its WGSL, and that does the same. */

import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { compactModule } from "../../compiler/emit/pack/kernels.js";
import { pack } from "../../compiler/emit/pack/pack.js";
import { rolled } from "../../compiler/emit/pack/loops.js";
import { ProgramVersionError } from "../../runtime/errors.js";
import { Gan } from "../../runtime/gan.js";
import type { Graph, Program } from "../../runtime/program.js";
import { moduleOf } from "../../runtime/shaders.js";
import { Trained } from "../../runtime/trained.js";
import { unpack } from "../../runtime/unpack.js";
import { testDevice } from "../device.js";
import { compiled, model } from "./program.js";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Kernels by name: they are numbered otherwise, and their operands stand in the order of their text. */
function comparable(program: Program): unknown {
  const graph = ({ temporaries, dispatches, outputs, reads }: Graph): unknown => ({
    temporaries: temporaries.map(({ bytes, first, last }) => ({ bytes, first, last })),
    dispatches: dispatches.map(({ kernel, operands, groups }) => ({ kernel: program.kernels[kernel].entry, groups, operands: operands.map((operand) => JSON.stringify(operand)).sort() })),
    outputs,
    reads,
  });
  const { wgsl: _, kernels, graphs, networks, ...rest } = program;
  return {
    ...rest,
    kernels: [...new Set(kernels.map(({ entry }) => entry))].sort(),
    graphs: Object.fromEntries(Object.entries(graphs).map(([name, of]) => [name, graph(of)])),
    networks: networks.map((network) => ({ ...network, graph: graph(network.graph) })),
  };
}

/** Each kernel's text is the compiled one, compact, and a device takes it. */
async function expectKernels(back: Program, program: Program): Promise<void> {
  const device = await testDevice();
  const texts = new Map(compactModule(program).kernels.map(({ text }, i) => [program.kernels[i].entry, text.replace("##", program.kernels[i].entry)]));
  for (const { entry } of back.kernels) {
    const code = moduleOf(entry, back.wgsl);
    expect(code.slice(-texts.get(entry)!.length), entry).toBe(texts.get(entry));
    device.pushErrorScope("validation");
    device.createShaderModule({ code });
    expect((await device.popErrorScope())?.message, code).toBeUndefined();
  }
}

test.each(["bench/mlp-gan.gan", "examples/wgan_gp.gan", "examples/cgan.gan", "examples/divergences.gan", "examples/dcgan.gan", "examples/ragan.gan", "tests/golden/replay/program.gan", "tests/golden/convolution/program.gan", "tests/golden/state/program.gan"])("%s", async (path) => {
  const { program } = compiled(read(path));
  const { core, training } = pack(program);
  const packed = JSON.parse(JSON.stringify([core, training])) as [typeof core, typeof training];
  const back = unpack(...packed);
  expect(comparable(back)).toEqual(comparable(program));
  await expectKernels(back, program);
  expect(JSON.stringify(packed).length).toBeLessThan(0.4 * JSON.stringify(program).length);
});

test("trains and samples bit for bit as the program that it was", async () => {
  const { program } = compiled(model);
  const { core, training } = pack(program);
  const data = { x: { values: Uint8Array.from({ length: 320 }, (_, i) => (37 * i) % 256), shape: [1, 4, 4], count: 20 }, y: { values: Int32Array.from({ length: 20 }, (_, i) => i % 3), shape: [], count: 20 } };
  const runs: unknown[] = [];
  for (const one of [program, unpack(core, training)]) {
    const gan = new Gan(await testDevice(), one, { seed: 11 });
    const reports = [];
    for await (const report of gan.train(data, { iterations: 4 })) reports.push(report);
    const weights = await gan.weights();
    const samples = await gan.sample(5, { seed: 2 });
    const alone = new Trained(await testDevice(), one === program ? program : unpack(core));
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
    const { core, training } = pack(program);
    expect(training === undefined).toBe(program.networks.length === 0);
    const back = unpack(core, training);
    expect(comparable(back)).toEqual(comparable(program));
    await expectKernels(back, program);
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
