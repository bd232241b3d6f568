import { expect, test, vi } from "vitest";
import { countsSoFar, memory } from "../../bench/contenders/counts.js";
import type { Gan } from "../../runtime/gan.js";
import { load } from "../../runtime/index.js";
import { readDataset } from "../../runtime/node/dataset.js";
import type { TrainOptions } from "../../runtime/train.js";
import { testDevice } from "../device.js";
import { programOf, small } from "../training/program.js";

const program = programOf(small);
const data = await readDataset(program, "line");

async function loaded(): Promise<Gan> {
  return load(program, { device: await testDevice(), seed: 4 });
}

async function reported(gan: Gan, options: TrainOptions): Promise<number[]> {
  const seen: number[] = [];
  for await (const { iteration } of gan.train(data, options)) seen.push(iteration);
  return seen;
}

async function bits(gan: Gan): Promise<string> {
  return JSON.stringify([...(await gan.state())].map(([name, { values }]) => [name, [...new Uint32Array(values.buffer)]]));
}

test("a run that is watched goes as one that is not", async () => {
  const [often, seldom] = [await loaded(), await loaded()];
  expect(await reported(often, { iterations: 7 })).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await reported(seldom, { iterations: 7, every: 4 })).toEqual([4, 7]);
  expect(seldom.drawn).toEqual(often.drawn);
  expect(await bits(seldom)).toBe(await bits(often));
  [often, seldom].forEach((gan) => gan.dispose());
});

test("who stops looking can train on at once", async () => {
  const gan = await loaded();
  for await (const { iteration } of gan.train(data)) if (iteration === 2) break;
  const before = gan.iteration;
  expect(await reported(gan, { iterations: 5 })).toEqual([1, 2, 3, 4, 5].map((i) => before + i));
  gan.dispose();
});

test("the iteration that ends the last epoch is reported, whatever the interval", async () => {
  const gan = await loaded();
  const count = 200;
  const few = { x: { values: data.x.values.slice(0, 2 * count), shape: [2], count } };
  const seen: number[] = [];
  for await (const { iteration } of gan.train(few, { epochs: 2, every: 1000 })) seen.push(iteration);
  // 6 batches an epoch; 3 draws in each of the first two iterations, and 2 in each after them.
  expect(seen).toEqual([5]);
  expect(gan.drawn).toEqual([12]);
  gan.dispose();
});

test("data that only a metric reads is drawn for it; epochs of it would never end", async () => {
  const watching = programOf(`data x: [2] noise z: [2] ~ normal(0, 1) generator G(z: [2]) -> [2] { z -> linear(2) }
    loss G = mean(G(z) ^ 2) metric real = mean(x) train batch 16 { step G by sgd(0.1) }`);
  const gan = await load(watching, { device: await testDevice() });
  const metrics: number[] = [];
  for await (const { metric } of gan.train(data, { iterations: 3 })) metrics.push(metric.real);
  expect(new Set(metrics).size).toBe(3);
  await expect(gan.train(data, { epochs: 1 }).next()).rejects.toMatchObject({ name: "DataError", message: expect.stringContaining("no step reads x, whose passes are the epochs") });
  gan.dispose();
});

test("another data set takes the place of the last, in memory too", async () => {
  const gan = await loaded();
  await reported(gan, { iterations: 1 });
  const before = memory.now;
  for await (const report of gan.train({ x: { ...data.x } }, { iterations: 1 })) expect(report.iteration).toBe(2);
  expect(memory.now).toBe(before);
  gan.dispose();
});

test("a batch that is no number of samples, and a model that has been disposed of, are errors", async () => {
  const device = await testDevice();
  for (const batch of [0, -1, 1.5, NaN]) await expect(load(program, { device, batch })).rejects.toMatchObject({ name: "DataError" });
  const gan = await loaded();
  gan.dispose();
  await expect(gan.sample(1)).rejects.toMatchObject({ name: "DeviceError", message: expect.stringContaining("disposed") });
  await expect(gan.weights()).rejects.toMatchObject({ name: "DeviceError" });
});

test("a call under way when its model is disposed of is told so, and leaves no error for the next model on the device", async () => {
  const device = await testDevice();
  const complaints: string[] = [];
  const complain = (event: Event): void => void complaints.push((event as GPUUncapturedErrorEvent).error.message);
  device.addEventListener("uncapturederror", complain);
  const gan = await loaded();
  await gan.sample(1);
  const calls = [gan.sample(3), gan.weights(), gan.state()];
  gan.dispose();
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ name: "DeviceError", message: expect.stringContaining("disposed") })));
  await device.queue.onSubmittedWorkDone();
  device.removeEventListener("uncapturederror", complain);
  expect(complaints).toEqual([]);
});

test("an iteration makes nothing but its commands, and is one submit or a part of one", async () => {
  const gan = await loaded();
  const each: Record<string, number>[] = [];
  for await (const report of gan.train(data, { iterations: 7 })) if (report.iteration > 3) each.push({ ...countsSoFar() });
  const { dispatches: _, submits, ...made } = each[0];
  for (const { dispatches, submits: later, ...counts } of each) expect(counts).toEqual(made);
  // The last ones were submitted before the first of these was read.
  expect(each.at(-1)!.submits - submits).toBeLessThanOrEqual(each.length - 1);
  await reported(gan, { iterations: 2, every: 2 });
  const before = countsSoFar().submits;
  await reported(gan, { iterations: 5, every: 5 });
  expect(countsSoFar().submits - before).toBeLessThanOrEqual(5);
  gan.dispose();
});

test("who waits for an iteration has given the device later ones to go on with, and never asks whether all is done", async () => {
  const gan = await loaded();
  await reported(gan, { iterations: 3 });
  const device = await testDevice();
  const ahead: number[] = [];
  let submits = 0;
  const submit = vi.spyOn(device.queue, "submit").mockImplementation((commands) => (submits++, GPUQueue.prototype.submit.call(device.queue, commands)));
  const map = vi.spyOn(GPUBuffer.prototype, "mapAsync");
  const done = vi.spyOn(device.queue, "onSubmittedWorkDone");
  for await (const { iteration } of gan.train(data, { iterations: 40, every: 10 })) ahead.push(submits - map.mock.calls.length, iteration);
  expect(ahead.slice(0, -2).filter((_, i) => i % 2 === 0).every((more) => more >= 1)).toBe(true);
  expect(ahead.at(-2)).toBe(0);
  expect(done).not.toHaveBeenCalled();
  [submit, map, done].forEach((spy) => spy.mockRestore());
  gan.dispose();
});
