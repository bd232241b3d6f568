/** Names and what they mean. A name means what it means where it is written; the top level is elaborated when it is asked for. */

import type { Span } from "../../grammar/source.js";
import type { Value } from "./value.js";

export interface Binding {
  readonly name: string;
  /** Where the name is declared. */
  readonly span: Span;
  /** "noise z", "let fake", "parameter x": for a reader. */
  readonly what: string;
  /** A value of the top level (data, noise, a let, a state): bodies of networks don't see it. */
  readonly outside: boolean;
  /** The file that it belongs to, where that is imported and this does not come along: data, states and averages. */
  readonly leftIn?: string;
  /** Of a definition's parameter: the argument in the call. */
  readonly given?: Span;
  value(): Value;
}

export class Scope {
  readonly #bindings = new Map<string, Binding>();

  /** `prelude`: of a file that comes with the compiler; a user is not shown its lines as the place of a mistake. */
  constructor(
    readonly parent?: Scope,
    readonly prelude = false,
  ) {}

  /** The binding that has the name already, if there is one in this very scope. */
  declare(binding: Binding): Binding | undefined {
    const before = this.#bindings.get(binding.name);
    if (!before) this.#bindings.set(binding.name, binding);
    return before;
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.parent?.find(name);
  }

  /** What is declared in this very scope. */
  own(name: string): Binding | undefined {
    return this.#bindings.get(name);
  }

  /** Whether the name means something that is declared here or in an enclosing scope below `outer`. */
  declaresBelow(name: string, outer: Scope | undefined): boolean {
    if (this === outer) return false;
    return this.#bindings.has(name) || (this.parent?.declaresBelow(name, outer) ?? false);
  }

  /** Every name that can be seen from here, for "did you mean". */
  *names(): Iterable<string> {
    yield* this.#bindings.keys();
    if (this.parent) yield* this.parent.names();
  }
}

/** A binding of a value that is known. */
export function bound(name: string, span: Span, what: string, value: Value, given?: Span): Binding {
  return { name, span, what, outside: false, given, value: () => value };
}

/** A binding whose value is worked out once, when it is first needed. */
export function lazily(binding: Omit<Binding, "value">, compute: () => Value, onCycle: () => Value): Binding {
  let value: Value | undefined;
  let running = false;
  return {
    ...binding,
    value() {
      if (value) return value;
      if (running) return onCycle();
      running = true;
      value = compute();
      running = false;
      return value;
    },
  };
}
