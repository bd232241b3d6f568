/** Weights of frozen networks at load: given, wrong, missing, and as they were after training. */

import { describe, expect, test } from "vitest";
import { load } from "../../runtime/index.js";
import type { Tensors } from "../../runtime/safetensors.js";
import { readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { testDevice } from "../device.js";
import { programOf } from "../training/program.js";

const program = programOf(`
  data x: [2]
  noise z: [2] ~ normal(0, 1)
  generator G(z: [2]) -> [2] { z -> linear(2) }
  frozen network F(v: [2]) -> [3] from "f.safetensors" { v -> linear(3) -> batch_norm }
  critic D(v: [2]) -> [1] { v -> F -> linear(1) }
  loss D = mse(D(x), 1) + mse(D(G(z)), 0)
  loss G = mse(F(G(z)), F(x))
  sample features = F(G(z))
  train batch 4 { step D by adam(1e-2)  step G by adam(1e-2) }`);

const tensor = (shape: readonly number[], shift: number) => ({ shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i + shift)) });
const plain = new Map([
  ["linear1.weight", tensor([3, 2], 1)], ["linear1.bias", tensor([3], 2)], ["batch_norm1.weight", tensor([3], 3)], ["batch_norm1.bias", tensor([3], 4)],
  ["batch_norm1.running_mean", tensor([3], 5)], ["batch_norm1.running_var", { shape: [3], values: Float32Array.of(1, 2, 3) }],
]);
const named: Tensors = new Map([...plain].map(([name, value]) => [`F.${name}`, value]));
const data = { x: { values: tensor([8, 2], 0).values, shape: [2], count: 8 } };

test("from a file or as tensors, with the network's name in front or without; other tensors don't count", async () => {
  const device = await testDevice();
  const written = (tensors: Tensors): Tensors => readSafetensors(writeSafetensors(tensors)).tensors;
  const ways = [plain, named, written(plain), written(new Map([...named, ["D.linear1.weight", tensor([9, 9], 0)], ["num_batches_tracked", { shape: [], values: Int32Array.of(3) }]]))];
  const samples = [];
  for (const F of ways) {
    const gan = await load(program, { device, frozen: { F } });
    samples.push((await gan.sample(3)).pixels);
    gan.dispose();
  }
  for (const sample of samples) expect(sample).toEqual(samples[0]);
  expect(new Set(samples[0]).size).toBe(9);
});

test("training leaves them as they are, statistics too; saved weights have them, and need no file", async () => {
  const device = await testDevice();
  const gan = await load(program, { device, frozen: { F: plain } });
  const before = await gan.weights();
  for await (const { loss } of gan.train(data, { iterations: 5 })) expect(loss.G).toBeGreaterThan(0);
  const after = await gan.weights();
  for (const [name, { values }] of after) expect(before.get(name)!.values.every((value, i) => value === values[i]), name).toBe(name.startsWith("F."));
  const again = await load(program, { device, weights: after });
  expect((await again.sample(3)).pixels).toEqual((await gan.sample(3)).pixels);
  const resumed = await load(program, { device });
  resumed.restore(await gan.state(), gan.iteration, gan.drawn);
  expect((await resumed.sample(3)).pixels).toEqual((await gan.sample(3)).pixels);
  [gan, again, resumed].forEach((one) => one.dispose());
});

test("the weights of all other networks can come without them", async () => {
  const device = await testDevice();
  const gan = await load(program, { device, frozen: { F: plain } });
  const weights = new Map([...(await gan.weights())].filter(([name]) => !name.startsWith("F.")));
  const again = await load(program, { device, seed: 9, weights, frozen: { F: plain } });
  expect((await again.sample(3)).pixels).toEqual((await gan.sample(3)).pixels);
  [gan, again].forEach((one) => one.dispose());
});

describe("what is wrong has a name", () => {
  const without = (name: string): Tensors => new Map([...plain].filter(([one]) => one !== name));

  test.each<[string, { readonly [network: string]: Tensors }, string, string]>([
    ["a tensor that is missing", { F: without("batch_norm1.running_var") }, "WeightsError", "the weights of F have no batch_norm1.running_var"],
    ["a tensor of another shape", { F: new Map([...plain, ["linear1.weight", tensor([2, 3], 0)]]) }, "WeightsError", "F.linear1.weight is [3, 2] in test and [2, 3] in the weights of F"],
    ["a network that isn't frozen", { G: plain }, "WeightsError", "test has no frozen network G; it has F"],
  ])("%s", async (_, frozen, name, words) => {
    await expect(load(program, { device: await testDevice(), frozen })).rejects.toThrow(expect.objectContaining({ name, message: expect.stringContaining(words) as string }));
  });

  test("weights that nobody gave: nothing runs", async () => {
    const gan = await load(program, { device: await testDevice() });
    const missing = expect.objectContaining({ name: "WeightsError", message: expect.stringContaining("F is frozen, and its weights were not given: frozen: { F: … }, of f.safetensors") as string });
    await expect(gan.sample(1)).rejects.toThrow(missing);
    await expect(gan.train(data, { iterations: 1 }).next()).rejects.toThrow(missing);
    gan.setFrozen("F", plain);
    expect((await gan.sample(1)).shape).toEqual([1, 3]);
    gan.dispose();
  });
});
