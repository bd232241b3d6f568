/**
 * The schedule, one step at a time. The trainer runs iterations of whatever schedule its program has, so the program that
 * it is given here has, for as long as one step is asked for, a schedule of that step.
 */

import type { Program } from "../../runtime/program.js";
import { scalarAt } from "../../runtime/scalar.js";
import { type Run, runsOf } from "../../runtime/schedule.js";

/** Adds one to the iteration, where a kernel reads it: nothing to look at. */
const tick = "tick";

export class Steps {
  readonly program: Program;
  #only: readonly Run[] | undefined;
  #runs: readonly Run[] = [];
  #done = 0;

  constructor(private readonly given: Program) {
    const schedule = (): Program["schedule"] => this.#only?.map((run) => ({ kind: "run", ...run })) ?? given.schedule;
    this.program = {
      ...given,
      get schedule() {
        return schedule();
      },
    };
  }

  /** Whether an iteration is under way: some of its steps done, and some not. */
  get isUnderWay(): boolean {
    return this.#done > 0;
  }

  /** What the iteration at this clock runs, and how many of its steps are done. */
  at(clock: { readonly iteration: number; readonly epoch: number }): { readonly runs: readonly string[]; readonly done: number } {
    if (!this.isUnderWay) this.#runs = runsOf(this.given.schedule, clock, scalarAt);
    return { runs: this.#runs.map(({ graph }) => graph).filter((graph) => graph !== tick), done: this.#done };
  }

  /** Has `train` run what is asked for as its next iteration; true when that was the last of the iteration. */
  async run(clock: { readonly iteration: number; readonly epoch: number }, wanted: "one" | "rest", train: () => Promise<void>): Promise<boolean> {
    this.at(clock);
    const left = this.#runs.slice(this.#done);
    const taken = wanted === "rest" ? left : left.slice(0, left[1]?.graph === tick ? 2 : 1);
    this.#only = taken;
    try {
      await train();
    } finally {
      this.#only = undefined;
    }
    const isLast = taken.length === left.length;
    this.#done = isLast ? 0 : this.#done + taken.length;
    return isLast;
  }
}
