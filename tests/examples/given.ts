/** A program whose noise comes from outside, so that any other framework can be given the same; and the gradients of its losses, as graphs. */

import { gradient } from "../../compiler/autodiff/gradient.js";
import type { CheckedLoss, CheckedProgram } from "../../compiler/check/program.js";
import type { Graph } from "../../compiler/ir/graph.js";
import { givenNoise, GraphLowering, type Surroundings } from "../../compiler/lower/graph.js";
import { inputsOf } from "../../compiler/lower/inputs.js";
import { defaultBatch, slotsOf } from "../../compiler/lower/lower.js";
import type { LoweredProgram } from "../../compiler/lower/program.js";
import { lowerSchedule, lowerTicking, trainingSurroundings } from "../../compiler/lower/schedule.js";
import { weightsOf } from "../../compiler/lower/step.js";
import { constant } from "../../compiler/ops/index.js";
import { stabilisedGraph } from "../../compiler/simplify/stable.js";

/** The schedule's graphs, and `gradients D` for each loss D. To be called inside `interning`. */
export function lowerGiven(program: CheckedProgram): LoweredProgram {
  const slots = slotsOf(program);
  const surroundings: Surroundings = { ...trainingSurroundings(program, slots), noise: givenNoise };
  const schedule = lowerSchedule(program, slots, surroundings);
  const ticking = lowerTicking(slots);
  const gradients = program.losses.map((loss) => gradientsOf(loss, surroundings));
  return {
    name: program.name,
    batch: program.train?.batch ?? defaultBatch,
    slots: slots.list(),
    inputs: inputsOf(program),
    graphs: [...schedule.graphs, ...ticking.graphs, ...gradients].map(stabilisedGraph),
    schedule: [...schedule.statements, ...ticking.statements],
    samples: [],
  };
}

function gradientsOf(loss: CheckedLoss, surroundings: Surroundings): Graph {
  const lowering = new GraphLowering(surroundings);
  const value = lowering.node(loss.term);
  const weights = weightsOf(surroundings.program.networks, loss.over);
  const nodes = weights.map(({ name }) => surroundings.slots.named(name));
  const found = gradient(value, nodes);
  const outputs = weights.map(({ name }, i) => ({ name, value: found[i] ?? constant(0, nodes[i].type) }));
  return { name: `gradients ${loss.name}`, assignments: [], outputs: [{ name: `loss.${loss.name}`, value }, ...outputs] };
}
