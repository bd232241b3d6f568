/** The runtime of a module without imports: its device is the browser's, or one that is given. */

import { Gan } from "./gan.js";
import type { LoadOptions } from "./index.js";
import type { Program } from "./program.js";
import { requestDevice } from "./web/adapter.js";

export async function load(program: Program, { device, adapter, ...options }: LoadOptions = {}): Promise<Gan> {
  const gan = new Gan(device ?? (await requestDevice(adapter)).device, program, options);
  gan.give(options);
  return gan;
}
