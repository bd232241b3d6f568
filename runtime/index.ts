/** What a built module imports, and whoever embeds one: loading a program, and the types of what comes back. */

import type { AdapterChoice } from "./adapter.js";
import { deviceFor } from "./device.js";
import { Gan, type GanOptions } from "./gan.js";
import type { Program } from "./program.js";
import { type GivenWeights, Trained, type TrainedOptions } from "./trained.js";

export interface DeviceOptions {
  /** One that is open already; else one is chosen. */
  readonly device?: GPUDevice;
  /** Which kind to choose, in Node. */
  readonly adapter?: AdapterChoice;
}

export interface LoadOptions extends GanOptions, GivenWeights, DeviceOptions {}

export interface LoadTrainedOptions extends TrainedOptions, GivenWeights, DeviceOptions {}

/** Throws NoAdapterError, ProgramVersionError, WeightsError, SafetensorsError, DeviceError. */
export async function load(program: Program, { device, adapter, ...options }: LoadOptions = {}): Promise<Gan> {
  const gan = new Gan(device ?? (await deviceFor(adapter)), program, options);
  gan.give(options);
  return gan;
}

/** A model that only samples: a bundler leaves out all the rest. Throws as `load` does. */
export async function loadTrained(program: Program, { device, adapter, ...options }: LoadTrainedOptions = {}): Promise<Trained> {
  const trained = new Trained(device ?? (await deviceFor(adapter)), program, options);
  trained.give(options);
  return trained;
}

export { Gan } from "./gan.js";
export type { GanOptions } from "./gan.js";
export { Trained } from "./trained.js";
export type { GivenWeights, TrainedOptions } from "./trained.js";
export type { Given } from "./given.js";
export type { Called, Values } from "./networks.js";
export type { FrozenWeights } from "./frozen.js";
export type { AdapterChoice, AdapterKind, OpenedDevice } from "./adapter.js";
export type { Dataset, Samples as DataSamples } from "./data.js";
export type { Program } from "./program.js";
export type { SampleOptions, SampleRequest, Samples } from "./sample.js";
export type { Report, TrainOptions } from "./train.js";
export { unpack } from "./unpack.js";
export type { PackedCore, PackedTraining } from "./packed.js";
export { openDevice } from "./device.js";
export * from "./errors.js";
export { readSafetensors, writeSafetensors } from "./safetensors.js";
export type { Metadata, NamedTensor, Tensors } from "./safetensors.js";
