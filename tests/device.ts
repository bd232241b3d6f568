/** The device that tests run on: one SwiftShader of this process, so that numbers and counts are the same on every machine. */

import { requestDevice } from "../runtime/node/adapter.js";

let opened: Promise<GPUDevice> | undefined;

export function testDevice(): Promise<GPUDevice> {
  opened ??= requestDevice("swiftshader").then(({ device }) => device);
  return opened;
}
