/**
 * How many modes of `ring` (8) or `grid` (25) does a run reach? `modes.ts` says what is counted.
 *
 * npx esbuild bench/quality/grid.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/bench/grid.mjs && node dist/bench/grid.mjs RUN grid
 */

import { scaling } from "../../runtime/data.js";
import { points } from "../../runtime/node/points.js";
import { mixtures, reached } from "./modes.js";
import { commandLine, likeOf, openRun } from "./run.js";

const { words: [run, set], n, device, label } = await commandLine("grid RUN ring|grid", 2, 2500);
if (set !== "ring" && set !== "grid") throw new Error(`there are ring and grid, and no ${set}`);
const gan = await openRun(run, device);
const { pixels, shape: [, ...shape] } = await gan.sample(n, { seed: 1000 });
if (shape.join() !== "2") throw new Error(`${gan.program.name} makes [${shape.join(", ")}], and points are [2]`);

// Back from the range that the program declares, if it declares one, to where the modes lie.
const { scale, shift } = scaling({ range: likeOf(gan, shape)?.range }, points(set));
console.log(JSON.stringify({ model: gan.program.name, adapter: label, samples: n, ...reached(pixels.map((value) => (value - shift) / scale), mixtures[set]) }));
process.exit(0);
