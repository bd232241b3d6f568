/** Samples that are pictures: a sheet of them, of real ones, or of a plane through the latent space. */

import type { Frame, Shown } from "../training/messages.js";
import type { Layers, View } from "./view.js";

const gap = 4;

export class Pictures implements View {
  #frame: Frame | undefined;
  #real: Shown | undefined;
  readonly #tile = document.createElement("canvas");

  /** `range`: the values of black and white. */
  constructor(private readonly range: readonly [number, number]) {}

  setData(real: Shown | undefined): void {
    this.#real = real;
  }

  setFrame(frame: Frame): void {
    this.#frame = frame;
  }

  draw(context: CanvasRenderingContext2D, width: number, height: number, layers: Layers): void {
    const shown = layers.real ? this.#real : layers.manifold ? this.#frame?.plane : this.#frame?.samples;
    if (!shown) return;
    const [channels, rows, columns] = shown.shape.length === 2 ? [1, ...shown.shape] : shown.shape;
    const size = channels * rows * columns;
    const count = Math.floor(shown.values.length / size);
    const side = Math.ceil(Math.sqrt(count));
    const cell = (Math.min(width, height) - gap * (side + 1)) / side;
    context.imageSmoothingEnabled = cell < 2 * Math.max(rows, columns);
    for (let i = 0; i < count; i++) {
      this.#paint(shown.values.subarray(i * size, (i + 1) * size), channels, rows, columns);
      context.drawImage(this.#tile, gap + (i % side) * (cell + gap), gap + Math.floor(i / side) * (cell + gap), cell, cell);
    }
  }

  #paint(values: Float32Array, channels: number, rows: number, columns: number): void {
    if (this.#tile.width !== columns || this.#tile.height !== rows) [this.#tile.width, this.#tile.height] = [columns, rows];
    const context = this.#tile.getContext("2d");
    if (!context) return;
    const image = context.createImageData(columns, rows);
    const [low, high] = this.range;
    const size = rows * columns;
    for (let i = 0; i < size; i++) {
      for (let channel = 0; channel < 3; channel++) image.data[4 * i + channel] = (255 * (values[(channels >= 3 ? channel : 0) * size + i] - low)) / (high - low);
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
}
