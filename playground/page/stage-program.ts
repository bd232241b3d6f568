/** What the stage needs to know of a program. */

import type { Program } from "../../runtime/program.js";
import type { Probes } from "../language/probes.js";
import { quantileOf } from "../training/latent.js";
import type { StageProgram } from "../view/stage.js";

/** `wanted`: the sample that is looked at, if the program has it; else its first. */
export function stageFor({ program, probes }: { readonly program: Program; readonly probes: Probes }, wanted: string | undefined): StageProgram {
  const looking = new Set([probes.field?.sample, probes.real, probes.pull?.at, probes.pull?.gradient]);
  const own = program.samples.filter(({ name }) => !looking.has(name));
  const sample = own.find(({ name }) => name === wanted) ?? own[0];
  const shape = sample ? program.graphs[sample.graph].outputs[0].shape.slice(1).map(Number) : [];
  const reads = sample ? program.graphs[sample.graph].reads.map((place) => program.inputs[place]) : [];
  const classes = reads.flatMap((input) => (input.kind === "noise" && input.classes !== undefined ? [input.classes] : []));
  const real = program.inputs.find((input) => input.kind === "data" && input.shape.join() === shape.join());
  return {
    shape,
    range: (real?.kind === "data" && real.range) || [-1, 1],
    // They look at the program's first sample, and at others that are the same kind of point.
    probes: sample && shapeOf(program, sample) === shapeOf(program, own[0]) ? probes : {},
    hasData: real !== undefined,
    hasLatent: reads.some((input) => input.kind === "noise" && quantileOf(input.distribution) !== undefined),
    samples: own.map(({ name }) => name),
    sample: sample?.name,
    ...(classes.length > 0 && { classes: Math.min(...classes) }),
  };
}

function shapeOf({ graphs }: Program, { graph }: Program["samples"][number]): string {
  return graphs[graph].outputs[0].shape.join();
}
