/** Which parts of the runtime a program needs that not all do. */

import type { Parts } from "../../runtime/parts.js";
import type { Program, Statement } from "../../runtime/program.js";

export function partsOf({ frozen = [], schedule }: Program): (keyof Parts)[] {
  const parts: (keyof Parts)[] = [];
  if (frozen.length > 0) parts.push("frozen");
  if (schedule.some(isWorkedOut)) parts.push("scalarAt");
  return parts;
}

/** Whether a count in it is no number as it stands. */
function isWorkedOut(statement: Statement): boolean {
  return statement.kind !== "run" && (typeof statement.count !== "number" || statement.body.some(isWorkedOut));
}
