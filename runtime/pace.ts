/** How long an iteration takes on this device, learnt from those before: by it several short ones share a submit, and a wait knows when to ask. */

/** Iterations that were submitted together. */
export interface Stretch {
  readonly iterations: number;
  /** In milliseconds, by `performance.now`. */
  readonly submitted: number;
}

/** Of a submit, in milliseconds: long against what a submit costs, short against what somebody who stops a run waits for. */
const submitLength = 20;
const most = 32;
/** Of the time that something is expected to take: asking after it begins then, and shows whether it takes less than was thought. */
const beforeAsking = 0.95;
/** An answer within so many milliseconds was there before the question. */
const atOnce = 0.5;

export class Pace {
  /** Milliseconds of an iteration, the last two times: once a kernel is compiled in it, or the machine does something else. */
  #last: readonly number[] = [];
  /** When the device had done the last stretch that was waited for. */
  #free = -Infinity;

  /** Milliseconds that an iteration takes; undefined before it is known. */
  get iteration(): number | undefined {
    return this.#last.length < 2 ? undefined : Math.min(...this.#last);
  }

  /** How many iterations a submit may take. */
  get together(): number {
    const { iteration } = this;
    return iteration === undefined ? 1 : Math.max(1, Math.min(most, Math.floor(submitLength / iteration)));
  }

  /** Milliseconds from now until it is worth asking whether a stretch is done, the next that the device has to do; 0 where that isn't known. */
  untilAsking({ iterations, submitted }: Stretch, now: number): number {
    const { iteration } = this;
    return iteration === undefined ? 0 : Math.max(0, Math.max(submitted, this.#free) + beforeAsking * iterations * iteration - now);
  }

  /** A stretch was done when it was asked after, from `asked` to `now`; `slept`: it was expected to take until then. */
  done({ iterations, submitted }: Stretch, slept: boolean, asked: number, now: number): void {
    const took = (now - Math.max(submitted, this.#free)) / iterations;
    this.#free = now;
    const wasThere = now - asked < atOnce;
    // Who came late for another reason knows only that it doesn't take longer.
    if (wasThere && !slept && took >= (this.iteration ?? Infinity)) return;
    this.#last = [...this.#last, wasThere ? beforeAsking * took : took].slice(-2);
  }
}
