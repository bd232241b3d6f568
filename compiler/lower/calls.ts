/** Which networks a network calls. */

import type { CheckedNetwork, CheckedProgram, Term } from "../check/program.js";

/** The network itself first, then those that it calls, however deep, each once, in the order of the file. */
export function networksUnder(name: string, program: CheckedProgram): readonly CheckedNetwork[] {
  const reached = new Set<string>();
  const visit = (network: string): void => {
    if (reached.has(network)) return;
    reached.add(network);
    const found = program.networks.find((candidate) => candidate.name === network);
    if (found) calledIn(found.body).forEach(visit);
  };
  visit(name);
  const networks = program.networks.filter((network) => reached.has(network.name));
  return [...networks.filter((network) => network.name === name), ...networks.filter((network) => network.name !== name)];
}

function calledIn(body: Term): ReadonlySet<string> {
  const called = new Set<string>();
  const seen = new Set<Term>();
  const stack: Term[] = [body];
  for (let term = stack.pop(); term; term = stack.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    if (term.kind === "call") called.add(term.network);
    stack.push(...partsOf(term));
  }
  return called;
}

/** The terms that a term is made of. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case "builtin":
      return term.inputs;
    case "call":
      return term.arguments;
    case "field":
      return [term.of];
    case "record":
      return term.fields.map((field) => field.value);
    case "gradient":
      return [term.scalar, term.of];
    default:
      return [];
  }
}
