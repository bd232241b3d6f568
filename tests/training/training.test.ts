import { expect, test } from "vitest";
import { countsSoFar } from "../../bench/contenders/counts.js";
import { load } from "../../runtime/index.js";
import type { Gan } from "../../runtime/gan.js";
import { readDataset } from "../../runtime/node/dataset.js";
import type { Report } from "../../runtime/train.js";
import { testDevice } from "../device.js";
import { programOf, small } from "./program.js";

const program = programOf(small);
const data = await readDataset(program, "two_moons");

async function trained(gan: Gan, iterations: number): Promise<Report[]> {
  const reports: Report[] = [];
  for await (const report of gan.train(data, { iterations })) reports.push(report);
  return reports;
}

async function bits(gan: Gan): Promise<string> {
  return JSON.stringify([...(await gan.state())].map(([name, { values }]) => [name, [...new Uint32Array(values.buffer)]]));
}

test("a seed gives the same run twice, bit for bit, and another seed another", async () => {
  const device = await testDevice();
  const runs = await Promise.all([7, 7, 8].map((seed) => load(program, { device, seed })));
  const reports = [];
  for (const gan of runs) reports.push(JSON.stringify(await trained(gan, 12)));
  const states = await Promise.all(runs.map(bits));
  expect(reports[1]).toBe(reports[0]);
  expect(states[1]).toBe(states[0]);
  expect(reports[2]).not.toBe(reports[0]);
  const [a, b] = await Promise.all([runs[0].sample(5, { seed: 3 }), runs[1].sample(70, { seed: 3 })]);
  expect([...b.pixels.slice(0, 10)]).toEqual([...a.pixels]);
  runs.forEach((gan) => gan.dispose());
});

test("after the first iteration nothing is made, nothing is written, and an iteration is one submit", async () => {
  const gan = await load(program, { device: await testDevice(), seed: 1 });
  await trained(gan, 1);
  const before = countsSoFar();
  await trained(gan, 5);
  const after = countsSoFar();
  for (const made of ["pipelines", "buffers", "bindGroups", "writes"] as const) expect(after[made], made).toBe(before[made]);
  expect(after.submits - before.submits).toBe(5);
  gan.dispose();
});

test("a resumed run is the run that was not stopped", async () => {
  const device = await testDevice();
  const whole = await load(program, { device, seed: 5 });
  await trained(whole, 10);
  const first = await load(program, { device, seed: 5 });
  await trained(first, 6);
  const second = await load(program, { device, seed: 5 });
  second.restore(await first.state(), first.iteration, first.drawn);
  await trained(second, 4);
  expect(await bits(second)).toBe(await bits(whole));
  [whole, first, second].forEach((gan) => gan.dispose());
});

test("training stops at a signal, and says which iterations were done", async () => {
  const gan = await load(program, { device: await testDevice(), seed: 1 });
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const { iteration } of gan.train(data, { signal: stop.signal })) {
    seen.push(iteration);
    if (iteration === 4) stop.abort();
  }
  expect(seen).toEqual(seen.map((_, i) => i + 1));
  expect(seen.length).toBe(gan.iteration);
  expect(seen.length).toBeLessThan(12);
  gan.dispose();
});

test("an epoch draws every sample once, in another order than the last", async () => {
  const index = programOf(`data x: [1]  network N(x: [1]) -> [1] { x -> linear(1) }
    loss N = mean(N(x)) metric seen = sum(x * x)  metric first = max(x) train batch 8 { step N by sgd(1e-9) }`);
  const count = 51;
  const values = Float32Array.from({ length: count }, (_, i) => i);
  const gan = await load(index, { device: await testDevice(), seed: 2 });
  const reports: Report[] = [];
  for await (const report of gan.train({ x: { values, shape: [1], count } }, { epochs: 2 })) reports.push(report);
  expect(reports.length).toBe(12);
  const total = (epoch: readonly Report[]): number => epoch.reduce((sum, { metric }) => sum + metric.seen, 0);
  const all = values.reduce((sum, value) => sum + value * value, 0);
  for (const epoch of [reports.slice(0, 6), reports.slice(6)]) {
    // 48 of the 51 are drawn: what is missing is three squares, of different samples.
    const missing = all - total(epoch);
    expect(missing).toBeGreaterThanOrEqual(0 + 1 + 4);
    expect(missing).toBeLessThanOrEqual(50 ** 2 + 49 ** 2 + 48 ** 2);
  }
  expect(reports.slice(0, 6).map(({ metric }) => metric.first)).not.toEqual(reports.slice(6).map(({ metric }) => metric.first));
  gan.dispose();
});
