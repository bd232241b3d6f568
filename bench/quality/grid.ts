/**
 * How many Gaussians of `ring` (8) or `grid` (25) does a run reach, and how many of its samples are of any? A mode is covered when a
 * tenth of its fair share of the samples lies within 3 standard deviations of its middle; a sample is good when it lies so close to one
 * (the measures of Srivastava et al. 2017, arXiv 1705.07761, section 5.1, and stricter in the first: there, one good sample covers a mode).
 *
 * npx esbuild bench/quality/grid.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/bench/grid.mjs && node dist/bench/grid.mjs RUN grid
 */

import { scaling } from "../../runtime/data.js";
import { points } from "../../runtime/node/points.js";
import { commandLine, likeOf, openRun } from "./run.js";

const deviation = 0.05;
const modes = {
  ring: Array.from({ length: 8 }, (_, i) => [2 * Math.cos((Math.PI * i) / 4), 2 * Math.sin((Math.PI * i) / 4)]),
  grid: Array.from({ length: 25 }, (_, i) => [(i % 5) - 2, Math.floor(i / 5) - 2]),
};

const { words: [run, set], n, device, label } = await commandLine("grid RUN ring|grid", 2, 2500);
if (set !== "ring" && set !== "grid") throw new Error(`there are ring and grid, and no ${set}`);
const gan = await openRun(run, device);
const { pixels, shape: [, ...shape] } = await gan.sample(n, { seed: 1000 });
if (shape.join() !== "2") throw new Error(`${gan.program.name} makes [${shape.join(", ")}], and points are [2]`);

// Back from the range that the program declares, if it declares one, to where the modes lie.
const { scale, shift } = scaling({ range: likeOf(gan, shape)?.range }, points(set));
const made = Array.from({ length: n }, (_, i) => [0, 1].map((axis) => (pixels[2 * i + axis] - shift) / scale));
const near = modes[set].map((middle) => made.filter((point) => Math.hypot(point[0] - middle[0], point[1] - middle[1]) < 3 * deviation).length);
const covered = near.filter((count) => count >= n / near.length / 10).length;
const good = near.reduce((sum, count) => sum + count, 0) / n;
console.log(JSON.stringify({ model: gan.program.name, adapter: label, samples: n, covered, of: near.length, good: Number(good.toFixed(4)), perMode: near }));
process.exit(0);
