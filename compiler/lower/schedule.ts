/** The schedule: each statement that does something becomes a graph, and the host's program runs them by name. */

import type { Statement } from "../../runtime/program.js";
import type { CheckedProgram, CheckedStatement, CheckedStep } from "../check/program.js";
import type { Graph } from "../ir/graph.js";
import { networksUnder } from "./calls.js";
import { drawnNoise, GraphLowering, type Surroundings } from "./graph.js";
import type { SlotTable } from "./slots.js";
import { lowerStep } from "./step.js";
import { lowerAverage, lowerClip, lowerSetStatement, lowerTick } from "./upkeep.js";

export interface LoweredSchedule {
  readonly graphs: readonly Graph[];
  readonly statements: readonly Statement[];
}

/** The surroundings say where noise comes from: drawn, if nothing else is said. */
export function lowerSchedule(program: CheckedProgram, slots: SlotTable, surroundings = trainingSurroundings(program, slots)): LoweredSchedule {
  const graphs = new GraphList();
  const statements = lowerStatements(program.train?.statements ?? [], surroundings, graphs);
  return { graphs: graphs.list, statements };
}

/** One more statement where some graph reads the iteration; to be asked when all graphs are lowered. */
export function lowerTicking(slots: SlotTable): LoweredSchedule {
  if (!slots.needs("iteration")) return { graphs: [], statements: [] };
  return { graphs: [{ name: "tick", ...lowerTick(slots) }], statements: [{ kind: "run", graph: "tick" }] };
}

/** Noise drawn afresh, by the program's own counters. */
export function trainingSurroundings(program: CheckedProgram, slots: SlotTable): Surroundings {
  return {
    program,
    slots,
    training: true,
    randomness: () => ({ seed: slots.counter("seed"), draw: slots.counter("draw") }),
    noise: drawnNoise,
  };
}

function lowerStatements(statements: readonly CheckedStatement[], surroundings: Surroundings, graphs: GraphList): readonly Statement[] {
  return statements.map((statement) => lowerStatement(statement, surroundings, graphs));
}

function lowerStatement(statement: CheckedStatement, surroundings: Surroundings, graphs: GraphList): Statement {
  const { program, slots } = surroundings;
  switch (statement.kind) {
    case "step":
      return runStep(statement, surroundings, graphs);
    case "repeat":
    case "every":
      return { kind: statement.kind, count: statement.count, body: lowerStatements(statement.body, surroundings, graphs) };
    case "clip":
      return { kind: "run", graph: graphs.add(`clip ${statement.network}`, lowerClip(statement.network, statement.low, statement.high, program, slots)) };
    case "set":
      return { kind: "run", graph: graphs.add(`set ${statement.set.state}`, lowerSetStatement(statement.set, new GraphLowering(surroundings))) };
    case "average": {
      const networks = networksUnder(statement.network, program);
      return { kind: "run", graph: graphs.add(`average ${statement.as}`, lowerAverage(networks, statement.as, statement.decay, new GraphLowering(surroundings))) };
    }
  }
}

function runStep(step: CheckedStep, surroundings: Surroundings, graphs: GraphList): Statement {
  const { assignments, outputs, metrics } = lowerStep(step, new GraphLowering(surroundings));
  const name = graphs.add(`step ${step.updates.map(({ loss }) => loss.name).join(", ")}`, { assignments, outputs });
  if (metrics.length === 0) return { kind: "run", graph: name };
  return { kind: "run", graph: name, watched: graphs.add(`${name}, watched`, { assignments, outputs: [...outputs, ...metrics] }) };
}

/** Graphs by unique names; a statement that does what an earlier one of its name does shares its graph. */
class GraphList {
  readonly list: Graph[] = [];

  add(name: string, effects: Omit<Graph, "name">): string {
    for (let suffix = 1; ; suffix++) {
      const unique = suffix === 1 ? name : `${name} (${suffix})`;
      const other = this.list.find((graph) => graph.name === unique);
      if (!other) this.list.push({ name: unique, ...effects });
      if (!other || sameEffects(other, effects)) return unique;
    }
  }
}

/** Nodes are hash-consed, so equal values are the same objects. */
function sameEffects(a: Omit<Graph, "name">, b: Omit<Graph, "name">): boolean {
  return (
    a.assignments.length === b.assignments.length &&
    a.outputs.length === b.outputs.length &&
    a.assignments.every(({ slot, value }, i) => slot === b.assignments[i].slot && value === b.assignments[i].value) &&
    a.outputs.every(({ name, value }, i) => name === b.outputs[i].name && value === b.outputs[i].value)
  );
}
