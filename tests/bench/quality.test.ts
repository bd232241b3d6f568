/** The judges of bench/quality, on what they must find. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mixtures, reached } from "../../bench/quality/modes.js";
import { load } from "../../runtime/index.js";
import { readDataset } from "../../runtime/node/dataset.js";
import { mnistTest } from "../../runtime/node/packages.js";
import { points } from "../../runtime/node/points.js";
import { testDevice } from "../device.js";
import { programOf } from "../training/program.js";

describe("modes", () => {
  test.each(["ring", "grid"] as const)("%s itself reaches all of its own, and all but a few of its points are good", (set) => {
    const { covered, of, good } = reached(points(set).values.subarray(0, 5000), mixtures[set]);
    expect(covered).toBe(of);
    // Within 3 deviations lies 1 - exp(-9 / 2) of a Gaussian in the plane.
    expect(good).toBeCloseTo(1 - Math.exp(-4.5), 2);
  });

  test("one that is left out, or hardly reached, is missed", () => {
    const [first, ...others] = mixtures.ring;
    const many = Array.from({ length: 10 }, () => others.flat()).flat();
    expect(reached(many, mixtures.ring)).toMatchObject({ covered: 7, of: 8, good: 1 });
    // Of 71 points a tenth of a fair share is 0.9, of 701 it is 8.8.
    expect(reached([...many, ...first], mixtures.ring).covered).toBe(8);
    expect(reached([...Array.from({ length: 10 }, () => many).flat(), ...first], mixtures.ring).covered).toBe(7);
  });

  test("points between the modes are not good", () => {
    expect(reached([0.5, 0.5, 0, 0.16, 1, 0.14, 2, 2], mixtures.grid)).toMatchObject({ covered: 2, good: 0.5 });
  });
});

test("the classifier learns digits from its first iterations", async () => {
  const program = programOf(readFileSync(new URL("../../bench/quality/classifier.gan", import.meta.url), "utf8"));
  const gan = await load(program, { device: await testDevice(), seed: 1 });
  let last = NaN;
  for await (const { loss } of gan.train(await readDataset(program, "mnist"), { iterations: 20, every: 20 })) last = loss.C;
  expect(last).toBeLessThan(1.2);
  const { samples, labels } = mnistTest();
  const count = 64;
  const { pixels, shape } = await gan.sample(count, { inputs: { x: Float32Array.from(samples.values.subarray(0, count * 784), (value) => value / 127.5 - 1) } });
  expect(shape).toEqual([count, 10]);
  const right = Array.from({ length: count }, (_, i) => pixels.subarray(10 * i, 10 * i + 10)).filter((logits, i) => logits.indexOf(Math.max(...logits)) === labels!.values[i]).length;
  expect(right / count).toBeGreaterThan(0.6);
  gan.dispose();
});
