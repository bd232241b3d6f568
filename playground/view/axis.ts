/** Samples that are single numbers: how often real and made ones fall where, and what the discriminator says along the line. */

import type { Frame, Shown } from "../training/messages.js";
import { type Hue, shade } from "./palette.js";
import type { Layers, View } from "./view.js";

const bins = 64;
const margin = { top: 28, bottom: 34 };

export class Axis implements View {
  #frame: Frame | undefined;
  #real: Shown | undefined;
  #extent = 3;

  setData(real: Shown | undefined, extent: number): void {
    this.#real = real;
    this.#extent = extent;
  }

  setFrame(frame: Frame): void {
    this.#frame = frame;
  }

  draw(context: CanvasRenderingContext2D, width: number, height: number, layers: Layers): void {
    const floor = height - margin.bottom;
    const real = layers.real && this.#real ? this.#densities(this.#real) : undefined;
    const made = layers.made && this.#frame ? this.#densities(this.#frame.samples) : undefined;
    const highest = Math.max(0.01, ...(real ?? []), ...(made ?? []));
    const up = (share: number): number => floor - (share / highest) * (floor - margin.top) * 0.85;
    if (real) drawHistogram(context, real, "real", width, floor, up);
    if (made) drawHistogram(context, made, "made", width, floor, up);
    if (layers.field && this.#frame?.field) drawJudgement(context, this.#frame.field.values, width, floor);
    this.#drawAxis(context, width, floor);
    if (layers.manifold && this.#frame?.manifold) this.#drawQuantiles(context, this.#frame.manifold.values, width, floor);
  }

  /** Shares of the samples. */
  #densities({ values }: Shown): number[] {
    const shares = new Array<number>(bins).fill(0);
    for (const value of values) {
      const bin = Math.floor(((value / this.#extent + 1) / 2) * bins);
      if (bin >= 0 && bin < bins) shares[bin] += 1 / values.length;
    }
    return shares;
  }

  #drawAxis(context: CanvasRenderingContext2D, width: number, floor: number): void {
    context.strokeStyle = shade("strong-line");
    context.fillStyle = shade("soft");
    context.font = "11px 'IBM Plex Sans', system-ui, sans-serif";
    context.textAlign = "center";
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, floor + 0.5);
    context.lineTo(width, floor + 0.5);
    context.stroke();
    const most = Math.floor(this.#extent);
    for (let tick = -most; tick <= most; tick++) context.fillText(String(tick), (width * (tick / this.#extent + 1)) / 2, floor + 22);
  }

  /** Where quantiles of the noise are sent: as many samples lie between each mark and the next. */
  #drawQuantiles(context: CanvasRenderingContext2D, values: Float32Array, width: number, floor: number): void {
    context.strokeStyle = shade("made");
    context.beginPath();
    for (const value of values) {
      const x = (width * (value / this.#extent + 1)) / 2;
      context.moveTo(x, floor + 2);
      context.lineTo(x, floor + 9);
    }
    context.stroke();
  }
}

function drawHistogram(context: CanvasRenderingContext2D, shares: readonly number[], hue: Hue, width: number, floor: number, up: (share: number) => number): void {
  context.fillStyle = context.strokeStyle = shade(hue);
  context.beginPath();
  context.moveTo(0, floor);
  shares.forEach((share, bin) => {
    context.lineTo((width * bin) / bins, up(share));
    context.lineTo((width * (bin + 1)) / bins, up(share));
  });
  context.lineTo(width, floor);
  context.globalAlpha = 0.22;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.stroke();
}

/** From its lowest value, at the foot, to its highest, which stand beside. */
function drawJudgement(context: CanvasRenderingContext2D, values: Float32Array, width: number, floor: number): void {
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const y = (value: number): number => floor - ((value - low) / Math.max(1e-9, high - low)) * (floor - margin.top);
  context.strokeStyle = context.fillStyle = shade("judge");
  context.lineWidth = 2;
  context.beginPath();
  values.forEach((value, i) => context.lineTo((width * (i + 0.5)) / values.length, y(value)));
  context.stroke();
  context.font = "11px 'IBM Plex Sans', system-ui, sans-serif";
  context.textAlign = "right";
  context.fillText(`D from ${low.toPrecision(3)} to ${high.toPrecision(3)}`, width - 8, 18);
}
