// Types of program. Written by the compiler: change the source instead.
import type { DataSamples, Gan, Given, LoadOptions, LoadTrainedOptions, Program, Report, Samples, TrainOptions, Trained, Values } from "ganc/runtime";

/** The real samples that training takes, by name. */
export interface Data {
}

/** What can be given to sampling instead of a draw: a number for all samples, or the values of all of them. */
export interface SampleInputs {
  /** [4], for each sample. */
  readonly z?: Given;
}

/** Losses, by the name that they have in the source. */
export interface Losses {
  readonly G: number;
}

/** Metrics, shown for the draw of the iteration's last step. */
export interface Metrics {
}

export interface ModelReport extends Omit<Report, "loss" | "metric"> {
  readonly loss: Losses;
  readonly metric: Metrics;
}

/** Inputs by name, and what is made. */
export interface ModelSampleRequest extends SampleInputs {
  /** Which sample: G if left out. */
  readonly name?: "G";
  /** Of the noise that is drawn; 0 if left out. */
  readonly seed?: number;
  /** For inputs that are called `name`, `seed` or `inputs` themselves. */
  readonly inputs?: SampleInputs;
}

/** The networks as they are after training (running statistics, no dropout), on the values of any number of samples, one after the other. Each throws a DataError. */
export interface Networks {
  /**
   * generator G(z: [4]) → [1, 8, 8], 146 parameters.
   * @param z [4], for each sample
   */
  G(z: Given): Promise<Values<[1, 8, 8]>>;
}

/**
 * program.
 * - generator G(z: [4]) → [1, 8, 8], 146 parameters
 */
export interface Model extends Omit<Gan, "train" | "sample" | "metrics" | "networks"> {
  readonly networks: Networks;
  /** As the last report had them; empty before the first. */
  readonly metrics: Partial<Metrics>;
  /** Trains while it is iterated over. */
  train(data: Data, options?: TrainOptions): AsyncGenerator<ModelReport, void, undefined>;
  /** Samples, each [1, 8, 8], f32 in the data's own range. */
  sample(count: number, request?: ModelSampleRequest): Promise<Samples>;
}

/** program, which is only sampled any more. */
export interface TrainedModel extends Omit<Trained, "sample"> {
  /** Samples, each [1, 8, 8], f32 in the data's own range. */
  sample(count: number, request?: ModelSampleRequest): Promise<Samples>;
}

export declare const program: Program;
/** Loads program. Throws NoAdapterError, WeightsError, SafetensorsError, DeviceError. */
export declare function load(options?: LoadOptions): Promise<Model>;
export default load;
/** Loads it to sample: who imports this alone leaves out all the rest. Throws as `load` does. */
export declare function loadTrained(options?: LoadTrainedOptions): Promise<TrainedModel>;
