/**
 * When two terms are one value. The same call on the same arguments, written twice, is one value, so terms are compared by
 * what they are made of; two layers are two values, for each has weights of its own.
 */

import type { Term } from "./program.js";
import { partsOf } from "./reach.js";

/** Numbers for terms: equal ones for equal values. */
export class Identities {
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<Term, number>();

  /** Without recursion: what `repeat` makes may be deeper than the machine's stack. */
  of(term: Term): number {
    const stack = [term];
    for (let next = stack.at(-1); next; next = stack.at(-1)) {
      const waiting = this.#known.has(next) ? [] : partsOf(next).filter((part) => !this.#known.has(part));
      if (waiting.length > 0) stack.push(...waiting);
      else {
        stack.pop();
        this.#learn(next);
      }
    }
    return this.#numberOf(term);
  }

  #learn(term: Term): void {
    if (this.#known.has(term)) return;
    const text = JSON.stringify(this.#describe(term));
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    this.#known.set(term, number);
  }

  #numberOf(term: Term): number {
    const number = this.#known.get(term);
    if (number === undefined) throw new TypeError("a part comes before what is made of it");
    return number;
  }

  #describe(term: Term): readonly unknown[] {
    switch (term.kind) {
      case "number":
        return [term.kind, term.value, term.type.dtype];
      case "data":
      case "noise":
      case "state":
      case "clock":
        return [term.kind, term.name];
      case "parameter":
        // Two networks may call their parameters the same.
        return [term.kind, term.name, term.span.source.name, term.span.start];
      case "builtin": {
        const owner = term.weights.length > 0 || term.builtin.draws ? term.path : undefined;
        return [term.kind, term.builtin.name, owner, term.options, term.inputs.map((input) => this.#numberOf(input))];
      }
      case "call":
        return [term.kind, term.network, term.averaged, term.arguments.map((argument) => this.#numberOf(argument))];
      case "field":
        return [term.kind, this.#numberOf(term.of), term.field];
      case "record":
        return [term.kind, term.fields.map(({ name, value }) => [name, this.#numberOf(value)])];
      case "gradient":
        return [term.kind, this.#numberOf(term.scalar), this.#numberOf(term.of)];
    }
  }
}
