/** From which launch to which each temporary is needed: the runtime packs them by that. */

import type { Operand, Temporary } from "../../runtime/program.js";
import type { Plan } from "../plan/plan.js";

/** `launches`: for each, in order, which of the plan's kernels it runs. */
export function lifetimes({ temporaries, kernels, outputs }: Plan, launches: readonly (readonly number[])[]): Temporary[] {
  const spans = temporaries.map(() => ({ first: launches.length, last: -1 }));
  const touch = (operand: Operand, time: number): void => {
    if (operand.in !== "temporary") return;
    const span = spans[operand.temporary];
    span.first = Math.min(span.first, time);
    span.last = Math.max(span.last, time);
  };
  launches.forEach((members, time) => {
    for (const { loads, stores } of members.map((member) => kernels[member])) {
      for (const operand of loads.values()) touch(operand, time);
      for (const { at } of stores) touch(at, time);
    }
  });
  outputs.forEach(({ at }) => touch(at, launches.length));
  return temporaries.map((bytes, i) => ({ bytes, ...spans[i] }));
}
