/** What is shown while something runs: one living line on a terminal, a plain line now and then elsewhere. */

import type { Report } from "../runtime/train.js";

/** Milliseconds between lines where nobody looks, and between redraws where somebody does. */
const plainEvery = 10_000;
const redrawEvery = 200;

export class Progress {
  readonly #started = performance.now();
  readonly #live = process.stderr.isTTY === true;
  #shown = -Infinity;
  #width = 0;

  constructor(
    private readonly from: number,
    /** The last iteration, where it is known. */
    private readonly total: number | undefined,
  ) {}

  show(report: Report): void {
    const now = performance.now();
    const last = report.iteration === this.total;
    const first = this.#shown === -Infinity;
    if (!last && !first && now - this.#shown < (this.#live ? redrawEvery : plainEvery)) return;
    this.#shown = now;
    const line = this.#line(report, (report.iteration - this.from) / ((now - this.#started) / 1000));
    if (!this.#live) process.stderr.write(`${line}\n`);
    else {
      process.stderr.write(`\r${line.padEnd(this.#width)}`);
      this.#width = line.length;
    }
  }

  #line({ iteration, loss, metric }: Report, speed: number): string {
    const numbers = [...Object.entries(loss).map(([name, value]) => `loss ${name} ${short(value)}`), ...Object.entries(metric).map(([name, value]) => `${name} ${short(value)}`)];
    const left = this.total === undefined ? "" : `/${this.total}  ${duration((this.total - iteration) / speed)} left`;
    return `iteration ${iteration}${left}  ${speed.toPrecision(3)}/s  ${numbers.join("  ")}`;
  }

  /** Leaves the living line as it is, for others to write below. */
  end(): void {
    if (this.#live && this.#width > 0) process.stderr.write("\n");
    this.#width = 0;
  }
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
