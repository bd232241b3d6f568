/** Networks called from outside: held against what the program itself samples with them, and against sums by hand. */

import { beforeAll, expect, test } from "vitest";
import { countsSoFar, memory } from "../../bench/contenders/counts.js";
import { DataError, WeightsError } from "../../runtime/errors.js";
import { Gan } from "../../runtime/gan.js";
import { everything } from "../../runtime/parts.js";
import type { Values } from "../../runtime/turns.js";
import { testDevice } from "../device.js";
import { programOf } from "../training/program.js";

const text = `
data x: [2]
noise z: [3] ~ normal(0, 1)
noise c: class[4] ~ categorical(4)
generator G(z: [3], c: class[4]) -> [2] { concat(z, embedding(c, 2)) -> linear(8) -> batch_norm -> dropout(0.5) -> linear(2) }
critic D(x: [2]) -> (validity: [1], doubled: [2]) { (validity: x -> linear(4) -> tanh -> linear(1), doubled: 2 * x) }
loss D = mean(D(G(z, c)).validity) - mean(D(x).validity)
loss G = -mean(D(G(z, c)).validity)
sample fakes = G(z, c)
sample averaged = A(z, c)
train batch 8 { step D by adam(1e-3)  step G by adam(1e-2)  average G as A decay 0.5 }
`;

let gan: Gan;
beforeAll(async () => {
  gan = new Gan(await testDevice(), programOf(text), { seed: 5 }, everything);
  const data = { x: { values: Float32Array.from({ length: 64 }, (_, i) => Math.sin(i)), shape: [2], count: 32 } };
  for await (const report of gan.train(data, { iterations: 3 })) expect(report.iteration).toBeGreaterThan(0);
});

const single = async (made: Promise<Values | { readonly [field: string]: Values }>): Promise<Values> => (await made) as Values;

test("a generator makes what the program samples with it, in evaluation mode, in turns too", async () => {
  const count = 150;
  const z = Float32Array.from({ length: 3 * count }, (_, i) => Math.cos(i));
  const c = Int32Array.from({ length: count }, (_, i) => i % 4);
  const made = await single(gan.networks.G(z, c));
  const { pixels } = await gan.sample(count, { z, c });
  expect(made.shape).toEqual([count, 2]);
  expect([...made.values]).toEqual([...pixels]);
});

test("a running average is a network of its own", async () => {
  const z = Float32Array.from({ length: 6 }, (_, i) => i / 6);
  const made = await single(gan.networks.A(z, 1));
  expect([...made.values]).toEqual([...(await gan.sample(2, { name: "averaged", z, c: 1 })).pixels]);
  expect([...made.values]).not.toEqual([...(await single(gan.networks.G(z, 1))).values]);
});

test("a record comes by its fields, a number goes to every sample, and a second call has the first one's pipelines", async () => {
  const first = (await gan.networks.D([1, 2, 3, 4])) as { readonly [field: string]: Values };
  expect(first.doubled).toEqual({ values: Float32Array.of(2, 4, 6, 8), shape: [2, 2] });
  expect(first.validity.shape).toEqual([2, 1]);
  const { pipelines } = countsSoFar();
  const held = memory.now;
  const second = (await gan.networks.D(Float32Array.of(3, 4, 1, 2))) as { readonly [field: string]: Values };
  expect([...second.validity.values].reverse()).toEqual([...first.validity.values]);
  expect([countsSoFar().pipelines, memory.now]).toEqual([pipelines, held]);
});

test.each([
  ["too few of them", () => gan.networks.G([1, 2, 3]), "G takes z, c, and 1 were given"],
  ["half a sample", () => gan.networks.D([1, 2, 3]), "D's x takes 2 values a sample; for 2 of them, 3 were given"],
  ["none", () => gan.networks.D([]), "D's x takes 2 values a sample; for 1 of them, 0 were given"],
  ["parameters of different numbers of samples", () => gan.networks.G([1, 2, 3, 4, 5, 6], [0, 1, 2]), "G's z takes 3 values a sample; for 3 of them, 6 were given"],
  ["a class that isn't there", () => gan.networks.G([1, 2, 3], [4]), "G's c is class[4], and 4 was given"],
  ["an input that sampling doesn't know", () => gan.sample(2, { k: 1 }), "test has no input k; it has x, z, c"],
])("%s is said", async (_, call, words) => {
  await expect(call()).rejects.toThrow(DataError);
  await expect(call()).rejects.toThrow(words);
});

test("a frozen network without weights is not called", async () => {
  const frozen = new Gan(await testDevice(), programOf(`noise z: [2] ~ normal(0, 1)\nfrozen network F(v: [2]) -> [1] from "f.safetensors" { v -> linear(1) }\nsample s = F(z)`), {}, everything);
  await expect(frozen.networks.F([1, 2])).rejects.toThrow(WeightsError);
  frozen.dispose();
});
