/** The device that a program runs on where none was given. */

import type { AdapterChoice, OpenedDevice } from "./adapter.js";

/** Node's adapters, or the browser's. Throws a NoAdapterError. */
export async function openDevice(choice: AdapterChoice = "auto"): Promise<OpenedDevice> {
  const inNode = typeof process === "object" && process.versions?.node !== undefined;
  const { requestDevice } = inNode ? await import("./node/adapter.js") : await import("./web/adapter.js");
  return requestDevice(choice);
}

export async function deviceFor(choice?: AdapterChoice): Promise<GPUDevice> {
  return (await openDevice(choice)).device;
}
