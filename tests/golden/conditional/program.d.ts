// Types of program. Written by the compiler: change the source instead.
import type { DataSamples, Gan, Given, LoadOptions, LoadTrainedOptions, Program, Report, Samples, TrainOptions, Trained, Values } from "ganc/runtime";

/** The real samples that training takes, by name. */
export interface Data {
  /** [4]. */
  readonly x: DataSamples;
  /** A label of 0 to 2. */
  readonly y: DataSamples;
}

/** What can be given to sampling instead of a draw: a number for all samples, or the values of all of them. */
export interface SampleInputs {
  /** [4], for each sample. */
  readonly x?: Given;
  /** A label of 0 to 2, for each sample. */
  readonly y?: Given;
}

/** Losses, by the name that they have in the source. */
export interface Losses {
  readonly N: number;
}

/** Metrics, shown for the draw of the iteration's last step. */
export interface Metrics {
  readonly right: number;
}

export interface ModelReport extends Omit<Report, "loss" | "metric"> {
  readonly loss: Losses;
  readonly metric: Metrics;
}

/** Inputs by name, and what is made. */
export interface ModelSampleRequest extends SampleInputs {
  /** Which sample: there is none if left out. */
  readonly name?: never;
  /** Of the noise that is drawn; 0 if left out. */
  readonly seed?: number;
  /** For inputs that are called `name`, `seed` or `inputs` themselves. */
  readonly inputs?: SampleInputs;
}

/** The networks as they are after training (running statistics, no dropout), on the values of any number of samples, one after the other. Each throws a DataError. */
export interface Networks {
  /**
   * network N(x: [4]) → (validity: [1], label: [3]), 76 parameters.
   * @param x [4], for each sample
   */
  N(x: Given): Promise<{ readonly validity: Values<[1]>; readonly label: Values<[3]> }>;
}

/**
 * program.
 * - network N(x: [4]) → (validity: [1], label: [3]), 76 parameters
 */
export interface Model extends Omit<Gan, "train" | "sample" | "metrics" | "networks"> {
  readonly networks: Networks;
  /** As the last report had them; empty before the first. */
  readonly metrics: Partial<Metrics>;
  /** Trains while it is iterated over. */
  train(data: Data, options?: TrainOptions): AsyncGenerator<ModelReport, void, undefined>;
  /** Samples, f32 in the data's own range. */
  sample(count: number, request?: ModelSampleRequest): Promise<Samples>;
}

/** program, which is only sampled any more. */
export interface TrainedModel extends Omit<Trained, "sample"> {
  /** Samples, f32 in the data's own range. */
  sample(count: number, request?: ModelSampleRequest): Promise<Samples>;
}

export declare const program: Program;
/** Loads program. Throws NoAdapterError, WeightsError, SafetensorsError, DeviceError. */
export declare function load(options?: LoadOptions): Promise<Model>;
export default load;
/** Loads it to sample: who imports this alone leaves out all the rest. Throws as `load` does. */
export declare function loadTrained(options?: LoadTrainedOptions): Promise<TrainedModel>;
