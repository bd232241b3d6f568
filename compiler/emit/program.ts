/** Puts together what the runtime executes. */

import { FORMAT, type Program } from "../../runtime/program.js";
import type { LoweredProgram } from "../lower/program.js";
import type { Layout } from "../plan/layout.js";
import type { Plan } from "../plan/plan.js";
import type { Module } from "../wgsl/module.js";
import { version } from "./version.js";

export function assemble(lowered: LoweredProgram, layout: Layout, plans: readonly Plan[], module: Module): Program {
  const graphs = plans.map(({ name, temporaries, outputs, reads }, i) => [name, { temporaries, dispatches: module.dispatches[i], outputs, reads }] as const);
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
    wgsl: module.wgsl,
    kernels: module.kernels,
    graphs: Object.fromEntries(graphs),
    schedule: lowered.schedule,
    samples: lowered.samples,
    ...(lowered.draw === undefined ? {} : { draw: lowered.draw }),
  };
}
