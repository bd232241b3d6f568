import { expect, test } from "vitest";
import { memory } from "../../bench/contenders/counts.js";
import { DataError, DeviceError, DeviceLostError, ProgramVersionError, WeightsError } from "../../runtime/errors.js";
import { load } from "../../runtime/index.js";
import { requestDevice } from "../../runtime/node/adapter.js";
import { readDataset } from "../../runtime/node/dataset.js";
import { FORMAT, type Program } from "../../runtime/program.js";
import { runGraph } from "../../runtime/run-graph.js";
import { testDevice } from "../device.js";
import { programOf, small } from "../training/program.js";

/** By hand: y = 2x over n elements, one workgroup of one invocation each. */
function doubling(n: number): Program {
  return {
    format: FORMAT, version: "test", name: "Doubling", batch: 1, slots: [], slotBytes: 256, schedule: [], samples: [], networks: [],
    inputs: [{ kind: "data", name: "x", dtype: "f32", shape: [n], group: 0 }],
    shared: "override B: u32;\n",
    kernels: [{ entry: "double", bindings: [0, 3], wgsl: `@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(1) fn double(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = group.x + group.y * groups.x;
  if (i < B * ${n}u) { y[i] = 2.0 * x[i]; }
}` }],
    graphs: {
      run: {
        temporaries: [{ bytes: [{ factor: 4 * n, batch: 1 }], first: 0, last: 1 }],
        dispatches: [{ kernel: 0, operands: [{ in: "input", input: 0 }, { in: "temporary", temporary: 0, offset: 0, bytes: { factor: 4 * n, batch: 1 } }], groups: [[{ size: { factor: n, batch: 1 }, per: 1 }]] }],
        outputs: [{ name: "y", dtype: "f32", shape: ["B", n], at: { in: "temporary", temporary: 0, offset: 0, bytes: { factor: 4 * n, batch: 1 } } }],
        reads: [0],
      },
    },
  };
}

test("a program by hand, at two batch sizes, past 65535 workgroups", async () => {
  const device = await testDevice();
  for (const [n, batch] of [[5, 3], [50_000, 2]]) {
    const x = Float32Array.from({ length: n * batch }, (_, i) => i % 1000);
    const { outputs } = await runGraph(device, doubling(n), "run", { slots: new Map(), inputs: new Map([["x", x]]) }, batch);
    expect(outputs.get("y")!.shape).toEqual([batch, n]);
    expect(outputs.get("y")!.values).toEqual(x.map((value) => 2 * value));
  }
});

test("a module of another format, a kernel that is none, weights and data that don't fit: each an error by name", async () => {
  const device = await testDevice();
  const program = programOf(small);
  await expect(load({ ...program, format: 99 }, { device })).rejects.toThrow(ProgramVersionError);
  const broken = { ...doubling(4), kernels: [{ ...doubling(4).kernels[0], entry: "nobody" }] };
  await expect(runGraph(device, broken, "run", { slots: new Map(), inputs: new Map() }, 1)).rejects.toThrow(DeviceError);
  const gan = await load(program, { device });
  const weights = await gan.weights();
  weights.set("G.linear1.weight", { shape: [1], values: Float32Array.of(1) });
  expect(() => gan.setWeights(weights)).toThrow(WeightsError);
  expect(() => gan.setWeights(weights)).toThrow("G.linear1.weight is [16, 4]");
  const few = { x: { values: new Float32Array(10), shape: [2], count: 5 } };
  const first = async (data: typeof few): Promise<unknown> => gan.train(data, { iterations: 1 }).next();
  await expect(first(few)).rejects.toThrow("a batch is 32 samples, and x has 5");
  await expect(first({ x: { values: new Float32Array(300), shape: [3], count: 100 } })).rejects.toThrow(DataError);
  await expect(gan.sample(0)).rejects.toThrow(DataError);
  await expect(gan.sample(1, { inputs: { w: 1 } })).rejects.toThrow("has no input w");
  gan.dispose();
});

test("a program that swaps between more lanes than the adapter's subgroups have is refused, not run wrong", async () => {
  const device = await testDevice();
  const { subgroupMinSize } = device.adapterInfo;
  const x = Float32Array.of(1, 2, 3);
  const run = (lanes: number): Promise<unknown> => runGraph(device, { ...doubling(3), lanes }, "run", { slots: new Map(), inputs: new Map([["x", x]]) }, 1);
  await expect(run(subgroupMinSize)).resolves.toBeDefined();
  await expect(run(2 * subgroupMinSize)).rejects.toMatchObject({ name: "DeviceError", message: `Doubling needs subgroups of ${2 * subgroupMinSize} lanes` });
});

test("weights come out as they went in, and a model without them is another", async () => {
  const device = await testDevice();
  const program = programOf(small);
  const held = memory.now;
  const [a, b] = [await load(program, { device, seed: 1 }), await load(program, { device, seed: 2 })];
  const [before, other] = [await a.sample(3), await b.sample(3)];
  expect(other.pixels).not.toEqual(before.pixels);
  b.setWeights(await a.weights());
  expect((await b.sample(3)).pixels).toEqual(before.pixels);
  const given = await a.sample(2, { inputs: { z: 0 } });
  expect(given.pixels.slice(0, 2)).toEqual(given.pixels.slice(2));
  a.dispose();
  b.dispose();
  expect(memory.now).toBe(held);
});

test("a device that is lost is an error by name, and the others go on", async () => {
  const { device } = await requestDevice("swiftshader");
  const program = programOf(small);
  const gan = await load(program, { device });
  const data = await readDataset(program, "line");
  const training = async (): Promise<void> => {
    for await (const { iteration } of gan.train(data, { iterations: 50 })) if (iteration === 2) device.destroy();
  };
  await expect(training()).rejects.toThrow(DeviceLostError);
  const healthy = await load(program, { device: await testDevice() });
  expect((await healthy.sample(1)).shape).toEqual([1, 2]);
  healthy.dispose();
});
