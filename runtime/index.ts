/** What a built module imports, and whoever embeds one: loading a program, and the types of what comes back. */

import type { AdapterChoice } from "./adapter.js";
import { openDevice } from "./device.js";
import { Gan, type GanOptions, type GivenWeights } from "./gan.js";
import type { Program } from "./program.js";

export interface LoadOptions extends GanOptions, GivenWeights {
  /** One that is open already; else one is chosen. */
  readonly device?: GPUDevice;
  /** Which kind to choose, in Node. */
  readonly adapter?: AdapterChoice;
}

/** Throws NoAdapterError, ProgramVersionError, WeightsError, SafetensorsError, DeviceError. */
export async function load(program: Program, { device, adapter, ...options }: LoadOptions = {}): Promise<Gan> {
  const gan = new Gan(device ?? (await openDevice(adapter)).device, program, options);
  gan.give(options);
  return gan;
}

export { Gan } from "./gan.js";
export type { GanOptions, GivenWeights } from "./gan.js";
export type { FrozenWeights } from "./frozen.js";
export type { AdapterChoice, AdapterKind, OpenedDevice } from "./adapter.js";
export type { Dataset, Samples as DataSamples } from "./data.js";
export type { Program } from "./program.js";
export type { SampleOptions, Samples } from "./sample.js";
export type { Report, TrainOptions } from "./train.js";
export { openDevice } from "./device.js";
export * from "./errors.js";
export { readSafetensors, writeSafetensors } from "./safetensors.js";
export type { Metadata, NamedTensor, Tensors } from "./safetensors.js";
