/** A process that compiles kernels for the one that started it, so that Mesa keeps them. */

import { polling } from "./polling.js";
import type { AdapterChoice } from "../adapter.js";
import type { KernelText } from "../waiting.js";
import { requestDevice } from "./adapter.js";
import type { Said } from "./ahead.js";

/** Mesa reads a kernel from its cache in a few milliseconds, and compiles one of so many characters in no less than twenty. */
const readWithin = 10;
const longText = 2000;
/** Of a buffer that nothing is read from but zeros: who reaches past it is kept from it. */
const bytes = 4096;

process.on("disconnect", () => process.exit());
const { device } = await requestDevice(process.argv[2] as AdapterChoice);
const buffers: GPUBuffer[] = [];

function say(said: Said): void {
  process.send?.(said);
}

async function compile({ code, entryPoint, bindings, constants }: KernelText): Promise<void> {
  const layout = device.createBindGroupLayout({ entries: bindings.map((binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type: "storage" } })) });
  const module = device.createShaderModule({ code });
  const pipeline = await polling.seldom(device.createComputePipelineAsync({ layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }), compute: { module, entryPoint, constants } }));
  const entries = bindings.map((binding, i) => ({ binding, resource: { buffer: (buffers[i] ??= device.createBuffer({ size: bytes, usage: GPUBufferUsage.STORAGE })) } }));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(1);
  pass.end();
  const launched = performance.now();
  device.queue.submit([encoder.finish()]);
  await polling.seldom(device.queue.onSubmittedWorkDone());
  say({ found: code.length - code.indexOf("@compute") > longText && performance.now() - launched < readWithin });
}

process.on("message", (kernel) => void compile(kernel as KernelText));
say({});
