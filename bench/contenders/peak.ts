/** What the adapter can do at most: chains of fused multiplications and additions, a copy, and the price of a dispatch and of a submit. */

import type { AdapterChoice } from "../../runtime/adapter.js";
import { requestDevice } from "../../runtime/node/adapter.js";
import { waitingFor } from "../../runtime/waiting.js";
import { copyKernel, fmaKernel, fmaOperations } from "../harness/peak-kernels.js";
import type { Peak, PeakStarted } from "../harness/protocol.js";
import { serve } from "./serve.js";

const { device, kind, label } = await requestDevice(process.argv[2] as AdapterChoice);

interface Ready {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly groups: number;
}

async function ready(code: string, bytes: readonly number[], groups: number): Promise<Ready> {
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module: device.createShaderModule({ code }) } });
  const entries = bytes.map((size, binding) => ({ binding, resource: { buffer: device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }) } }));
  return { pipeline, bindGroup: device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }), groups };
}

const invocations = 65_536;
const fused = (type: "f32" | "vec4f", floats: number): Promise<Ready> => ready(fmaKernel(type), [4 * floats * invocations], invocations / 64);

const copied = 1 << 20;
const [scalars, vectors, copy, nothing] = await Promise.all([
  fused("f32", 1),
  fused("vec4f", 4),
  ready(copyKernel, [16 * copied, 16 * copied], copied / 64),
  ready("@group(0) @binding(0) var<storage, read_write> x: array<f32>; @compute @workgroup_size(1) fn main() { x[0] += 1; }", [256], 1),
]);

function encoded({ pipeline, bindGroup, groups }: Ready, dispatches: number): GPUCommandBuffer {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(groups);
  pass.end();
  return encoder.finish();
}

async function seconds(one: Ready, dispatches: number, submits: number): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < submits; i++) device.queue.submit([encoded(one, dispatches)]);
  // As training waits: who asks all the while takes a core from an adapter that computes on them.
  await waitingFor(device).seldom(device.queue.onSubmittedWorkDone());
  return (performance.now() - begun) / 1000;
}

await serve({ adapter: kind, label } satisfies PeakStarted, async (): Promise<Peak> => {
  const gflops = Math.max(fmaOperations(1, invocations) / (await seconds(scalars, 1, 1)), fmaOperations(4, invocations) / (await seconds(vectors, 1, 1))) / 1e9;
  const gigabytes = (2 * 16 * copied) / (await seconds(copy, 1, 1)) / 1e9;
  const dispatchUs = ((await seconds(nothing, 1000, 1)) / 1000) * 1e6;
  const submitUs = ((await seconds(nothing, 1, 200)) / 200) * 1e6;
  return { gflops, gigabytes, dispatchUs, submitUs };
});
