/** What the stage needs to know of a program. */

import type { Program } from "../../runtime/program.js";
import type { Probes } from "../language/probes.js";
import type { StageProgram } from "../view/stage.js";

export function stageFor({ program, probes }: { readonly program: Program; readonly probes: Probes }): StageProgram {
  const [sample] = program.samples;
  const shape = sample ? program.graphs[sample.graph].outputs[0].shape.slice(1).map(Number) : [];
  const reads = sample ? program.graphs[sample.graph].reads.map((place) => program.inputs[place]) : [];
  const classes = reads.flatMap((input) => (input.kind === "noise" && input.classes !== undefined ? [input.classes] : []));
  const pictures = program.inputs.find((input) => input.kind === "data" && input.shape.join() === shape.join());
  return {
    shape,
    range: (pictures?.kind === "data" && pictures.range) || [-1, 1],
    probes,
    hasData: program.inputs.some(({ kind }) => kind === "data"),
    ...(classes.length > 0 && { classes: Math.min(...classes) }),
  };
}
