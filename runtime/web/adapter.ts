/** The adapter of a browser, or of any host that has `navigator.gpu`. */

import { describe, deviceOf, kindOf, type AdapterChoice, type OpenedDevice } from "../adapter.js";
import { NoAdapterError } from "../errors.js";

export async function requestDevice(choice: AdapterChoice = "auto"): Promise<OpenedDevice> {
  const adapter = await adapterFor(choice);
  const { info } = adapter;
  return { device: await deviceOf(adapter), kind: kindOf(info), label: describe(info), info };
}

/** The device alone: a page that doesn't say what it runs on loads no words for it. */
export async function deviceFor(choice: AdapterChoice = "auto"): Promise<GPUDevice> {
  return deviceOf(await adapterFor(choice));
}

/** A browser doesn't say which adapters it has: a choice holds only if its own happens to be that. */
async function adapterFor(choice: AdapterChoice): Promise<GPUAdapter> {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new NoAdapterError("This browser gives no WebGPU adapter: use one that has WebGPU, with its graphics acceleration switched on.");
  if (choice !== "auto" && choice !== kindOf(adapter.info)) throw new NoAdapterError(`This browser's adapter is ${kindOf(adapter.info)}, and ${choice} was asked for.`);
  return adapter;
}
