/** The adapter of a browser, or of any host that has `navigator.gpu`. */

import { describe, deviceOf, kindOf, type AdapterChoice, type OpenedDevice } from "../adapter.js";
import { NoAdapterError } from "../errors.js";

/** A browser doesn't say which adapters it has: `lavapipe` and `swiftshader` hold only if its own choice happens to be that. */
export async function requestDevice(choice: AdapterChoice = "auto"): Promise<OpenedDevice> {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new NoAdapterError("This browser gives no WebGPU adapter: use one that has WebGPU, with its graphics acceleration switched on.");
  const { info } = adapter;
  const kind = kindOf(info);
  if (choice !== "auto" && choice !== kind) {
    throw new NoAdapterError(`This browser's adapter is ${describe(info)}, and ${choice} was asked for.`);
  }
  return { device: await deviceOf(adapter), kind, label: describe(info), info };
}
