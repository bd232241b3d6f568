/** Samples that are points: the discriminator's field, the manifold that the generator spans, real points, made ones, and where the loss pulls them. */

import type { Frame, Shown } from "../training/messages.js";
import { FieldPicture } from "./field.js";
import { shade } from "./palette.js";
import type { Layers, View } from "./view.js";

/** Points of the data that are drawn: more than this is a stain. */
const mostReal = 700;

export class Plane implements View {
  readonly #field = new FieldPicture();
  #frame: Frame | undefined;
  #real: Shown | undefined;
  #extent = 3;

  setData(real: Shown | undefined, extent: number): void {
    this.#real = real;
    this.#extent = extent;
    this.#field.forget();
  }

  setFrame(frame: Frame): void {
    this.#frame = frame;
    if (frame.field) this.#field.update(frame.field, this.#extent, this.#real, frame.samples);
  }

  draw(context: CanvasRenderingContext2D, width: number, height: number, layers: Layers): void {
    const frame = this.#frame;
    const scale = width / (2 * this.#extent);
    context.save();
    if (layers.field && frame?.field) this.#field.draw(context, width, height);
    // From here on y grows upward and 0 is in the middle; sizes are in pixels still.
    const x = (value: number): number => width / 2 + value * scale;
    const y = (value: number): number => height / 2 - value * scale;
    drawAxes(context, width, height);
    if (layers.manifold && frame?.manifold) drawManifold(context, frame.manifold, x, y);
    if (layers.real && this.#real) drawPoints(context, this.#real, mostReal, shade("real"), x, y);
    if (layers.pull && frame?.pull) drawPulls(context, frame.pull, x, y);
    if (layers.made && frame) drawPoints(context, frame.samples, Infinity, shade("made"), x, y);
    context.restore();
  }
}

type Scale = (value: number) => number;

function drawAxes(context: CanvasRenderingContext2D, width: number, height: number): void {
  context.strokeStyle = shade("ink");
  context.globalAlpha = 0.12;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, Math.round(height / 2) + 0.5);
  context.lineTo(width, Math.round(height / 2) + 0.5);
  context.moveTo(Math.round(width / 2) + 0.5, 0);
  context.lineTo(Math.round(width / 2) + 0.5, height);
  context.stroke();
  context.globalAlpha = 1;
}

function drawPoints(context: CanvasRenderingContext2D, { values, shape: [width] }: Shown, most: number, colour: string, x: Scale, y: Scale): void {
  context.fillStyle = colour;
  context.globalAlpha = 0.75;
  context.beginPath();
  const count = Math.min(most, values.length / width);
  for (let i = 0; i < count; i++) {
    const [px, py] = [x(values[i * width]), y(values[i * width + 1])];
    context.moveTo(px + 2, py);
    context.arc(px, py, 2, 0, 2 * Math.PI);
  }
  context.fill();
  context.globalAlpha = 1;
}

/** Cells of equal probability: where they are small, the samples are dense, and the darker they are filled. */
function drawManifold(context: CanvasRenderingContext2D, { values, side, width }: NonNullable<Frame["manifold"]>, x: Scale, y: Scale): void {
  const rows = values.length / (side * width);
  const at = (row: number, column: number): [number, number] => [x(values[(row * side + column) * width]), y(values[(row * side + column) * width + 1])];
  context.strokeStyle = context.fillStyle = shade("made");
  context.lineWidth = 0.75;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)];
      context.beginPath();
      corners.forEach((corner) => context.lineTo(...corner));
      context.closePath();
      context.globalAlpha = Math.min(0.4, 6 / Math.max(12, areaOf(corners)));
      context.fill();
      context.globalAlpha = 0.32;
      context.stroke();
    }
  }
  if (rows === 1) {
    context.beginPath();
    for (let column = 0; column < side; column++) context.lineTo(...at(0, column));
    context.globalAlpha = 0.8;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function areaOf(corners: readonly (readonly [number, number])[]): number {
  return Math.abs(corners.reduce((sum, [ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length];
    return sum + ax * by - bx * ay;
  }, 0)) / 2;
}

/** Down the slope of the loss; the longest as long as a finger is wide. */
function drawPulls(context: CanvasRenderingContext2D, { at, gradient }: NonNullable<Frame["pull"]>, x: Scale, y: Scale): void {
  const lengths = Array.from({ length: gradient.length / 2 }, (_, i) => Math.hypot(gradient[2 * i], gradient[2 * i + 1]));
  const longest = Math.max(...lengths);
  if (!(longest > 0)) return;
  context.strokeStyle = shade("judge");
  context.lineWidth = 1;
  context.globalAlpha = 0.8;
  context.beginPath();
  lengths.forEach((_, i) => {
    const [px, py] = [x(at[2 * i]), y(at[2 * i + 1])];
    context.moveTo(px, py);
    context.lineTo(px - (28 * gradient[2 * i]) / longest, py + (28 * gradient[2 * i + 1]) / longest);
  });
  context.stroke();
  context.globalAlpha = 1;
}
