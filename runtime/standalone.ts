/** The runtime of a module without imports, by the names that such a module calls it: its device is the browser's, or one that is given. */

import { Gan } from "./gan.js";
import type { LoadOptions, LoadTrainedOptions } from "./index.js";
import type { Parts } from "./parts.js";
import type { Program } from "./program.js";
import { Trained } from "./trained.js";
import { deviceFor } from "./web/adapter.js";

export async function loadProgram(program: Program, { device, ...options }: LoadOptions = {}, parts: Parts = {}): Promise<Gan> {
  return new Gan(device ?? (await deviceFor()), program, options, parts);
}

export async function loadTrainedProgram(program: Program, { device, ...options }: LoadTrainedOptions = {}, parts: Parts = {}): Promise<Trained> {
  return new Trained(device ?? (await deviceFor()), program, options, parts);
}

export { frozen } from "./frozen.js";
export { readSafetensors, writeSafetensors } from "./safetensors.js";
export { scalarAt } from "./scalar.js";
export { unpack } from "./unpack.js";
