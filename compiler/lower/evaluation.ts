/** `ganc eval`: one draw, looked at, in training mode. Data, noise and randomness are inputs, so that any other framework can be given the same. */

import { gradient } from "../autodiff/gradient.js";
import type { CheckedLoss, CheckedProgram, CheckedStatement, CheckedUpdate, Term } from "../check/program.js";
import type { Graph, Output } from "../ir/graph.js";
import { constant } from "../ops/index.js";
import { stabilisedGraph } from "../simplify/stable.js";
import { givenNoise, GraphLowering } from "./graph.js";
import { inputsOf } from "./inputs.js";
import { defaultBatch, frozenIn, slotsOf } from "./lower.js";
import type { LoweredProgram } from "./program.js";
import { givenRandomness } from "./sampling.js";
import { byRole } from "./slots.js";
import { lowerUpdate, weightsOf } from "./step.js";

export interface EvaluationRequest {
  /** Names of `let`s, metrics and samples; a loss as `loss.D` or `lossD`. */
  readonly values: readonly string[];
  /** The loss whose gradients over its weights are asked for. */
  readonly gradsOf?: string;
  /** The loss whose step is taken: the weights after it, and the statistics that it moved. */
  readonly stepOf?: string;
}

/** The program has no such value, loss or step; the message names those that it has. */
export class EvaluationRequestError extends Error {
  override name = "EvaluationRequestError";
}

/**
 * A program of the one graph `evaluation`. Its outputs are `value.NAME`, `gradient.PARAMETER` and `weight.PARAMETER`
 * (moved statistics included). The optimiser of the step is the first that the schedule has for this loss.
 */
export function lowerEvaluation(program: CheckedProgram, request: EvaluationRequest): LoweredProgram {
  const slots = slotsOf(program);
  const lowering = new GraphLowering({ program, slots, training: true, randomness: givenRandomness, noise: givenNoise });
  // The step comes first: its draws are then numbered as in training, and its statistics are moved by nothing else.
  const stepped = request.stepOf === undefined ? [] : weightsAfter(request.stepOf, lowering);
  const gradients = request.gradsOf === undefined ? [] : gradientsOf(lossNamed(request.gradsOf, program), lowering);
  const values = request.values.map((name): Output => ({ name: `value.${name}`, value: lowering.node(valueNamed(name, program)) }));
  const graph: Graph = { name: "evaluation", assignments: [], outputs: [...values, ...gradients, ...stepped] };
  return {
    name: program.name,
    batch: program.train?.batch ?? defaultBatch,
    slots: slots.list(),
    inputs: inputsOf(program),
    frozen: frozenIn(program),
    graphs: [stabilisedGraph(graph)],
    schedule: [],
    samples: [],
  };
}

function valueNamed(name: string, program: CheckedProgram): Term {
  const losses = program.losses.flatMap(({ name: loss, term }) => [`loss.${loss}`, `loss${loss}`].map((key) => [key, term] as const));
  const declared = [...program.samples, ...program.metrics, ...program.values].map(({ name: key, term }) => [key, term] as const);
  // A name as declared goes before the short form of a loss.
  const term = new Map([...losses, ...declared]).get(name);
  if (term) return term;
  const known = [...program.losses.map((loss) => `loss.${loss.name}`), ...declared.map(([key]) => key)];
  throw new EvaluationRequestError(`the program has no value ${name}; it has ${known.join(", ")}`);
}

function lossNamed(name: string, program: CheckedProgram): CheckedLoss {
  const loss = program.losses.find((candidate) => candidate.name === name);
  if (loss) return loss;
  throw new EvaluationRequestError(`the program has no loss ${name}; it has ${program.losses.map((candidate) => candidate.name).join(", ")}`);
}

/** Of every weight that the loss is over; zeros where it does not reach one. */
function gradientsOf(loss: CheckedLoss, lowering: GraphLowering): readonly Output[] {
  const { program, slots } = lowering.surroundings;
  const weights = weightsOf(program.networks, loss.over);
  const nodes = weights.map(({ name }) => slots.named(name));
  const cotangents = gradient(lowering.node(loss.term), nodes);
  return weights.map(({ name }, i) => ({ name: `gradient.${name}`, value: cotangents[i] ?? constant(0, nodes[i].type) }));
}

function weightsAfter(name: string, lowering: GraphLowering): readonly Output[] {
  const { program, slots } = lowering.surroundings;
  const loss = lossNamed(name, program);
  const update = updatesIn(program.train?.statements ?? []).find((candidate) => candidate.loss === loss);
  if (!update) throw new EvaluationRequestError(`the schedule has no step ${name}, so there is no optimiser to take one with`);
  const assignments = [...lowerUpdate(update, lowering), ...lowering.movedStatistics()];
  const after = new Map(assignments.map(({ slot, value }) => [slot, value]));
  const statistics = program.networks.flatMap((network) => byRole(network, "statistic")).filter((statistic) => after.has(slots.named(statistic.name)));
  return [...weightsOf(program.networks, loss.over), ...statistics].map((weight) => {
    const slot = slots.named(weight.name);
    return { name: `weight.${weight.name}`, value: after.get(slot) ?? slot };
  });
}

function updatesIn(statements: readonly CheckedStatement[]): readonly CheckedUpdate[] {
  return statements.flatMap((statement) => {
    if (statement.kind === "step") return statement.updates;
    return statement.kind === "repeat" || statement.kind === "every" ? updatesIn(statement.body) : [];
  });
}
