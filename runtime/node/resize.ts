/** Pictures brought to another size and other colours. */

import type { Samples } from "../data.js";

/** `[channels, height, width]` with the channels of a grey picture or of a coloured one. */
export function isPicture(shape: readonly number[]): boolean {
  return shape.length === 3 && (shape[0] === 1 || shape[0] === 3);
}

/** Cropped to the middle that has the wanted proportions, then averaged or interpolated down or up, channels repeated or averaged. */
export function resized({ values, shape, count, range }: Samples, [channels, height, width]: readonly number[]): Samples {
  const [fromChannels, fromHeight, fromWidth] = shape;
  const scale = Math.min(fromHeight / height, fromWidth / width);
  const [top, left] = [(fromHeight - height * scale) / 2, (fromWidth - width * scale) / 2];
  const rows = weights(height, top, scale, fromHeight);
  const columns = weights(width, left, scale, fromWidth);
  const out = values instanceof Uint8Array ? new Uint8Array(count * channels * height * width) : new Float32Array(count * channels * height * width);
  const plane = fromHeight * fromWidth;
  let place = 0;
  for (let n = 0; n < count; n++) {
    const at = (channel: number, y: number, x: number): number => {
      const read = (c: number): number => values[(n * fromChannels + c) * plane + y * fromWidth + x];
      if (channels === fromChannels) return read(channel);
      return fromChannels === 1 ? read(0) : 0.299 * read(0) + 0.587 * read(1) + 0.114 * read(2);
    };
    for (let c = 0; c < channels; c++) {
      for (const row of rows) {
        for (const column of columns) {
          let sum = 0;
          for (const [y, a] of row) for (const [x, b] of column) sum += a * b * at(c, y, x);
          out[place++] = values instanceof Uint8Array ? Math.round(sum) : sum;
        }
      }
    }
  }
  return { values: out, shape: [channels, height, width], count, range };
}

/** For each place, which old ones it is made of and how much of each: areas when shrinking, neighbours when growing. */
function weights(size: number, start: number, scale: number, limit: number): [number, number][][] {
  return Array.from({ length: size }, (_, i) => {
    const middle = start + (i + 0.5) * scale;
    const reach = Math.max(scale, 1) / 2 + (scale < 1 ? 0.5 : 0);
    const found: [number, number][] = [];
    for (let j = Math.floor(middle - reach); j <= Math.ceil(middle + reach); j++) {
      const overlap = scale < 1 ? 1 - Math.abs(j + 0.5 - middle) : Math.min(j + 1, middle + reach) - Math.max(j, middle - reach);
      if (overlap > 0) found.push([Math.min(limit - 1, Math.max(0, j)), overlap]);
    }
    const total = found.reduce((sum, [, weight]) => sum + weight, 0);
    return found.map(([j, weight]) => [j, weight / total]);
  });
}
