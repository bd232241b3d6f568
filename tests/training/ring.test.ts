/** The whole, judged by a number: WGAN-GP on eight Gaussians on a circle finds all eight. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { load } from "../../runtime/index.js";
import { readDataset } from "../../runtime/node/dataset.js";
import { testDevice } from "../device.js";
import { programOf } from "./program.js";

/** A mode is covered when a tenth of a fair share of the samples lies within 3 standard deviations of it. */
function modesCovered(points: Float32Array): number {
  const count = points.length / 2;
  const modes = Array.from({ length: 8 }, (_, i) => [2 * Math.cos((2 * Math.PI * i) / 8), 2 * Math.sin((2 * Math.PI * i) / 8)]);
  return modes.filter(([x, y]) => {
    let near = 0;
    for (let i = 0; i < count; i++) if (Math.hypot(points[2 * i] - x, points[2 * i + 1] - y) < 3 * 0.05) near++;
    return near >= count / 8 / 10;
  }).length;
}

test("WGAN-GP covers 8 of 8 modes of the ring", async () => {
  const program = programOf(readFileSync(new URL("../../examples/ring.gan", import.meta.url), "utf8"));
  const gan = await load(program, { device: await testDevice(), seed: 1 });
  const data = await readDataset(program, "ring");
  let last = NaN;
  for await (const { loss } of gan.train(data, { iterations: 1500, every: 500 })) last = loss.D;
  expect(last).toBeTypeOf("number");
  const { pixels } = await gan.sample(2000, { seed: 9 });
  expect(modesCovered(pixels)).toBe(8);
  gan.dispose();
}, 600_000);
