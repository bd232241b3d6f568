/** Pictures of samples: a grid of images, or a plot of points or numbers over the real ones. */

import { PNG } from "pngjs";
import type { Samples as RealSamples } from "../runtime/data.js";
import type { Samples } from "../runtime/sample.js";
import { histogram, inRange, isNumber, isPoint, scatter } from "./plot.js";

/** Whether there is a picture to be made of samples of this shape. */
export function isShowable(shape: readonly number[]): boolean {
  return isImage(shape) || isPoint(shape) || isNumber(shape);
}

function isImage(shape: readonly number[]): boolean {
  return shape.length === 3 && (shape[0] === 1 || shape[0] === 3);
}

/** A PNG. `range` is the data's own: of images, what is black and what is white; points and numbers are drawn over `real` ones, where there are any. */
export function picture({ pixels, shape }: Samples, range: readonly [number, number] | undefined, real?: RealSamples): Uint8Array {
  const [count, ...one] = shape;
  if (isImage(one)) return grid(pixels, count, one, range ?? [-1, 1]);
  const truth = real && inRange(real, range);
  return isPoint(one) ? scatter(pixels, truth) : histogram(pixels, truth);
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
