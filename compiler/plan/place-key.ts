/** Places in memory, compared by what they are. */

import type { Operand } from "../../runtime/program.js";

/** Operands never change, and every pass from here on asks again which are the same. */
const known = new WeakMap<Operand, string>();

/** Equal for equal places. */
export function placeKey(operand: Operand): string {
  let key = known.get(operand);
  if (key === undefined) known.set(operand, (key = JSON.stringify(operand)));
  return key;
}
