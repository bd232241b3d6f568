/**
 * What a term depends on: other terms, and the weights of networks; with or without asking for a derivative along the way.
 * A call is followed into the network's body: an argument that the body makes nothing of does not count. Of a body that is
 * wrong, which was told, the best is assumed, so that nothing false is said of what follows.
 */

import { Identities } from "./identity.js";
import type { NetworkCallTerm, Term } from "./program.js";
import type { Signature } from "./value.js";

/** Signatures by name: how a call is followed into a body. */
export type Networks = ReadonlyMap<string, Signature>;

/** `derivative`: only along ways that have one. */
export type Way = "any" | "derivative";

export function dependsOn(term: Term, target: Term, way: Way, networks: Networks): boolean {
  const identities = new Identities();
  const wanted = identities.of(target);
  return new Search(way, networks).meets(term, (found) => identities.of(found) === wanted);
}

export interface Reached {
  /** Names of the networks whose weights go into the term; not of frozen ones. */
  readonly networks: ReadonlySet<string>;
  /** A body on the way is wrong, so there may be more. */
  readonly uncertain: boolean;
}

export function weightsReached(term: Term, way: Way, networks: Networks): Reached {
  const reached = new Set<string>();
  const search = new Search(way, networks);
  search.meets(term, (found) => {
    if (found.kind === "builtin") found.weights.filter(({ spec, network }) => spec.role === "weight" && !networks.get(network)?.frozen).forEach(({ network }) => reached.add(network));
    return false;
  });
  return { networks: reached, uncertain: search.uncertain };
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

class Search {
  uncertain = false;
  /** Whether a network's body depends on a parameter of its own; `undefined` while that is being found out. */
  readonly #uses = new Map<Term, boolean | undefined>();

  constructor(
    private readonly way: Way,
    private readonly networks: Networks,
  ) {}

  /** Whether the term is or depends on one that `isTarget` takes. */
  meets(term: Term, isTarget: (term: Term) => boolean): boolean {
    const seen = new Set<Term>();
    const stack: Term[] = [term];
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (isTarget(next)) return true;
      stack.push(...this.#next(next));
    }
    return false;
  }

  #next(term: Term): readonly Term[] {
    if (term.kind === "call") return this.#intoCall(term);
    if (term.kind !== "builtin" || this.way === "any") return partsOf(term);
    if (term.builtin.differentiable === false || term.type.dtype !== "f32") return [];
    const values = term.builtin.parameters.filter((parameter) => parameter.kind === "value");
    return term.inputs.filter((input, i) => !values[i]?.constant && (input.type.kind === "record" || input.type.dtype === "f32"));
  }

  #intoCall(call: NetworkCallTerm): readonly Term[] {
    const signature = this.networks.get(call.network);
    const body = signature?.checked()?.body;
    if (!signature || !body) {
      this.uncertain = true;
      return call.arguments;
    }
    const used = call.arguments.filter((_, i) => this.#isUsed(body, signature.parameters[i]));
    // The weights of a running average are nobody's to move.
    return call.averaged === undefined ? [...used, body] : used;
  }

  #isUsed(body: Term, parameter: Term): boolean {
    if (this.#uses.has(parameter)) return this.#uses.get(parameter) ?? true;
    this.#uses.set(parameter, undefined);
    const uses = this.meets(body, (found) => found === parameter);
    this.#uses.set(parameter, uses);
    return uses;
  }
}
