/** What a discriminator says of the plane, as colours: blue where it holds a point for real, orange where for made, nothing in between. */

import type { Shown } from "../training/messages.js";
import { fieldShade } from "./palette.js";

export interface Field {
  readonly values: Float32Array;
  readonly side: number;
}

/** How strongly the colours are laid on, at most. */
const strength = 0.62;
/** How much of the scale of before is kept, so that colours don't flicker. */
const inertia = 0.8;

export class FieldPicture {
  readonly #canvas = document.createElement("canvas");
  #middle: number | undefined;
  #reach = 1;

  /** The zero of the colours lies halfway between what it says of real and of made points: a critic's values have no zero of their own. */
  update({ values, side }: Field, extent: number, real: Shown | undefined, made: Shown): void {
    const mean = (points: Shown): number => meanOver({ values, side }, extent, points);
    const middle = real ? (mean(real) + mean(made)) / 2 : values.reduce((a, b) => a + b, 0) / values.length;
    const reach = Math.max(1e-6, quantile(values.map((value) => Math.abs(value - middle)), 0.9));
    const isFirst = this.#middle === undefined || !Number.isFinite(this.#middle) || !Number.isFinite(this.#reach);
    this.#middle = isFirst ? middle : inertia * this.#middle! + (1 - inertia) * middle;
    this.#reach = isFirst ? reach : inertia * this.#reach + (1 - inertia) * reach;
    this.#paint({ values, side }, this.#middle);
  }

  #paint({ values, side }: Field, middle: number): void {
    this.#canvas.width = this.#canvas.height = side;
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    const image = context.createImageData(side, side);
    const [real, made] = [fieldShade("field-real"), fieldShade("field-made")];
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const lean = Math.tanh((values[row * side + column] - middle) / this.#reach);
        // The lowest row of values is the lowest on the screen.
        const at = 4 * ((side - 1 - row) * side + column);
        image.data.set(lean >= 0 ? real : made, at);
        image.data[at + 3] = 255 * strength * Math.abs(lean);
      }
    }
    context.putImageData(image, 0, 0);
  }

  draw(context: CanvasRenderingContext2D, width: number, height: number): void {
    if (this.#middle === undefined) return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#canvas, 0, 0, width, height);
  }

  forget(): void {
    this.#middle = undefined;
  }
}

function meanOver({ values, side }: Field, extent: number, { values: points, shape: [width] }: Shown): number {
  const cell = (value: number): number => Math.min(side - 1, Math.max(0, Math.floor(((value / extent + 1) / 2) * side)));
  const count = points.length / width;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[cell(points[i * width + 1]) * side + cell(points[i * width])];
  return sum / Math.max(1, count);
}

function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
