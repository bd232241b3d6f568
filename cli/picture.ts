/** Pictures of samples: a grid of images, or points over the real ones. */

import { PNG } from "pngjs";
import type { Samples as RealSamples } from "../runtime/data.js";
import type { Samples } from "../runtime/sample.js";

/** Whether there is a picture to be made of samples of this shape. */
export function isShowable(shape: readonly number[]): boolean {
  return isImage(shape) || isPoint(shape);
}

function isImage(shape: readonly number[]): boolean {
  return shape.length === 3 && (shape[0] === 1 || shape[0] === 3);
}

function isPoint(shape: readonly number[]): boolean {
  return shape.length === 1 && shape[0] === 2;
}

/** A PNG. `range` is what is black and what is white; points are drawn over `real` ones, where there are any. */
export function picture({ pixels, shape }: Samples, range: readonly [number, number] | undefined, real?: RealSamples): Uint8Array {
  const [count, ...one] = shape;
  return isPoint(one) ? scatter(pixels, real) : grid(pixels, count, one, range ?? [-1, 1]);
}

const gap = 1;
/** Small pictures are shown larger, so that they can be seen. */
const least = 56;

function grid(pixels: Float32Array, count: number, [channels, height, width]: readonly number[], [low, high]: readonly [number, number]): Uint8Array {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const zoom = Math.max(1, Math.floor(least / Math.max(height, width)));
  const png = new PNG({ width: columns * (width * zoom + gap) + gap, height: rows * (height * zoom + gap) + gap });
  png.data.fill(255);
  for (let n = 0; n < count; n++) {
    const [top, left] = [gap + Math.floor(n / columns) * (height * zoom + gap), gap + (n % columns) * (width * zoom + gap)];
    for (let y = 0; y < height * zoom; y++) {
      for (let x = 0; x < width * zoom; x++) {
        const place = 4 * ((top + y) * png.width + left + x);
        for (let c = 0; c < 3; c++) {
          const channel = channels === 1 ? 0 : c;
          const value = pixels[((n * channels + channel) * height + Math.floor(y / zoom)) * width + Math.floor(x / zoom)];
          png.data[place + c] = Math.max(0, Math.min(255, Math.round((255 * (value - low)) / (high - low))));
        }
      }
    }
  }
  return PNG.sync.write(png);
}

const side = 480;
const realColour = [196, 200, 208] as const;
const fakeColour = [214, 69, 65] as const;
/** More real points than this only make a blot. */
const mostReal = 2000;

function scatter(points: Float32Array, real: RealSamples | undefined): Uint8Array {
  const truth = real ? Float32Array.from(real.values.subarray(0, 2 * Math.min(real.count, mostReal))) : points;
  const reach = 1.25 * truth.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  const png = new PNG({ width: side, height: side });
  png.data.fill(255);
  const draw = (values: ArrayLike<number>, colour: readonly [number, number, number]): void => {
    for (let i = 0; i + 1 < values.length; i += 2) {
      const x = Math.round(((values[i] / reach + 1) / 2) * (side - 1));
      const y = Math.round(((1 - values[i + 1] / reach) / 2) * (side - 1));
      for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
        const [px, py] = [x + dx, y + dy];
        if (px >= 0 && px < side && py >= 0 && py < side) png.data.set(colour, 4 * (py * side + px));
      }
    }
  };
  if (real) draw(truth, realColour);
  draw(points, fakeColour);
  return PNG.sync.write(png);
}
