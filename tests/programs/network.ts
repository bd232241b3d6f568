/** Networks and definitions at random: named weights over whatever the recipes make. */

import { Body, towards } from "./body.js";
import type { Random } from "./random.js";
import { uses } from "./recipes/index.js";
import { type Label, type Named, shapeText, type Use } from "./value.js";

export type Parameter = Named | Label;
export type Outputs = readonly number[] | readonly Named[];

export interface Signature {
  readonly word: string;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** A shape, or the fields of a record. */
  readonly output: Outputs;
}

export interface NetworkOptions {
  readonly random: Random;
  readonly hypers: readonly string[];
  /** What the program has of its own: definitions, other networks. */
  readonly extras: readonly Use[];
  readonly steps: number;
}

const all = [...uses.values()].filter(({ topLevel }) => !topLevel);
const layersOnly = all.filter(({ layer }) => layer);

export const isLabel = (parameter: Parameter): parameter is Label => "classes" in parameter;

function typeText(type: Parameter): string {
  return isLabel(type) ? `class[${type.classes}]` : shapeText(type.shape);
}

export function isRecord(output: Outputs): output is readonly Named[] {
  return output.some((field) => typeof field !== "number");
}

function outputText(output: Outputs): string {
  return isRecord(output) ? `(${output.map(({ name, shape }) => `${name}: ${shapeText(shape)}`).join(", ")})` : shapeText(output);
}

export function networkText({ word, name, parameters, output }: Signature, { random, hypers, extras, steps }: NetworkOptions): string {
  const values = parameters.filter((parameter): parameter is Named => !isLabel(parameter));
  const labels = parameters.filter(isLabel);
  const body = new Body({ random, uses: weighted(extras), values, labels, hypers, prefix: "h" });
  let last = values[0];
  for (let left = steps; left > 0; left -= 3) last = body.grow(last, Math.min(left, 3));
  // Every parameter goes into the result.
  const others = [...values.slice(1).map((value) => ` + 0.3 * mean(${value.name}, over: sample)`), ...labels.map((label) => ` + 0.1 * ${label.name}`)];
  const whole: Named = { name: "whole", shape: last.shape };
  const lets = [...body.lets, `let whole = ${last.name}${others.join("")}`];
  const result = isRecord(output) ? `(${output.map((field) => `${field.name}: ${towards(whole, field.shape, random)}`).join(", ")})` : towards(whole, output, random);
  const written = parameters.map((parameter) => `${parameter.name}: ${typeText(parameter)}`).join(", ");
  const start = word.startsWith("frozen") ? `from "${name}.safetensors" ` : initText(random);
  return `${word} ${name}(${written}) -> ${outputText(output)} ${start}{\n${[...lets, result].map((line) => `  ${line}\n`).join("")}}`;
}

/** Layers, and what the program declares, come often enough to be worth their declaration. */
function weighted(extras: readonly Use[]): readonly Use[] {
  const own = Array.from({ length: extras.length > 0 ? 6 : 0 }, () => extras).flat();
  return [...all, ...layersOnly, ...layersOnly, ...own];
}

function initText(random: Random): string {
  return random.pick([
    "", "", "", "",
    "init normal(0, 0.3) ",
    "init uniform(-0.4, 0.4) ",
    "init (linear: normal(0, 0.4), norm: normal(1, 0.1), bias: uniform(-0.2, 0.2)) ",
    "init (embedding: normal(0, 0.5), conv: uniform(-0.3, 0.3), bias: constant(0.1)) ",
  ]);
}

/** A definition, and how a stage of it is used. */
export interface Definition {
  readonly text: string;
  readonly use: Use;
}

/** A stage on the last axis, whose new size is given; undefined for a number. */
const onLastAxis = (width: (own: number, random: Random) => number, stage: (width: number, random: Random) => string): Use => ({
  layer: true,
  recipes: [
    ({ shape }, { random }) => {
      if (shape.length === 0) return undefined;
      const size = width(shape[shape.length - 1], random);
      return { stage: stage(size, random), shape: [...shape.slice(0, -1), size] };
    },
  ],
});

const anyWidth = (_: number, random: Random): number => random.between(1, 8);
const ownWidth = (own: number): number => own;

export const definitions: readonly Definition[] = [
  { text: "def up(h, n) = h -> linear(n) -> batch_norm(eps: 0.8) -> leaky_relu(0.2)", use: onLastAxis(anyWidth, (n) => `up(${n})`) },
  {
    text: "def block(h, n = units, norm = true, slope = 0.1) = h -> linear(n) -> if norm then layer_norm else tanh -> leaky_relu(slope)",
    use: {
      layer: true,
      recipes: [
        ...onLastAxis(() => 4, (_, random) => random.pick(["block", "block(norm: false)", "block(slope: 0.3)"])).recipes,
        ...onLastAxis(() => 3, (_, random) => random.pick(["block(3, false)", "block(n: 3, norm: 2 > 1)"])).recipes,
      ],
    },
  },
  {
    text: "def residual(h, n) {\n  let inner = h -> silu -> linear(n) -> tanh\n  let scaled = 0.5 * inner\n  (h + scaled) -> linear(n)\n}",
    use: onLastAxis(ownWidth, (n, random) => random.pick([`residual(${n})`, `repeat 2 residual(${n})`, `repeat 3 - 1 residual(n: ${n})`])),
  },
  {
    text: "def soft(h, by) = h * by + (1 - by) * tanh(h)",
    use: { recipes: [({ shape }) => ({ stage: "soft(0.25)", shape }), ({ name, shape }) => ({ expression: `soft(${name}, sigmoid(${name}))`, shape })] },
  },
  {
    text: "def choose(h, deep) = if deep > 1 then (h -> tanh -> linear(2)) else (h -> linear(3))",
    use: { layer: true, recipes: [...onLastAxis(() => 2, () => "choose(2)").recipes, ...onLastAxis(() => 3, () => "choose(deep: 1)").recipes] },
  },
];

/** A network as a stage of another. */
export function asUse({ name, parameters, output }: Signature): Use {
  const [{ shape }] = parameters.filter((parameter): parameter is Named => !isLabel(parameter));
  return {
    recipes: [
      (value) => {
        if (isRecord(output) || value.shape.length === 0) return undefined;
        if (value.shape.join() === shape.join()) return { stage: name, shape: output };
        // What does not fit is brought to the size by a layer before the call.
        return shape.length === 1 && value.shape.length === 1 ? { stage: `linear(${shape[0]}) -> ${name}`, shape: output } : undefined;
      },
    ],
    layer: true,
  };
}
