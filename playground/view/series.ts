/** A curve that grows without end in a memory that doesn't: when it is full, neighbours are averaged and the step doubles. */

const most = 1600;

export class Series {
  readonly xs: number[] = [];
  readonly ys: number[] = [];
  /** What is not yet a point: so many values are averaged into one. */
  #waiting: { sum: number; count: number } = { sum: 0, count: 0 };
  #per = 1;
  last = Number.NaN;

  /** What is gone over again, after a device was lost, takes the place of what was there. */
  push(x: number, y: number): void {
    if (this.xs.length > 0 && x <= this.xs[this.xs.length - 1]) this.#cut(x);
    this.last = y;
    if (!Number.isFinite(y)) return;
    this.#waiting.sum += y;
    this.#waiting.count++;
    if (this.#waiting.count < this.#per) return;
    this.xs.push(x);
    this.ys.push(this.#waiting.sum / this.#waiting.count);
    this.#waiting = { sum: 0, count: 0 };
    if (this.xs.length >= most) this.#halve();
  }

  #cut(x: number): void {
    const left = this.xs.findIndex((one) => one >= x);
    this.xs.length = this.ys.length = left;
    this.#waiting = { sum: 0, count: 0 };
  }

  #halve(): void {
    const half = Math.floor(this.xs.length / 2);
    for (let i = 0; i < half; i++) {
      this.xs[i] = this.xs[2 * i + 1];
      this.ys[i] = (this.ys[2 * i] + this.ys[2 * i + 1]) / 2;
    }
    this.xs.length = this.ys.length = half;
    this.#per *= 2;
  }

  /** The value at the last point up to `x`. */
  at(x: number): number {
    const place = this.xs.findLastIndex((one) => one <= x);
    return place < 0 ? Number.NaN : this.ys[place];
  }
}
