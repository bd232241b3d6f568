/**
 * A step as assignments: of weights, moments, statistics, states and the draw counter, all computed from the values before.
 * So a simultaneous step is nothing but several updates in one graph.
 */

import { gradient } from "../autodiff/gradient.js";
import type { CheckedNetwork, CheckedSet, CheckedStep, CheckedUpdate, Weight } from "../check/program.js";
import type { Assignment, Graph } from "../ir/graph.js";
import { type Node, withOrigin } from "../ir/node.js";
import { asNumber } from "../library/align.js";
import type { Scalars } from "../library/optimisers.js";
import { add } from "../ops/index.js";
import type { GraphLowering } from "./graph.js";
import { originOf } from "./place.js";
import { byRole, type SlotTable } from "./slots.js";

/** The step's graph without a name, and what metrics add to it. */
export interface LoweredStep {
  readonly assignments: Graph["assignments"];
  readonly outputs: Graph["outputs"];
  readonly metrics: Graph["outputs"];
}

export function lowerStep(step: CheckedStep, lowering: GraphLowering): LoweredStep {
  const { slots, program } = lowering.surroundings;
  const outputs = step.updates.map(({ loss }) => ({ name: `loss.${loss.name}`, value: lowering.node(loss.term) }));
  const updates = step.updates.flatMap((update) => lowerUpdate(update, lowering));
  const sets = step.sets.map((set) => lowerSet(set, lowering));
  // Metrics look on: what they pass through the networks moves no statistic.
  const statistics = lowering.movedStatistics();
  const metrics = program.metrics.map(({ name, term }) => ({ name: `metric.${name}`, value: lowering.node(term) }));
  return { assignments: [...updates, ...sets, ...statistics, nextDraw(slots)], outputs, metrics };
}

/** `set k = …`, computed from the values before. */
export function lowerSet({ state, value }: CheckedSet, lowering: GraphLowering): Assignment {
  const slot = lowering.surroundings.slots.named(state);
  const node = lowering.node(value);
  return { slot, value: slot.type.dtype === "f32" ? asNumber(node) : node };
}

export function nextDraw(slots: SlotTable): Assignment {
  const draw = slots.counter("draw");
  return { slot: draw, value: add(draw, 1) };
}

/** The weights that a loss moves, in the order of memory. */
export function weightsOf(networks: readonly CheckedNetwork[], over: readonly string[]): readonly Weight[] {
  return networks.filter(({ name }) => over.includes(name)).flatMap((network) => byRole(network, "weight"));
}

/** One optimiser on one loss: its weights, their moments and the optimiser's own scalars. */
export function lowerUpdate(update: CheckedUpdate, lowering: GraphLowering): readonly Assignment[] {
  const { loss, optimiser } = update;
  const { slots, program } = lowering.surroundings;
  const owner = `${optimiser.name} ${loss.name}`;
  return withOrigin(originOf(update.span, `${loss.name}.${optimiser.name}`), () => {
    const given = argumentsOf(update, lowering);
    const moments = optimiser.moments((argument) => constantOf(update, argument));
    const kept = optimiser.scalars.map((name) => [name, slots.moment(`${owner} ${name}`, `${owner} scalars`, { dtype: "f32", shape: [] })] as const);
    const scalars = optimiser.advance ? optimiser.advance(Object.fromEntries(kept), given) : {};
    const weights = weightsOf(program.networks, loss.over);
    const momentSlots = reserve(weights, moments, owner, slots);
    const nodes = weights.map(({ name }) => slots.named(name));
    const gradients = gradient(lowering.node(loss.term), nodes);
    const assignments = weights.flatMap(({ name }, i): Assignment[] => {
      const cotangent = gradients[i];
      // As in PyTorch, what the loss does not reach stays as it is, its moments included.
      if (!cotangent) return [];
      const own = momentSlots.get(name) ?? {};
      const after = optimiser.update({ weight: nodes[i], gradient: cotangent, moments: own, scalars, arguments: given });
      return [{ slot: nodes[i], value: after.weight }, ...moments.map((moment) => ({ slot: own[moment], value: after.moments[moment] }))];
    });
    return [...assignments, ...kept.map(([name, slot]) => ({ slot, value: scalars[name] }))];
  });
}

/** Moments lie network by network, moment by moment, each in the order of the weights. */
function reserve(weights: readonly Weight[], moments: readonly string[], owner: string, slots: SlotTable): ReadonlyMap<string, Scalars> {
  const reserved = new Map(weights.map(({ name }) => [name, {} as { [moment: string]: Node }]));
  for (const network of new Set(weights.map((weight) => weight.network))) {
    for (const moment of moments) {
      for (const { name, spec } of weights.filter((weight) => weight.network === network)) {
        reserved.get(name)![moment] = slots.moment(`${owner}.${name} ${moment}`, `${owner} ${network} ${moment}`, { dtype: "f32", shape: spec.shape });
      }
    }
  }
  return reserved;
}

function argumentsOf(update: CheckedUpdate, lowering: GraphLowering): Scalars {
  return Object.fromEntries(Object.entries(update.arguments).map(([name, term]) => [name, asNumber(lowering.node(term))]));
}

function constantOf(update: CheckedUpdate, argument: string): number | undefined {
  const term = update.arguments[argument];
  return term.kind === "number" ? term.value : undefined;
}
