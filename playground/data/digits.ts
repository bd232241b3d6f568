/**
 * Digits as a hand writes them: the strokes of each, bent, slanted, scaled and thickened at random, drawn into small
 * pictures. No file is needed, and each is another.
 */

import { philox } from "../../runtime/philox.js";

type Point = readonly [x: number, y: number];

/** In a unit square, y downward: each stroke a smooth line through its points. */
const strokes: readonly (readonly (readonly Point[])[])[] = [
  [[[0.5, 0.08], [0.24, 0.2], [0.18, 0.5], [0.26, 0.82], [0.5, 0.93], [0.74, 0.82], [0.82, 0.5], [0.75, 0.2], [0.5, 0.08]]],
  [[[0.36, 0.24], [0.54, 0.08], [0.53, 0.5], [0.52, 0.93]]],
  [[[0.24, 0.28], [0.34, 0.12], [0.56, 0.08], [0.74, 0.22], [0.68, 0.46], [0.44, 0.7], [0.22, 0.91]], [[0.22, 0.91], [0.5, 0.9], [0.8, 0.9]]],
  [[[0.26, 0.16], [0.5, 0.08], [0.72, 0.2], [0.66, 0.4], [0.44, 0.48], [0.7, 0.56], [0.77, 0.76], [0.54, 0.93], [0.24, 0.85]]],
  [[[0.62, 0.08], [0.4, 0.36], [0.2, 0.64]], [[0.2, 0.64], [0.5, 0.64], [0.84, 0.62]], [[0.64, 0.4], [0.63, 0.65], [0.62, 0.94]]],
  [[[0.74, 0.1], [0.5, 0.1], [0.31, 0.11]], [[0.31, 0.11], [0.29, 0.28], [0.27, 0.45]], [[0.27, 0.45], [0.5, 0.4], [0.73, 0.53], [0.75, 0.75], [0.54, 0.92], [0.25, 0.87]]],
  [[[0.66, 0.08], [0.4, 0.26], [0.25, 0.58], [0.32, 0.84], [0.54, 0.93], [0.75, 0.8], [0.7, 0.58], [0.5, 0.51], [0.28, 0.64]]],
  [[[0.22, 0.11], [0.5, 0.11], [0.79, 0.1]], [[0.79, 0.1], [0.6, 0.4], [0.48, 0.68], [0.42, 0.93]]],
  [[[0.5, 0.48], [0.3, 0.36], [0.32, 0.15], [0.52, 0.07], [0.7, 0.17], [0.68, 0.37], [0.5, 0.48], [0.27, 0.63], [0.29, 0.85], [0.51, 0.94], [0.73, 0.84], [0.72, 0.62], [0.5, 0.48]]],
  [[[0.72, 0.38], [0.55, 0.5], [0.32, 0.43], [0.28, 0.22], [0.48, 0.08], [0.69, 0.17], [0.73, 0.36], [0.68, 0.66], [0.56, 0.93]]],
];

export interface Drawings {
  /** Grey bytes, 0 the paper and 255 the ink. */
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
}

/** `count` pictures of width × height, the classes in turn. Deterministic up to the browser's own anti-aliasing. */
export function drawDigits(count: number, width: number, height: number): Drawings {
  const columns = Math.max(1, Math.min(count, Math.floor(2048 / width)));
  const rowsAtOnce = Math.max(1, Math.floor(2048 / height));
  const pixels = new Uint8Array(count * width * height);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 10);
  const canvas = new OffscreenCanvas(columns * width, rowsAtOnce * height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser gives no canvas to draw digits on");
  for (let first = 0; first < count; first += columns * rowsAtOnce) {
    const many = Math.min(count - first, columns * rowsAtOnce);
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < many; i++) drawDigit(context, labels[first + i], first + i, { x: (i % columns) * width, y: Math.floor(i / columns) * height, width, height });
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < many; i++) copyCell(data, canvas.width, { x: (i % columns) * width, y: Math.floor(i / columns) * height, width, height }, pixels.subarray((first + i) * width * height));
  }
  return { pixels, labels };
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function copyCell(rgba: Uint8ClampedArray, stride: number, { x, y, width, height }: Cell, into: Uint8Array): void {
  for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) into[row * width + column] = rgba[4 * ((y + row) * stride + x + column)];
}

function drawDigit(context: OffscreenCanvasRenderingContext2D, digit: number, number: number, { x, y, width, height }: Cell): void {
  let word = 0;
  /** Uniform in [-1, 1]. */
  const random = (): number => (philox([number, word++, 0, 3], [digit, 0x64696769])[0] >>> 8) * 2 ** -23 - 1;
  const size = 0.72 * (1 + 0.12 * random());
  const [slant, turn, squeeze] = [0.22 * random(), 0.12 * random(), 0.85 + 0.15 * random()];
  const [dx, dy] = [0.05 * random(), 0.05 * random()];
  const place = ([px, py]: Point): Point => {
    const [u, v] = [(px - 0.5) * squeeze + 0.025 * random(), py - 0.5 + 0.025 * random()];
    const [slanted, upright] = [u - slant * v, v + turn * u];
    return [x + width * (0.5 + dx + size * slanted), y + height * (0.5 + dy + size * upright)];
  };
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = "#fff";
  context.lineWidth = Math.min(width, height) * (0.085 + 0.03 * random());
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  for (const stroke of strokes[digit]) smoothLine(context, stroke.map(place));
  context.stroke();
  context.restore();
}

/** Through the middles of neighbouring points, bent toward each. */
function smoothLine(context: OffscreenCanvasRenderingContext2D, points: readonly Point[]): void {
  context.moveTo(...points[0]);
  for (let i = 1; i + 1 < points.length; i++) {
    const [px, py] = points[i];
    const [nx, ny] = i + 2 === points.length ? points[i + 1] : [(px + points[i + 1][0]) / 2, (py + points[i + 1][1]) / 2];
    context.quadraticCurveTo(px, py, nx, ny);
  }
  if (points.length === 2) context.lineTo(...points[1]);
}
