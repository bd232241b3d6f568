/** Sets of points, small enough to see what a model learns: mixtures and curves of the literature. Every one is deterministic. */

import type { Samples } from "../data.js";
import { philox } from "../philox.js";

type Draw = (random: () => number, normal: () => number) => readonly [number, number];

/** Enough that a model can't learn them by heart, in one second. */
const count = 50_000;
/** What a program's `in [lo, hi]` is scaled from: all the sets below lie in this square, ten deviations of their noise included. */
const range = [-2.5, 2.5] as const;

const sets: { readonly [name: string]: Draw } = {
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

export const pointSets: readonly string[] = Object.keys(sets);

/** 50,000 points [2] of one of `pointSets`; which numbers they are depends on the name alone. */
export function points(name: string): Samples {
  const draw = sets[name];
  const values = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    let word = 0;
    const random = (): number => (philox([i, word++, 0, 2], [0, 0x706f696e])[0] >>> 8) * 2 ** -24;
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    values.set(draw(random, normal), 2 * i);
  }
  return { values, shape: [2], count, range };
}
