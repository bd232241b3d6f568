/** A loaded model that trains, and whose networks can be called. */

import type { Dataset } from "./data.js";
import { demandWhole } from "./given.js";
import { type Called, call } from "./networks.js";
import type { Parts } from "./parts.js";
import type { Program } from "./program.js";
import type { NamedTensor, Tensors } from "./safetensors.js";
import { tensorsFor } from "./tensors.js";
import { type Report, type TrainOptions, Trainer } from "./train.js";
import { type GivenWeights, Trained } from "./trained.js";

export interface GanOptions extends GivenWeights {
  /** Of training; the program's own if left out. */
  readonly batch?: number;
  /** Of the first weights, the shuffle, noise and dropout. */
  readonly seed?: number;
}

export class Gan extends Trained {
  readonly #trainer: Trainer;
  readonly batch: number;
  /** Metrics, by name, as the last report had them; empty before the first. */
  metrics: Report["metric"] = {};
  /** The program's networks by name, running averages included: what they make of values, one after the other, in evaluation mode. */
  readonly networks: { readonly [name: string]: Called };

  constructor(device: GPUDevice, program: Program, { batch = program.batch, ...options }: GanOptions, parts: Parts) {
    demandWhole("a batch is", batch);
    super(device, program, options, parts);
    this.batch = batch;
    this.networks = Object.fromEntries(program.networks.map((network): [string, Called] => [network.name, async (...given) => {
      this.demandFrozen();
      return call(this.engine, network, given);
    }]));
    this.#trainer = new Trainer(this.engine, batch, options.seed ?? 0, parts);
  }

  /** Iterations done. */
  get iteration(): number {
    return this.#trainer.iteration;
  }

  /** Trains while it is iterated over. Throws DataError and WeightsError before anything runs, DeviceError and DeviceLostError later. */
  async *train(data: Dataset, options: TrainOptions = {}): AsyncGenerator<Report, void, undefined> {
    this.demandFrozen();
    for await (const report of this.#trainer.train(data, options)) {
      this.metrics = { ...this.metrics, ...report.metric };
      yield report;
    }
  }

  /** Everything that lives between iterations: what a checkpoint holds. */
  state(): Promise<Map<string, NamedTensor>> {
    return this.read(() => true);
  }

  /** Batches drawn from each group of data: goes with `state` into a checkpoint. */
  get drawn(): number[] {
    return this.#trainer.drawn;
  }

  /** Takes up a run where `state`, `iteration` and `drawn` left it. */
  restore(state: Tensors, iteration: number, drawn: readonly number[]): void {
    const { name, slots } = this.program;
    this.write(tensorsFor(slots, name, state));
    this.#trainer.restore(iteration, drawn);
  }
}
