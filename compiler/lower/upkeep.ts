/** Graphs without a loss: `clip`, `average`, `set`, and the iteration's `tick`. */

import type { CheckedNetwork, CheckedProgram, CheckedSet, Term } from "../check/program.js";
import type { Assignment, Graph } from "../ir/graph.js";
import { spread } from "../library/align.js";
import { add, constant, equal, maximum, minimum, mul, select, sub } from "../ops/index.js";
import { networksUnder } from "./calls.js";
import type { GraphLowering } from "./graph.js";
import { averageCounter, averagedName, byRole, type SlotTable } from "./slots.js";
import { lowerSet, nextDraw } from "./step.js";

type Effects = Omit<Graph, "name">;

/** All weights of the network and of those that it calls; not its statistics. */
export function lowerClip(network: string, low: number, high: number, program: CheckedProgram, slots: SlotTable): Effects {
  const weights = networksUnder(network, program).flatMap((called) => byRole(called, "weight"));
  const assignments = weights.map(({ name }): Assignment => {
    const slot = slots.named(name);
    return { slot, value: minimum(maximum(slot, low), high) };
  });
  return { assignments, outputs: [] };
}

/** A draw of its own; passes through a `batch_norm` move its statistics as in a step. */
export function lowerSetStatement(set: CheckedSet, lowering: GraphLowering): Effects {
  const assignment = lowerSet(set, lowering);
  return { assignments: [assignment, ...lowering.movedStatistics(), nextDraw(lowering.surroundings.slots)], outputs: [] };
}

/** average ← decay · average + (1 - decay) · weight; the first time a copy. Statistics are copied, as buffers usually are. */
export function lowerAverage(networks: readonly CheckedNetwork[], as: string, decay: Term, lowering: GraphLowering): Effects {
  const { slots } = lowering.surroundings;
  const [{ name: network }] = networks;
  const started = slots.named(averageCounter(as));
  const effective = select(equal(started, 0), constant(0, started.type), lowering.node(decay));
  const weights = networks.flatMap((averaged) => byRole(averaged, "weight")).map((weight): Assignment => {
    const slot = slots.named(averagedName(as, network, weight));
    const now = slots.named(weight.name);
    const { shape } = slot.type;
    return { slot, value: add(mul(slot, spread(effective, shape)), mul(now, spread(sub(1, effective), shape))) };
  });
  const statistics = networks
    .flatMap((averaged) => byRole(averaged, "statistic"))
    .map((statistic): Assignment => ({ slot: slots.named(averagedName(as, network, statistic)), value: slots.named(statistic.name) }));
  return { assignments: [...weights, ...statistics, { slot: started, value: constant(1, started.type) }], outputs: [] };
}

export function lowerTick(slots: SlotTable): Effects {
  const iteration = slots.counter("iteration");
  return { assignments: [{ slot: iteration, value: add(iteration, 1) }], outputs: [] };
}
