/** What a term depends on: other terms, and the weights of networks; with or without asking for a derivative along the way. */

import type { Term } from "./program.js";
import type { Signature } from "./value.js";

/** Signatures by name: how a call is followed into a body. */
export type Networks = ReadonlyMap<string, Signature>;

export function dependsOn(term: Term, target: Term, networks: Networks): boolean {
  return search(term, (found) => found === target, false, networks);
}

export function differentiablyDependsOn(term: Term, target: Term, networks: Networks): boolean {
  return search(term, (found) => found === target, true, networks);
}

/** Names of the networks whose weights go into a term. */
export function weightsReached(term: Term, differentiably: boolean, networks: Networks): Set<string> {
  const reached = new Set<string>();
  search(
    term,
    (found) => {
      if (found.kind === "builtin") found.weights.filter(({ spec }) => spec.role === "weight").forEach(({ network }) => reached.add(network));
      return false;
    },
    differentiably,
    networks,
  );
  return reached;
}

function search(term: Term, isTarget: (term: Term) => boolean, differentiably: boolean, networks: Networks): boolean {
  const seen = new Set<Term>();
  const stack: Term[] = [term];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (isTarget(next)) return true;
    stack.push(...nextOf(next, differentiably, networks));
  }
  return false;
}

/** What a term is made of. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case "builtin":
      return term.inputs;
    case "call":
      return term.arguments;
    case "field":
      return [term.of];
    case "record":
      return term.fields.map(({ value }) => value);
    case "gradient":
      return [term.scalar, term.of];
    default:
      return [];
  }
}

/** What a search goes on to: a call's body too, and through a builtin only where it may go. */
function nextOf(term: Term, differentiably: boolean, networks: Networks): readonly Term[] {
  if (term.kind === "call") {
    // The weights of a running average are nobody's to move.
    const body = term.averaged === undefined ? networks.get(term.network)?.checked()?.body : undefined;
    return body ? [...term.arguments, body] : term.arguments;
  }
  if (term.kind !== "builtin" || !differentiably) return partsOf(term);
  if (term.builtin.differentiable === false || term.type.dtype !== "f32") return [];
  return term.inputs.filter((input) => input.type.kind === "record" || input.type.dtype === "f32");
}
