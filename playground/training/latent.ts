/** Places in the space that a generator draws from: a grid over two of its directions, evenly by probability. */

import type { NoiseInput } from "../../runtime/program.js";

/** The value below which a share `p` of the draws of one coordinate lies; none for a distribution of separate values. */
export function quantileOf(distribution: string): ((p: number) => number) | undefined {
  const [, name, list] = /^(\w+)\((.*)\)$/.exec(distribution) ?? [];
  const [a, b] = (list ?? "").split(",").map(Number);
  if (name === "normal") return (p) => a + b * normalQuantile(p);
  return name === "uniform" ? (p) => a + (b - a) * p : undefined;
}

/** Acklam's rational approximation (2003), relative error below 1.2e-9. */
function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return poly(q, [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783]) / poly(q, [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1]);
  }
  const q = p - 0.5;
  const r = q * q;
  return (q * poly(r, [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239])) / poly(r, [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1]);
}

function poly(x: number, coefficients: readonly number[]): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

/** Values for `side` × `side` samples (`side` × 1 of a single coordinate), row by row: the first two coordinates vary, the others are at their middle. */
export function latentGrid({ shape, distribution }: NoiseInput, side: number): Float32Array | undefined {
  const quantile = quantileOf(distribution);
  const size = shape.reduce((a, b) => a * b, 1);
  if (!quantile) return undefined;
  const at = (i: number): number => quantile((i + 0.5) / side);
  const rows = size === 1 ? 1 : side;
  const values = new Float32Array(rows * side * size).fill(quantile(0.5));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < side; column++) {
      const start = (row * side + column) * size;
      values[start] = at(column);
      if (size > 1) values[start + 1] = at(row);
    }
  }
  return values;
}
