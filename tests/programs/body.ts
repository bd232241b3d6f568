/** Chains of uses: the body of a network, or a few lets of the top level. */

import type { Random } from "./random.js";
import { type Label, type Made, type Named, sameShape, sizeOf, type Surroundings, type Use } from "./value.js";

/** An expression that is being written. */
interface Draft {
  readonly text: string;
  readonly shape: readonly number[];
  /** Only a name can stand in an expression as often as it likes. */
  readonly isName: boolean;
  /** Behind an arrow it needs parentheses. */
  readonly isLoose: boolean;
}

export interface BodyOptions {
  readonly random: Random;
  readonly uses: readonly Use[];
  readonly values: readonly Named[];
  readonly labels: readonly Label[];
  readonly hypers: readonly string[];
  /** What the names of its lets begin with. */
  readonly prefix: string;
}

export class Body {
  readonly lets: string[] = [];
  private readonly values: Named[];

  constructor(private readonly options: BodyOptions) {
    this.values = [...options.values];
  }

  /** A new value, made of an earlier one in so many steps. */
  grow(from: Named, steps: number): Named {
    let draft: Draft = { text: from.name, shape: from.shape, isName: true, isLoose: false };
    for (let i = 0; i < steps; i++) draft = this.step(draft);
    return this.named(draft);
  }

  anyValue(): Named {
    return this.options.random.pick(this.values);
  }

  private step(draft: Draft): Draft {
    const { random, uses } = this.options;
    for (let attempt = 0; attempt < 20; attempt++) {
      const recipe = random.pick(random.pick(uses).recipes);
      // A recipe sees a name; what has none yet is given one if an expression comes of it.
      const named: Named = { name: draft.isName ? draft.text : this.nextName(), shape: draft.shape };
      const made = recipe(named, this.surroundings());
      if (made) return this.extended(draft, made);
    }
    return draft;
  }

  private extended(draft: Draft, made: Made): Draft {
    if ("stage" in made) {
      const text = `${draft.isLoose ? `(${draft.text})` : draft.text} -> ${made.stage}`;
      return { text, shape: made.shape, isName: false, isLoose: false };
    }
    if (!draft.isName) this.named(draft);
    return { text: made.expression, shape: made.shape, isName: false, isLoose: true };
  }

  private surroundings(): Surroundings {
    const { random, labels, hypers } = this.options;
    return { random, labels, hypers, others: this.values };
  }

  private nextName(): string {
    return `${this.options.prefix}${this.lets.length + 1}`;
  }

  private named({ text, shape, isName }: Draft): Named {
    if (isName) return { name: text, shape };
    const value = { name: this.nextName(), shape };
    this.lets.push(`let ${value.name} = ${text}`);
    this.values.push(value);
    return value;
  }
}

/** A last layer that gives the shape, whatever it is given. */
export function towards(value: Named, shape: readonly number[], random: Random): string {
  const flat = value.shape.length === 1 ? value.name : `${value.name} -> ${value.shape.length === 0 ? "reshape(1)" : "flatten"}`;
  const size = sizeOf(shape);
  const layer = random.chance(0.15) ? `spectral(linear(${size}))` : `linear(${size})`;
  const activation = random.pick(["", "", " -> tanh", " -> leaky_relu(0.5)"]);
  const end = sameShape(shape, [size]) ? "" : shape.length === 0 ? " -> sum(over: sample)" : ` -> reshape(${shape.join(", ")})`;
  return `${flat} -> ${layer}${activation}${end}`;
}

