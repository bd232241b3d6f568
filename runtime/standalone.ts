/** The runtime of a module without imports, by the names that such a module calls it: its device is the browser's, or one that is given. */

import { Gan } from "./gan.js";
import type { LoadOptions, LoadTrainedOptions } from "./index.js";
import type { Program } from "./program.js";
import { Trained } from "./trained.js";
import { deviceFor } from "./web/adapter.js";

export async function loadProgram(program: Program, { device, ...options }: LoadOptions = {}): Promise<Gan> {
  const gan = new Gan(device ?? (await deviceFor()), program, options);
  gan.give(options);
  return gan;
}

export async function loadTrainedProgram(program: Program, { device, ...options }: LoadTrainedOptions = {}): Promise<Trained> {
  const trained = new Trained(device ?? (await deviceFor()), program, options);
  trained.give(options);
  return trained;
}

export { readSafetensors, writeSafetensors } from "./safetensors.js";
export { unpack } from "./unpack.js";
