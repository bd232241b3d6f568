/** Which networks a body calls, and networks that call themselves: by whatever way, those have no end. */

import { type Context, fail } from "./context.js";
import type { CheckedNetwork, Term } from "./program.js";
import { partsOf } from "./reach.js";

/** Names of the networks that a body itself calls. */
export function callsIn(body: Term): ReadonlySet<string> {
  const called = new Set<string>();
  const seen = new Set<Term>();
  const stack = [body];
  for (let term = stack.pop(); term; term = stack.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    if (term.kind === "call") called.add(term.network);
    stack.push(...partsOf(term));
  }
  return called;
}

export function reportCycles(networks: readonly CheckedNetwork[], context: Context): void {
  const byName = new Map(networks.map((network) => [network.name, network]));
  const done = new Set<CheckedNetwork>();
  const visit = (network: CheckedNetwork, path: readonly CheckedNetwork[]): void => {
    if (path.includes(network)) return reportCycle([...path.slice(path.indexOf(network)), network], context);
    if (done.has(network)) return;
    for (const name of callsIn(network.body)) {
      const called = byName.get(name);
      if (called) visit(called, [...path, network]);
    }
    done.add(network);
  };
  networks.forEach((network) => visit(network, []));
}

function reportCycle(cycle: readonly CheckedNetwork[], context: Context): void {
  const [first, ...others] = cycle;
  const related = others.slice(0, -1).map(({ name, span }) => ({ message: `${name} is on the way`, span }));
  fail(context, { code: "name/cycle", message: `network ${first.name} calls itself: ${cycle.map(({ name }) => name).join(" → ")}`, span: first.span, related });
}
