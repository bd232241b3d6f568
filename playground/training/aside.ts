/**
 * What is set aside of a model in training, in the processor's memory: a device that is lost takes its buffers with it, and then training goes on from
 * here. Of a training that plays it is a few seconds old at most; reading it back takes a fiftieth of the time, however large the model.
 */

import type { Carried } from "./carry.js";

/** Everything that the next session needs to go on; between iterations. */
export interface State {
  readonly slots: readonly Carried[];
  readonly iteration: number;
  /** Batches drawn, by group of data. */
  readonly drawn: readonly number[];
}

/** Milliseconds between two reads at least. */
const leastPause = 2000;
const share = 0.02;

export class Aside {
  #state: State | undefined;
  #notBefore = 0;

  get state(): State | undefined {
    return this.#state;
  }

  /** Nothing, if it is young enough. */
  async refresh(read: () => Promise<State>): Promise<void> {
    if (performance.now() >= this.#notBefore) await this.take(read);
  }

  async take(read: () => Promise<State>): Promise<void> {
    const began = performance.now();
    this.#state = await read();
    const now = performance.now();
    this.#notBefore = now + Math.max(leastPause, (now - began) / share);
  }
}
