/** What the adapter can do at most: chains of fused multiplications and additions, a copy, and the price of a dispatch and of a submit. */

import type { AdapterChoice } from "../../runtime/adapter.js";
import { requestDevice } from "../../runtime/node/adapter.js";
import { waitingFor } from "../../runtime/waiting.js";
import { type Prepared, copied, fmaOperations, prepared, preparedCopy, preparedFma } from "../harness/peak-kernels.js";
import type { Peak, PeakStarted } from "../harness/protocol.js";
import { serve } from "./serve.js";

const { device, kind, label } = await requestDevice(process.argv[2] as AdapterChoice);

const invocations = 65_536;
const [scalars, vectors, copy, nothing] = await Promise.all([
  preparedFma(device, "f32", 1, invocations),
  preparedFma(device, "vec4f", 4, invocations),
  preparedCopy(device),
  prepared(device, "@group(0) @binding(0) var<storage, read_write> x: array<f32>; @compute @workgroup_size(1) fn main() { x[0] += 1; }", [256], 1),
]);

function encoded({ launch }: Prepared, dispatches: number): GPUCommandBuffer {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  launch(pass, dispatches);
  pass.end();
  return encoder.finish();
}

async function seconds(one: Prepared, dispatches: number, submits: number): Promise<number> {
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
