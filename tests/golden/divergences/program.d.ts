// Types of program. Written by the compiler: change the source instead.
import type { DataSamples, Gan, LoadOptions, Program, Report, SampleOptions, Samples, TrainOptions } from "ganc/runtime";

/** The real samples that training takes, by name. */
export interface Data {
  /** [1]. */
  readonly x: DataSamples;
}

/** What can be given to sampling instead of a draw: a number for all samples, or the values of all of them. */
export interface SampleInputs {
  /** [1], for each sample. */
  readonly z?: number | ArrayLike<number>;
  /** [1], for each sample. */
  readonly x?: number | ArrayLike<number>;
}

/** Losses, by the name that they have in the source. */
export interface Losses {
  readonly D: number;
}

/** Metrics, shown for the draw of the iteration's last step. */
export interface Metrics {
  readonly divergence: number;
  readonly distance: number;
  readonly bound: number;
}

export interface ModelReport extends Omit<Report, "loss" | "metric"> {
  readonly loss: Losses;
  readonly metric: Metrics;
}

/**
 * program.
 * - generator G(z: [1]) → [1], 2 parameters
 * - discriminator D(x: [1]) → [1], 13 parameters
 */
export interface Model extends Omit<Gan, "train" | "sample"> {
  /** Trains while it is iterated over. */
  train(data: Data, options?: TrainOptions): AsyncGenerator<ModelReport, void, undefined>;
  /** Samples, each [1], f32 in the data's own range. */
  sample(count: number, options?: Omit<SampleOptions, "name" | "inputs"> & { readonly name?: "G"; readonly inputs?: SampleInputs }): Promise<Samples>;
}
export declare const program: Program;
/** Loads program. Throws NoAdapterError, WeightsError, SafetensorsError, DeviceError. */
export declare function load(options?: LoadOptions): Promise<Model>;
export default load;

