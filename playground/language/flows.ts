/** What flows into each network and each loss: the data, noise, networks that stand nearest before it, whatever is computed on the way. */

import type { CheckedProgram, Term } from "../../compiler/check/program.js";
import { partsOf } from "../../compiler/check/reach.js";

/** Names of nodes: `data x`, `noise z`, `network G`, `loss D`. */
export interface Flow {
  readonly from: string;
  readonly to: string;
}

export function flowsOf({ losses, networks }: CheckedProgram): readonly Flow[] {
  const flows = new Map<string, Flow>();
  const add = (from: string, to: string): void => {
    if (from !== to) flows.set(`${from} → ${to}`, { from, to });
  };
  const entered = new Set<Term>();
  const nearest = nearestSources((call) => {
    if (entered.has(call)) return;
    entered.add(call);
    for (const argument of call.arguments) for (const source of nearest(argument)) add(source, `network ${call.network}`);
  });
  for (const { name, term } of losses) for (const source of nearest(term)) add(source, `loss ${name}`);
  // What a network calls in its body flows through it; its parameters are told by its calls.
  for (const { name, body } of networks) for (const source of nearest(body)) add(source, `network ${name}`);
  return [...flows.values()];
}

type Call = Extract<Term, { readonly kind: "call" }>;

/** Each term's sources are worked out once, parts before wholes: bodies may be thousands of stages deep. */
function nearestSources(onCall: (call: Call) => void): (term: Term) => ReadonlySet<string> {
  const known = new Map<Term, ReadonlySet<string>>();
  const own = (term: Term): ReadonlySet<string> | undefined => {
    if (term.kind === "data" || term.kind === "noise") return new Set([`${term.kind} ${term.name}`]);
    if (term.kind === "call") return new Set([`network ${term.network}`]);
    // What is differentiated by flows in through what is differentiated.
    return term.kind === "gradient" ? known.get(term.scalar) : undefined;
  };
  return function nearest(term: Term): ReadonlySet<string> {
    const stack = [term];
    for (let next = stack.at(-1); next; next = stack.at(-1)) {
      const waiting = partsOf(next).filter((part) => !known.has(part));
      if (!known.has(next) && waiting.length > 0) stack.push(...waiting);
      else {
        stack.pop();
        if (known.has(next)) continue;
        known.set(next, own(next) ?? new Set(partsOf(next).flatMap((part) => [...(known.get(part) ?? [])])));
        if (next.kind === "call") onCall(next);
      }
    }
    return known.get(term) ?? new Set();
  };
}
