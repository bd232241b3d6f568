/** What a random program knows of the values that it has named: enough to write only what the language's page allows. */

import type { Random } from "./random.js";

export interface Named {
  /** A name, so that it can stand anywhere. */
  readonly name: string;
  /** Of one sample. All named values are batched. */
  readonly shape: readonly number[];
}

export interface Label {
  readonly name: string;
  readonly classes: number;
}

/** What a recipe makes of a value: a stage behind an arrow, or an expression in which the value has its name. */
export type Made = { readonly shape: readonly number[] } & ({ readonly stage: string } | { readonly expression: string });

/** What a recipe may use beside the value. */
export interface Surroundings {
  readonly random: Random;
  /** Other values, of any shape. */
  readonly others: readonly Named[];
  readonly labels: readonly Label[];
  /** Constant numbers by name. */
  readonly hypers: readonly string[];
}

/**
 * A way to use one builtin, by the language's page alone. `undefined` where the value is not one for it. What is made of a
 * value depends on it, with a derivative, and stays of moderate size.
 */
export type Recipe = (value: Named, surroundings: Surroundings) => Made | undefined;

/** How one builtin is used. */
export interface Use {
  readonly recipes: readonly Recipe[];
  /** Only in the body of a network: it owns weights. */
  readonly layer?: true;
  /** Not in the body of a network: it remembers. */
  readonly topLevel?: true;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** `[1, 28, 28]` */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** One of some numbers that do no harm anywhere; now and then a hyper. */
export function constant({ random, hypers }: Pick<Surroundings, "random" | "hypers">): string {
  if (hypers.length > 0 && random.chance(0.15)) return random.pick(hypers);
  return random.pick(["0.5", "1", "0.25", "2", "1.5", "3e-1", "0.75"]);
}

/** Something that broadcasts with the value and leaves its shape: a number, another value, a reduction of the value itself. */
export function partner(value: Named, surroundings: Surroundings): string {
  const { random, others, labels } = surroundings;
  const alike = others.filter(({ name, shape }) => name !== value.name && sameShape(shape, value.shape));
  const { name, shape } = value;
  return random.pick([
    () => constant(surroundings),
    () => (alike.length > 0 ? random.pick(alike).name : `tanh(${name})`),
    () => (shape.length > 0 ? `mean(${name}, over: sample, keep: true)` : `sin(${name})`),
    () => (shape.length > 1 ? `mean(${name}, over: space, keep: true)` : `mean(${name}, over: batch)`),
    () => `mean(${name})`,
    () => (labels.length > 0 ? `(0.1 * ${random.pick(labels).name})` : `(0.5 * ${name})`),
  ])();
}
