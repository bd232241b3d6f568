/**
 * How many Gaussians of a mixture do points reach, and how many of the points are of any? A mode is covered when a tenth of its fair
 * share of the points lies within 3 standard deviations of its middle; a point is good when it lies so close to one
 * (the measures of Srivastava et al. 2017, arXiv 1705.07761, section 5.1, and stricter in the first: there, one good point covers a mode).
 */

/** Of every Gaussian of `ring` and `grid`. */
const deviation = 0.05;

/** The middles of the Gaussians, in the data's own coordinates. */
export const mixtures = {
  ring: Array.from({ length: 8 }, (_, i) => [2 * Math.cos((Math.PI * i) / 4), 2 * Math.sin((Math.PI * i) / 4)] as const),
  grid: Array.from({ length: 25 }, (_, i) => [(i % 5) - 2, Math.floor(i / 5) - 2] as const),
};

export interface Reached {
  readonly covered: number;
  readonly of: number;
  /** The share of good points. */
  readonly good: number;
  readonly perMode: readonly number[];
}

/** `points`: x and y by turns. */
export function reached(points: ArrayLike<number>, modes: readonly (readonly [number, number])[]): Reached {
  const count = points.length / 2;
  const perMode = modes.map(([x, y]) => Array.from({ length: count }, (_, i) => Math.hypot(points[2 * i] - x, points[2 * i + 1] - y)).filter((distance) => distance < 3 * deviation).length);
  return {
    covered: perMode.filter((near) => near >= count / modes.length / 10).length,
    of: modes.length,
    good: Number((perMode.reduce((sum, near) => sum + near, 0) / count).toFixed(4)),
    perMode,
  };
}
