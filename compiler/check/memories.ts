/** What calls at the top level remember from step to step. A call is a value: the same one, written twice, has one memory. */

import { Identities } from "./identity.js";
import type { BuiltinTerm, Weight } from "./program.js";

/** A call that remembers, before it has its memory. */
export type Remembering = Omit<BuiltinTerm, "path" | "weights">;

export class Memories {
  readonly all: Weight[] = [];
  readonly #identities = new Identities();
  readonly #terms = new Map<string, BuiltinTerm>();

  /** The term of the call; where an equal call was made before, that of the first. */
  termOf(call: Remembering, specs: readonly Weight["spec"][]): BuiltinTerm {
    const { builtin, options, inputs } = call;
    const key = JSON.stringify([builtin.name, options, inputs.map((input) => this.#identities.of(input))]);
    const known = this.#terms.get(key);
    if (known) return known;
    const path = `${builtin.name}${this.#terms.size + 1}`;
    const weights = specs.map((spec): Weight => ({ name: `${path}.${spec.name}`, network: path, spec, initial: spec.initial }));
    this.all.push(...weights);
    const term: BuiltinTerm = { ...call, path, weights };
    this.#terms.set(key, term);
    return term;
  }
}
