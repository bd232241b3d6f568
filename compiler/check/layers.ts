/** The layers of one network: their paths, by kind and order and through the definitions they stand in, and their weights. */

import type { Span } from "../../grammar/source.js";
import type { Initialiser } from "../../runtime/program.js";
import type { InitKind, WeightSpec } from "../library/builtin.js";
import type { TensorType } from "../library/type.js";
import type { Stage, Weight } from "./program.js";

export type Inits = { readonly [kind in InitKind]?: Initialiser };

export class Layers {
  readonly #counts = new Map<string, number>();

  private constructor(
    readonly network: string,
    private readonly path: string,
    private readonly inits: Inits,
    readonly weights: Weight[],
    readonly stages: Stage[],
  ) {}

  static of(network: string, inits: Inits): Layers {
    return new Layers(network, network, inits, [], []);
  }

  /** `G.linear1`, then `G.linear2`. */
  next(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${this.path}.${kind}${count}`;
  }

  /** The layers inside one call of a definition: `G.up1.…`. */
  inside(definition: string): Layers {
    return new Layers(this.network, this.next(definition), this.inits, this.weights, this.stages);
  }

  own(path: string, specs: readonly WeightSpec[]): Weight[] {
    const owned = specs.map((spec): Weight => {
      const name = spec.name === "" ? path : `${path}.${spec.name}`;
      return { name, network: this.network, spec, initial: (spec.kind && spec.role === "weight" ? this.inits[spec.kind] : undefined) ?? spec.initial };
    });
    this.weights.push(...owned);
    return owned;
  }

  enter(path: string, text: string, type: TensorType, weights: readonly Weight[], span: Span): void {
    const parameters = weights.filter(({ spec }) => spec.role === "weight").reduce((sum, { spec }) => sum + spec.shape.reduce((a, b) => a * b, 1), 0);
    this.stages.push({ path, text, type, parameters, span });
  }
}
