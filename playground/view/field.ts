/** What a discriminator says of the plane, as colours: blue where it holds a point for real, orange where for made, nothing in between. */

import type { Shown } from "../training/messages.js";
import { fieldShade } from "./palette.js";

export interface Field {
  readonly values: Float32Array;
  readonly side: number;
}

/** How strongly the colours are laid on, at most. */
const strength = 0.62;
/** The scale of before counts for less and less within this time, in milliseconds, so that colours follow and don't flicker. */
const inertia = 200;
/** The border between the colours is at least this share of the whole scale wide. */
const softest = 0.1;

/** Which values are colourless, how far from there real and made points are, and how far the field goes. */
interface Scale {
  readonly middle: number;
  readonly gap: number;
  readonly reach: number;
}

export class FieldPicture {
  readonly #canvas = document.createElement("canvas");
  #scale: Scale | undefined;
  #time = 0;

  /** The zero of the colours lies halfway between what it says of real and of made points: a critic's values have no zero of their own. */
  update(field: Field, extent: number, real: Shown | undefined, made: Shown): void {
    const [high, low] = real ? [meanOver(field, extent, real), meanOver(field, extent, made)] : [mean(field.values), mean(field.values)];
    const middle = (high + low) / 2;
    const now: Scale = { middle, gap: Math.abs(high - low) / 2, reach: Math.max(1e-6, quantile(field.values.map((value) => Math.abs(value - middle)), 0.9)) };
    const before = this.#scale;
    const isKnown = before !== undefined && Object.values(before).every(Number.isFinite);
    const time = performance.now();
    const kept = Math.exp((this.#time - time) / inertia);
    this.#time = time;
    const blend = (a: number, b: number): number => kept * a + (1 - kept) * b;
    this.#scale = isKnown ? { middle: blend(before.middle, now.middle), gap: blend(before.gap, now.gap), reach: blend(before.reach, now.reach) } : now;
    this.#paint(field, this.#scale);
  }

  /** Half of a colour says on which side of the middle a value is, sharply where real and made points differ by little; half says how far. */
  #paint({ values, side }: Field, { middle, gap, reach }: Scale): void {
    this.#canvas.width = this.#canvas.height = side;
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    const image = context.createImageData(side, side);
    const [real, made] = [fieldShade("field-real"), fieldShade("field-made")];
    const border = Math.max(gap, softest * reach);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const distance = values[row * side + column] - middle;
        const weight = Math.tanh(Math.abs(distance) / border) * (0.5 + 0.5 * Math.min(1, Math.abs(distance) / reach));
        // The lowest row of values is the lowest on the screen.
        const at = 4 * ((side - 1 - row) * side + column);
        image.data.set(distance >= 0 ? real : made, at);
        image.data[at + 3] = 255 * strength * weight;
      }
    }
    context.putImageData(image, 0, 0);
  }

  draw(context: CanvasRenderingContext2D, width: number, height: number): void {
    if (!this.#scale) return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#canvas, 0, 0, width, height);
  }

  forget(): void {
    this.#scale = undefined;
  }
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Of the field at the points, between the four values that are nearest to each; of what lies outside, at the edge. */
function meanOver({ values, side }: Field, extent: number, { values: points, shape: [width] }: Shown): number {
  const place = (value: number): number => Math.min(side - 1, Math.max(0, ((value / extent + 1) / 2) * side - 0.5));
  const count = Math.floor(points.length / width);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const [x, y] = [place(points[i * width]), place(points[i * width + 1])];
    const [left, low] = [Math.min(side - 2, Math.floor(x)), Math.min(side - 2, Math.floor(y))];
    const along = (row: number): number => values[row * side + left] * (left + 1 - x) + values[row * side + left + 1] * (x - left);
    sum += along(low) * (low + 1 - y) + along(low + 1) * (y - low);
  }
  return sum / Math.max(1, count);
}

function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
