/** A process that compiles kernels for the one that started it, so that Mesa keeps them. */

import { polling } from "./polling.js";
import type { AdapterChoice } from "../adapter.js";
import type { KernelText } from "../waiting.js";
import { requestDevice } from "./adapter.js";
import type { Said } from "./ahead.js";

/** So many characters take time to compile. */
const longText = 2000;
/** Of a buffer that nothing is read from but zeros: who reaches past it is kept from it. */
const bytes = 4096;

process.on("disconnect", () => process.exit());
const [adapter, readWithin] = process.argv.slice(2);
const { device } = await requestDevice(adapter as AdapterChoice);
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
  const isQuick = performance.now() - launched < Number(readWithin);
  const isLong = code.length - code.indexOf("@compute") > longText;
  say({ found: isQuick && !isLong ? undefined : isQuick });
}

process.on("message", (kernel) => void compile(kernel as KernelText));
say({});
