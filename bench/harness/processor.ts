/** How long an adapter is busy: by the processors' own clock where it computes on them (two cores busy for a second are one second), else by the wall's. */

import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { OpenedDevice } from "../../runtime/adapter.js";
import { waitingFor } from "../../runtime/waiting.js";
import { copyKernel, fmaKernel, fmaOperations } from "./peak-kernels.js";

export type Opened = Pick<OpenedDevice, "device" | "kind">;

/** Milliseconds of one of `times` encodings, with all cores counted as one machine. */
export async function busyMs({ device, kind }: Opened, times: number, encode: (pass: GPUComputePassEncoder) => void): Promise<number> {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < times; i++) encode(pass);
  pass.end();
  const commands = encoder.finish();
  const clock = kind === "gpu" ? () => performance.now() : () => othersMs() / availableParallelism();
  const before = clock();
  device.queue.submit([commands]);
  await waitingFor(device).seldom(device.queue.onSubmittedWorkDone());
  return (clock() - before) / times;
}

/** What this process's threads have had of the processors, but for the one that asks: it waits, and asks all the while. Linux counts it in nanoseconds. */
function othersMs(): number {
  const { pid } = process;
  return readdirSync("/proc/self/task").filter((task) => Number(task) !== pid).reduce((sum, task) => sum + Number(readFileSync(`/proc/self/task/${task}/schedstat`, "utf8").split(" ")[0]) / 1e6, 0);
}

const invocations = 16_384;
const copied = 1 << 20;

async function bestMs(opened: Opened, code: string, bytes: readonly number[], workgroups: number): Promise<number> {
  const { device } = opened;
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module: device.createShaderModule({ code }) } });
  const buffers = bytes.map((size) => device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }));
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
  let best = Infinity;
  for (let i = 0; i < 4; i++) {
    const ms = await busyMs(opened, 1, (pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups);
    });
    best = Math.min(best, ms);
  }
  for (const buffer of buffers) buffer.destroy();
  return best;
}

/** GFLOP/s of chains of fused multiplications and additions, scalars or vectors, whichever are faster here. */
export async function peakOf(opened: Opened): Promise<number> {
  const rates: number[] = [];
  for (const [type, size] of [["f32", 1], ["vec4f", 4]] as const) {
    rates.push(fmaOperations(size, invocations) / (await bestMs(opened, fmaKernel(type), [4 * size * invocations], invocations / 64)) / 1e6);
  }
  return Math.max(...rates);
}

/** GB/s read and written by a copy of vectors. */
export async function copyOf(opened: Opened): Promise<number> {
  return (2 * 16 * copied) / (await bestMs(opened, copyKernel, [16 * copied, 16 * copied], copied / 64)) / 1e6;
}
