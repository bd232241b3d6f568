/** What is shown while something runs: one living line on a terminal, a plain line now and then elsewhere. */

import type { Report } from "../runtime/train.js";

/** Milliseconds between lines where nobody looks, and between redraws where somebody does. */
const plainEvery = 10_000;
const redrawEvery = 200;

export class Progress {
  readonly #live = process.stderr.isTTY === true;
  /** The first report: what comes before it is preparation, and would make the speed look slow. */
  #first: { readonly iteration: number; readonly time: number } | undefined;
  #shown = -Infinity;
  #width = 0;

  constructor(
    /** The iteration that is expected to be the last. */
    private readonly last: () => number,
  ) {}

  show(report: Report): void {
    const now = performance.now();
    const due = this.#first === undefined || report.iteration >= this.last() || now - this.#shown >= (this.#live ? redrawEvery : plainEvery);
    this.#first ??= { iteration: report.iteration, time: now };
    if (!due) return;
    this.#shown = now;
    const parts = this.#parts(report, (1000 * (report.iteration - this.#first.iteration)) / (now - this.#first.time));
    if (!this.#live) process.stderr.write(`${parts.join("  ")}\n`);
    else {
      // In the last column some terminals begin the next line; some don't say how wide they are.
      const room = process.stderr.columns > 0 ? process.stderr.columns - 1 : Infinity;
      const line = fitting(parts, room);
      process.stderr.write(`\r${line.padEnd(Math.min(room, this.#width))}`);
      this.#width = line.length;
    }
  }

  #parts({ iteration, loss, metric }: Report, speed: number): string[] {
    const numbers = [...Object.entries(loss).map(([name, value]) => `loss ${name} ${short(value)}`), ...Object.entries(metric).map(([name, value]) => `${name} ${short(value)}`)];
    const last = this.last();
    const end = Number.isFinite(last) ? `/${last}` : "";
    const pace = speed > 0 ? [`${speed.toPrecision(3)}/s`, `${duration((last - iteration) / speed)} left`] : [];
    return [`iteration ${iteration}${end}`, ...pace, ...numbers];
  }

  /** Leaves the living line as it is, for others to write below. */
  end(): void {
    if (this.#live && this.#width > 0) process.stderr.write("\n");
    this.#width = 0;
  }
}

/** As many of the parts as there is room for; what is left out is an ellipsis. */
function fitting(parts: readonly string[], room: number): string {
  const lines = parts.map((_, i) => [...parts.slice(0, parts.length - i), ...(i > 0 ? ["…"] : [])].join("  "));
  return lines.find(({ length }) => length <= room) ?? parts[0].slice(0, room);
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
