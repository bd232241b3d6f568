/**
 * From the typed program to the IR: every launch as a graph of pure operations over slots and inputs, hash-consed across
 * all of them. Networks are inlined at each call. Call it inside `interning`, as the passes after it share its nodes.
 */

import type { CheckedProgram, CheckedStatement } from "../check/program.js";
import { stabilisedGraph } from "../simplify/stable.js";
import type { Frozen } from "../../runtime/program.js";
import { networksUnder } from "./calls.js";
import { pathFrom } from "./files.js";
import { inputsOf } from "./inputs.js";
import { lowerNetworks } from "./networks.js";
import type { LoweredProgram } from "./program.js";
import { lowerDraw, lowerSample } from "./sampling.js";
import { lowerSchedule, lowerTicking } from "./schedule.js";
import { SlotTable } from "./slots.js";

/** Batches of a program that doesn't say. */
export const defaultBatch = 64;

export function lower(program: CheckedProgram): LoweredProgram {
  const slots = slotsOf(program);
  const schedule = lowerSchedule(program, slots);
  const samples = program.samples.map(({ name, term }) => ({ name, graph: lowerSample(name, term, program, slots) }));
  const draw = program.noises.length > 0 ? [lowerDraw(program)] : [];
  const ticking = lowerTicking(slots);
  const networks = lowerNetworks(program, averagesOf(program), slots);
  return {
    name: program.name,
    batch: program.train?.batch ?? defaultBatch,
    slots: slots.list(),
    inputs: inputsOf(program),
    frozen: frozenIn(program),
    graphs: [...schedule.graphs, ...ticking.graphs, ...samples.map(({ graph }) => graph), ...draw].map(stabilisedGraph),
    schedule: [...schedule.statements, ...ticking.statements],
    samples: samples.map(({ name, graph }) => ({ name, graph: graph.name })),
    networks,
    ...(draw.length > 0 && { draw: draw[0].name }),
  };
}

/** The files of frozen networks; none where there are none. */
export function frozenIn({ networks, sources: [first] }: CheckedProgram): readonly Frozen[] | undefined {
  const frozen = networks.flatMap(({ name, from, span }): Frozen[] => (from === undefined ? [] : [{ network: name, file: pathFrom(first, span.source, from) }]));
  return frozen.length > 0 ? frozen : undefined;
}

/** With the running averages that the schedule keeps. */
export function slotsOf(program: CheckedProgram): SlotTable {
  const slots = new SlotTable(program);
  for (const [as, network] of averagesOf(program)) slots.addAverage(as, networksUnder(network, program));
  return slots;
}

/** The network that each is of, by the average's name. */
function averagesOf(program: CheckedProgram): ReadonlyMap<string, string> {
  return averagesIn(program.train?.statements ?? []);
}

function averagesIn(statements: readonly CheckedStatement[]): ReadonlyMap<string, string> {
  return new Map(
    statements.flatMap((statement) => {
      if (statement.kind === "average") return [[statement.as, statement.network] as const];
      return statement.kind === "repeat" || statement.kind === "every" ? [...averagesIn(statement.body)] : [];
    }),
  );
}
