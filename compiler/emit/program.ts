/** Puts together what the runtime executes. */

import { FORMAT, type Graph, type Program } from "../../runtime/program.js";
import { lifetimes } from "../launch/lifetimes.js";
import type { LoweredProgram } from "../lower/program.js";
import type { Layout } from "../plan/layout.js";
import type { Plan } from "../plan/plan.js";
import type { Module, WrittenKernel } from "../wgsl/module.js";
import { version } from "./version.js";

/** With its kernels as they were written, which a module holds otherwise. */
export interface CompiledProgram extends Program {
  readonly kernels: readonly WrittenKernel[];
}

/** The module's dispatches are those of `plans`, then those of `networks`. */
export function assemble(lowered: LoweredProgram, layout: Layout, { plans, networks }: { readonly plans: readonly Plan[]; readonly networks: readonly Plan[] }, module: Module): CompiledProgram {
  const graphOf = (plan: Plan, place: number): Graph => ({ temporaries: lifetimes(plan, module.launches[place]), dispatches: module.dispatches[place], outputs: plan.outputs, reads: plan.reads });
  return {
    format: FORMAT,
    version,
    name: lowered.name,
    batch: lowered.batch,
    slots: lowered.slots.map(({ name, role, network, type, initial }) => ({
      name,
      role,
      ...(network === undefined ? {} : { network }),
      dtype: type.dtype,
      shape: type.shape.map(Number),
      offset: layout.slots.get(name)!.offset,
      initial,
    })),
    slotBytes: layout.bytes,
    inputs: lowered.inputs,
    ...(lowered.frozen && { frozen: lowered.frozen }),
    ...(module.lanes > 0 && { lanes: module.lanes }),
    shared: module.shared,
    kernels: module.kernels,
    graphs: Object.fromEntries(plans.map((plan, i) => [plan.name, graphOf(plan, i)])),
    schedule: lowered.schedule,
    samples: lowered.samples,
    networks: (lowered.networks ?? []).map(({ name, parameters }, i) => ({ name, parameters, graph: graphOf(networks[i], plans.length + i) })),
    ...(lowered.draw === undefined ? {} : { draw: lowered.draw }),
  };
}
