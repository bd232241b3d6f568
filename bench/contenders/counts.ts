/** Counters on the calls of WebGPU that cost something, whoever makes them: import this before anybody asks for a device. */

import { globals } from "webgpu";
import type { Counts } from "../harness/protocol.js";

const counts = { dispatches: 0, submits: 0, writes: 0, buffers: 0, bindGroups: 0, pipelines: 0 };
/** Bytes of the buffers that stand, and the most there were. */
export const memory = { now: 0, peak: 0 };

export function countsSoFar(): Counts {
  return { ...counts };
}

export function countsSince(before: Counts): Counts {
  const since = (name: keyof Counts): number => counts[name] - before[name];
  return { dispatches: since("dispatches"), submits: since("submits"), writes: since("writes"), buffers: since("buffers"), bindGroups: since("bindGroups"), pipelines: since("pipelines") };
}

type Method = (this: object, ...words: unknown[]) => unknown;

/** `onCall` sees what the method is called on, and with what. */
function watch(type: string, method: string, onCall: (self: object, ...words: unknown[]) => void): void {
  const { prototype } = (globals as Record<string, { readonly prototype: Record<string, Method> }>)[type];
  const original = prototype[method];
  prototype[method] = function (...words) {
    onCall(this, ...words);
    return original.apply(this, words);
  };
}

watch("GPUComputePassEncoder", "dispatchWorkgroups", () => void counts.dispatches++);
watch("GPUComputePassEncoder", "dispatchWorkgroupsIndirect", () => void counts.dispatches++);
watch("GPUQueue", "submit", () => void counts.submits++);
watch("GPUQueue", "writeBuffer", () => void counts.writes++);
watch("GPUDevice", "createBindGroup", () => void counts.bindGroups++);
watch("GPUDevice", "createComputePipeline", () => void counts.pipelines++);
watch("GPUDevice", "createComputePipelineAsync", () => void counts.pipelines++);
watch("GPUDevice", "createBuffer", (_, descriptor) => {
  counts.buffers++;
  memory.now += (descriptor as GPUBufferDescriptor).size;
  memory.peak = Math.max(memory.peak, memory.now);
});
const destroyed = new WeakSet<object>();
watch("GPUBuffer", "destroy", (buffer) => {
  if (destroyed.has(buffer)) return;
  destroyed.add(buffer);
  memory.now -= (buffer as GPUBuffer).size;
});
