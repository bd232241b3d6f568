/** Times by the processors' own clock, for an adapter that computes on them: two cores busy for a second are one second. */

import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { waitingFor } from "../../runtime/waiting.js";
import { fmaKernel, fmaOperations } from "./fma-chains.js";

/** Milliseconds of one of `times` encodings, with all cores counted as one machine. */
export async function processorMs(device: GPUDevice, times: number, encode: (pass: GPUComputePassEncoder) => void): Promise<number> {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < times; i++) encode(pass);
  pass.end();
  const commands = encoder.finish();
  const before = othersMs();
  device.queue.submit([commands]);
  await waitingFor(device).seldom(device.queue.onSubmittedWorkDone());
  return (othersMs() - before) / availableParallelism() / times;
}

/** What this process's threads have had of the processors, but for the one that asks: it waits, and asks all the while. Linux counts it in nanoseconds. */
function othersMs(): number {
  const { pid } = process;
  return readdirSync("/proc/self/task").filter((task) => Number(task) !== pid).reduce((sum, task) => sum + Number(readFileSync(`/proc/self/task/${task}/schedstat`, "utf8").split(" ")[0]) / 1e6, 0);
}

const invocations = 16_384;

/** GFLOP/s of chains of fused multiplications and additions, scalars or vectors, whichever are faster here. */
export async function peakOf(device: GPUDevice): Promise<number> {
  let best = 0;
  for (const [type, size] of [["f32", 1], ["vec4f", 4]] as const) {
    const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module: device.createShaderModule({ code: fmaKernel(type) }) } });
    const buffer = device.createBuffer({ size: 4 * size * invocations, usage: GPUBufferUsage.STORAGE });
    const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource: { buffer } }] });
    for (let i = 0; i < 4; i++) {
      const ms = await processorMs(device, 1, (pass) => {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bindGroup);
        pass.dispatchWorkgroups(invocations / 64);
      });
      best = Math.max(best, fmaOperations(size, invocations) / ms / 1e6);
    }
    buffer.destroy();
  }
  return best;
}
