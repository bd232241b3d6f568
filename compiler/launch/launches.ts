/**
 * Kernels that don't need each other share a launch: the gradient of a layer's weights, of its bias and of its input all come of one
 * cotangent, and each alone leaves cores idle at its end. A device waits for every launch to end before it begins the next.
 */

import type { PlannedKernel } from "../plan/plan.js";
import type { KernelCode } from "../wgsl/kernel.js";
import { type Binding, Together, alone } from "./bindings.js";
import { Memory, touchesOf } from "./memory.js";

export interface Launch {
  /** By place among the kernels. */
  readonly members: readonly number[];
  readonly bindings: readonly Binding[];
}

/** In order. `apart`: each has one to itself. */
export function groupIntoLaunches(kernels: readonly PlannedKernel[], codes: readonly KernelCode[], apart = false): Launch[] {
  if (apart) return codes.map((code, place) => ({ members: [place], bindings: alone(code).bindings }));
  const memory = new Memory();
  const launches: { readonly members: number[]; together: Together }[] = [];
  kernels.forEach((kernel, place) => {
    const touches = touchesOf(kernel);
    let launch = memory.earliest(touches);
    let together = launches[launch]?.together.with(codes[place]);
    while (launch < launches.length && !together) together = launches[++launch]?.together.with(codes[place]);
    if (launch === launches.length) launches.push({ members: [], together: Together.none });
    launches[launch].members.push(place);
    launches[launch].together = together ?? alone(codes[place]);
    memory.touch(touches, launch);
  });
  return launches.map(({ members, together }) => ({ members, bindings: together.bindings }));
}
