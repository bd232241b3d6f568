/** One iteration, written out: the graphs that it runs, in order. */

import type { Program, Scalar, Statement } from "./program.js";
import type { Clock } from "./scalar.js";

export interface Run {
  readonly graph: string;
  /** The same with metrics, where there are any. */
  readonly watched?: string;
}

/** `valueAt` is `scalarAt`, or anything where all counts are numbers as they stand. */
export function runsOf(statements: readonly Statement[], clock: Clock, valueAt: (scalar: Scalar, clock: Clock) => number): Run[] {
  return statements.flatMap((statement): Run[] => {
    switch (statement.kind) {
      case "run":
        return [statement];
      case "repeat": {
        const once = runsOf(statement.body, clock, valueAt);
        return Array.from({ length: Math.max(0, Math.floor(valueAt(statement.count, clock))) }, () => once).flat();
      }
      case "every":
        return clock.iteration % Math.max(1, Math.floor(valueAt(statement.count, clock))) === 0 ? runsOf(statement.body, clock, valueAt) : [];
    }
  });
}

/** Every graph that the schedule can run, watched or not. */
export function graphsOf({ schedule }: Program): string[] {
  return [...new Set(runsIn(schedule).flatMap(({ graph, watched = graph }) => [graph, watched]))];
}

/** The graphs that it runs when nobody looks. */
export function stepsOf({ schedule }: Program): string[] {
  return [...new Set(runsIn(schedule).map(({ graph }) => graph))];
}

function runsIn(statements: readonly Statement[]): Run[] {
  return statements.flatMap((statement) => (statement.kind === "run" ? [statement] : runsIn(statement.body)));
}
