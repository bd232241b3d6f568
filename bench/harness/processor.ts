/** How long an adapter is busy: by the processors' own clock where it computes on them (two cores busy for a second are one second), else by the wall's. */

import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { OpenedDevice } from "../../runtime/adapter.js";
import { waitingFor } from "../../runtime/waiting.js";
import { type Prepared, copied, fmaOperations, preparedCopy, preparedFma } from "./peak-kernels.js";

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

async function bestMs(opened: Opened, { buffers, launch }: Prepared): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < 4; i++) best = Math.min(best, await busyMs(opened, 1, launch));
  for (const buffer of buffers) buffer.destroy();
  return best;
}

/** GFLOP/s of chains of fused multiplications and additions, scalars or vectors, whichever are faster here. */
export async function peakOf(opened: Opened): Promise<number> {
  const rates: number[] = [];
  for (const [type, size] of [["f32", 1], ["vec4f", 4]] as const) {
    rates.push(fmaOperations(size, invocations) / (await bestMs(opened, await preparedFma(opened.device, type, size, invocations))) / 1e6);
  }
  return Math.max(...rates);
}

/** GB/s read and written by a copy of vectors. */
export async function copyOf(opened: Opened): Promise<number> {
  return (2 * 16 * copied) / (await bestMs(opened, await preparedCopy(opened.device))) / 1e6;
}
