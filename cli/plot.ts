/** Plots of samples that are no images: points in the plane, and single numbers as a histogram, the real ones grey and behind. */

import { PNG } from "pngjs";
import { type Samples as RealSamples, scaling } from "../runtime/data.js";

export function isPoint(shape: readonly number[]): boolean {
  return shape.length === 1 && shape[0] === 2;
}

export function isNumber(shape: readonly number[]): boolean {
  return shape.every((extent) => extent === 1);
}

/** Real points and numbers past this many show nothing new. */
const mostReal = 2000;

/** The first of the real values, in the range that a program declares. */
export function inRange(real: RealSamples, range: readonly [number, number] | undefined): Float32Array {
  const { scale, shift } = scaling({ range }, real);
  const size = real.values.length / real.count;
  return Float32Array.from(real.values.subarray(0, size * mostReal), (value) => value * scale + shift);
}

const side = 480;
type Colour = readonly [number, number, number];
const realColour: Colour = [196, 200, 208];
const fakeColour: Colour = [214, 69, 65];

function blank(): PNG {
  const png = new PNG({ width: side, height: side });
  png.data.fill(255);
  return png;
}

function fill(png: PNG, [left, right]: readonly [number, number], [top, bottom]: readonly [number, number], colour: Colour): void {
  for (let y = Math.max(0, top); y < Math.min(side, bottom); y++) for (let x = Math.max(0, left); x < Math.min(side, right); x++) png.data.set(colour, 4 * (y * side + x));
}

/** A square around 0 that holds all that is real. */
export function scatter(points: Float32Array, real: Float32Array | undefined): Uint8Array {
  const reach = 1.25 * (real ?? points).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  const png = blank();
  const draw = (values: Float32Array, colour: Colour): void => {
    for (let i = 0; i + 1 < values.length; i += 2) {
      const x = Math.round(((values[i] / reach + 1) / 2) * (side - 1));
      const y = Math.round(((1 - values[i + 1] / reach) / 2) * (side - 1));
      fill(png, [x, x + 2], [y, y + 2], colour);
    }
  };
  if (real) draw(real, realColour);
  draw(points, fakeColour);
  return PNG.sync.write(png);
}

const bins = 60;
const barWidth = side / bins;

/** Over the range of what is real, a tenth more at both ends; the share that falls into a bin is the height of its bar, and of what is made the top of it. */
export function histogram(numbers: Float32Array, real: Float32Array | undefined): Uint8Array {
  const shown = real ?? numbers;
  const [low, high] = [shown.reduce((a, b) => Math.min(a, b), Infinity), shown.reduce((a, b) => Math.max(a, b), -Infinity)];
  const margin = Math.max(1e-6, (high - low) / 10);
  const shares = (values: Float32Array): number[] => {
    const counts = Array<number>(bins).fill(0);
    for (const value of values) {
      const bin = Math.floor((bins * (value - low + margin)) / (high - low + 2 * margin));
      if (bin >= 0 && bin < bins) counts[bin] += 1 / values.length;
    }
    return counts;
  };
  const [truth, made] = [real ? shares(real) : [], shares(numbers)];
  const highest = 1.1 * Math.max(...truth, ...made, 1e-6);
  const png = blank();
  const top = (share: number): number => Math.round(side * (1 - share / highest));
  truth.forEach((share, bin) => fill(png, [bin * barWidth, (bin + 1) * barWidth], [top(share), side], realColour));
  made.forEach((share, bin) => fill(png, [bin * barWidth, (bin + 1) * barWidth], real ? [top(share) - 2, top(share) + 2] : [top(share), side], fakeColour));
  return PNG.sync.write(png);
}
