/** The adapter of a browser, or of any host that has `navigator.gpu`. */

import { describe, deviceOf, kindOf, type AdapterChoice, type OpenedDevice } from "../adapter.js";
import { NoAdapterError } from "../errors.js";

/** A browser doesn't say which adapters it has: a choice holds only if its own happens to be that. */
export async function requestDevice(choice: AdapterChoice = "auto"): Promise<OpenedDevice> {
  const adapter = await ownAdapter();
  const { info } = adapter;
  if (choice !== "auto" && choice !== kindOf(info)) throw new NoAdapterError(`This browser's adapter is ${kindOf(info)}, and ${choice} was asked for.`);
  return { device: await deviceOf(adapter), kind: kindOf(info), label: describe(info), info };
}

/** The device alone, whichever it is: a page that doesn't say what it runs on loads no words for it. */
export async function deviceFor(): Promise<GPUDevice> {
  return deviceOf(await ownAdapter());
}

async function ownAdapter(): Promise<GPUAdapter> {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new NoAdapterError("This browser gives no WebGPU adapter: is graphics acceleration on?");
  return adapter;
}
