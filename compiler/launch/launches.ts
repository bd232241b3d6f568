/**
 * Kernels that don't need each other share a launch: the gradient of a layer's weights, of its bias and of its input all come of one
 * cotangent, and each alone leaves cores idle at its end. A device waits for every launch to end before it begins the next.
 */

import type { PlannedKernel } from "../plan/plan.js";
import type { KernelCode } from "../wgsl/kernel.js";
import { fitTogether } from "./bindings.js";
import { Memory } from "./memory.js";

/** For each launch, in order, which kernels it runs. */
export function groupIntoLaunches(kernels: readonly PlannedKernel[], codes: readonly KernelCode[]): number[][] {
  const memory = new Memory();
  const launches: number[][] = [];
  kernels.forEach((kernel, place) => {
    let launch = memory.earliest(kernel);
    while (launch < launches.length && !fitTogether([...launches[launch], place].map((member) => codes[member]))) launch++;
    if (launch === launches.length) launches.push([]);
    launches[launch].push(place);
    memory.touch(kernel, launch);
  });
  return launches;
}
