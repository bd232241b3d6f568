/** A discriminator that is trained well enough is p / (p + q), and its value is -2 log 2 + 2 JS: both sides as the example watches them. */

import { expect, test } from "vitest";
import { load } from "../../runtime/index.js";
import { testDevice } from "../device.js";
import { compiled } from "./examples.js";

test.each([
  ["on a line", {}, 0.02],
  ["in the plane", { dim: 2, bins: 10 }, 0.05],
] as const)("the discriminator comes to its optimum %s", async (_, set, ofHistograms) => {
  const gan = await load(compiled("divergences", set).program, { device: await testDevice(), batch: 1024, seed: 1 });
  const first: Record<string, number> = {};
  const sums: Record<string, number> = {};
  // The last ten of thirty iterations, as one batch of 1,024 is noisy.
  for await (const { iteration, metric } of gan.train({}, { iterations: 30 })) {
    if (iteration === 1) Object.assign(first, metric);
    if (iteration > 20) for (const [name, value] of Object.entries(metric)) sums[name] = (sums[name] ?? 0) + value / 10;
  }
  gan.dispose();
  expect(first.ideal - first.bound).toBeGreaterThan(0.05);
  expect(Math.abs(sums.ideal - sums.bound)).toBeLessThan(0.015);
  expect(sums.from_best).toBeLessThan(0.03);
  expect(sums.from_best).toBeLessThan(first.from_best / 2);
  const jensenShannon = (sums.ideal + 2 * Math.log(2)) / 2;
  expect(jensenShannon).toBeGreaterThan(0.05);
  expect(Math.abs(sums.seen_js - jensenShannon)).toBeLessThan(ofHistograms);
  expect(sums.seen_wasserstein).toBeGreaterThan(0.5);
});
