/** One chart: curves over iterations, a legend with their values, and the values under the pointer while it is there. */

import { element } from "../page/elements.js";
import { type Hue, shade } from "./palette.js";
import { Series } from "./series.js";
import { Surface } from "./surface.js";

export interface Line {
  readonly name: string;
  /** In the legend; the name, if left out. */
  readonly label?: string;
  readonly hue: Hue;
}

const margin = { left: 44, right: 8, top: 8, bottom: 18 };

export class Chart {
  readonly figure: HTMLElement;
  readonly #surface: Surface;
  readonly #curves: readonly { readonly line: Line; readonly series: Series; readonly value: HTMLElement }[];
  #pointer: number | undefined;

  constructor(title: string, lines: readonly Line[]) {
    this.#curves = lines.map((line) => ({ line, series: new Series(), value: element("b", {}, "–") }));
    const legend = this.#curves.map(({ line, value }) => element("span", { class: "series", style: `--hue: var(--${line.hue})` }, line.label ?? line.name, value));
    const canvas = element("canvas", { role: "img", "aria-label": `${title} over iterations` });
    this.figure = element("figure", { class: "chart" }, element("figcaption", {}, ...legend), canvas);
    this.#surface = new Surface(canvas, (context, width, height) => this.#draw(context, width, height));
    canvas.addEventListener("pointermove", ({ offsetX }) => this.#pointAt(offsetX));
    canvas.addEventListener("pointerleave", () => this.#pointAt(undefined));
  }

  push(iteration: number, values: { readonly [name: string]: number }): void {
    for (const { line, series } of this.#curves) if (line.name in values) series.push(iteration, values[line.name]);
    this.#surface.invalidate();
  }

  redraw(): void {
    this.#surface.invalidate();
  }

  #pointAt(x: number | undefined): void {
    this.#pointer = x;
    this.#surface.invalidate();
  }

  #draw(context: CanvasRenderingContext2D, width: number, height: number): void {
    const area = { left: margin.left, top: margin.top, width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
    const ends = this.#curves.flatMap(({ series }) => (series.xs.length > 0 ? [series.xs[0], series.xs[series.xs.length - 1]] : []));
    const [first, last] = ends.length > 0 ? [Math.min(...ends), Math.max(Math.min(...ends) + 1, ...ends)] : [0, 1];
    const [low, high] = rangeOf(this.#curves.map(({ series }) => series.ys));
    const x = (value: number): number => area.left + (area.width * (value - first)) / (last - first);
    const y = (value: number): number => area.top + area.height * (1 - (value - low) / (high - low));
    context.font = "11px 'IBM Plex Sans', system-ui, sans-serif";
    drawAxes(context, area, { first, last, low, high, y });
    context.save();
    context.beginPath();
    context.rect(area.left, area.top - 2, area.width, area.height + 4);
    context.clip();
    for (const { line, series } of this.#curves) drawCurve(context, series, shade(line.hue), x, y);
    context.restore();
    const at = this.#pointer === undefined ? undefined : first + ((this.#pointer - area.left) / area.width) * (last - first);
    if (at !== undefined && at >= first && at <= last) drawPointer(context, x(at), area);
    for (const { series, value } of this.#curves) {
      const text = show(at === undefined ? series.last : series.at(at), series.xs.length > 0);
      if (value.textContent !== text) value.textContent = text;
    }
  }
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Of the middle 98 % and the newest, so that one spike doesn't flatten all else. */
function rangeOf(curves: readonly (readonly number[])[]): [low: number, high: number] {
  const sorted = curves.flat().sort((a, b) => a - b);
  if (sorted.length === 0) return [0, 1];
  const edge = Math.floor(sorted.length / 100);
  const newest = curves.flatMap((ys) => ys.slice(-1));
  const [low, high] = [Math.min(sorted[edge], ...newest), Math.max(sorted[sorted.length - 1 - edge], ...newest)];
  const margin = Math.max((high - low) * 0.06, Math.abs(high) * 0.02, 1e-6);
  return [low - margin, high + margin];
}

function drawAxes(context: CanvasRenderingContext2D, area: Area, { first, last, low, high, y }: { readonly first: number; readonly last: number; readonly low: number; readonly high: number; readonly y: (value: number) => number }): void {
  context.lineWidth = 1;
  context.textBaseline = "middle";
  context.textAlign = "right";
  const step = niceStep((high - low) / 3);
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
    const at = Math.round(y(tick)) + 0.5;
    context.strokeStyle = shade(Math.abs(tick) < step / 1000 ? "strong-line" : "line");
    context.beginPath();
    context.moveTo(area.left, at);
    context.lineTo(area.left + area.width, at);
    context.stroke();
    context.fillStyle = shade("soft");
    context.fillText(tickText(tick, step), area.left - 6, at);
  }
  context.textBaseline = "alphabetic";
  context.fillText(last.toLocaleString("en"), area.left + area.width, area.top + area.height + 14);
  context.textAlign = "left";
  context.fillText(Math.floor(first).toLocaleString("en"), area.left, area.top + area.height + 14);
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((one) => one * power >= rough) ?? 10);
}

function tickText(value: number, step: number): string {
  if (Math.abs(value) < step / 1000) return "0";
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return digits > 4 || Math.abs(value) >= 1e6 ? value.toExponential(0) : value.toFixed(digits);
}

function drawCurve(context: CanvasRenderingContext2D, { xs, ys }: Series, colour: string, x: (value: number) => number, y: (value: number) => number): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  context.beginPath();
  for (let i = 0; i < xs.length; i++) context.lineTo(x(xs[i]), y(ys[i]));
  if (xs.length === 1) context.lineTo(x(xs[0]) + 2, y(ys[0]));
  context.stroke();
}

function drawPointer(context: CanvasRenderingContext2D, x: number, { top, height }: Area): void {
  context.strokeStyle = shade("soft");
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, top);
  context.lineTo(Math.round(x) + 0.5, top + height);
  context.stroke();
}

function show(value: number, isKnown: boolean): string {
  if (!Number.isFinite(value)) return isKnown || !Number.isNaN(value) ? String(value) : "–";
  return Math.abs(value) >= 1e4 || (value !== 0 && Math.abs(value) < 1e-3) ? value.toExponential(2) : value.toFixed(3);
}
