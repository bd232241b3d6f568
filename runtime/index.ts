/** What a built module imports, and whoever embeds one: loading a program, and the types of what comes back. */

import type { AdapterChoice } from "./adapter.js";
import { deviceFor } from "./device.js";
import { Gan, type GanOptions } from "./gan.js";
import { type Parts, everything } from "./parts.js";
import type { Program } from "./program.js";
import { Trained, type TrainedOptions } from "./trained.js";

export interface DeviceOptions {
  /** One that is open already; else one is chosen. */
  readonly device?: GPUDevice;
  /** Which kind to choose, in Node. */
  readonly adapter?: AdapterChoice;
}

export interface LoadOptions extends GanOptions, DeviceOptions {}

export interface LoadTrainedOptions extends TrainedOptions, DeviceOptions {}

/** Throws NoAdapterError, ProgramVersionError, WeightsError, DeviceError. */
export function load(program: Program, options?: LoadOptions): Promise<Gan> {
  return loadProgram(program, options, everything);
}

/** A model that only samples: a bundler leaves out all the rest. Throws as `load` does. */
export function loadTrained(program: Program, options?: LoadTrainedOptions): Promise<Trained> {
  return loadTrainedProgram(program, options, everything);
}

/** `load` as a built module calls it: with those parts of the runtime that its program needs. */
export async function loadProgram(program: Program, { device, adapter, ...options }: LoadOptions = {}, parts: Parts = {}): Promise<Gan> {
  return new Gan(device ?? (await deviceFor(adapter)), program, options, parts);
}

export async function loadTrainedProgram(program: Program, { device, adapter, ...options }: LoadTrainedOptions = {}, parts: Parts = {}): Promise<Trained> {
  return new Trained(device ?? (await deviceFor(adapter)), program, options, parts);
}

export { Gan } from "./gan.js";
export type { GanOptions } from "./gan.js";
export { Trained } from "./trained.js";
export type { GivenWeights, TrainedOptions } from "./trained.js";
export type { Given } from "./given.js";
export type { Called } from "./networks.js";
export type { Values } from "./turns.js";
export type { FrozenWeights } from "./frozen.js";
export { frozen } from "./frozen.js";
export { scalarAt } from "./scalar.js";
export { everything } from "./parts.js";
export type { Parts } from "./parts.js";
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
