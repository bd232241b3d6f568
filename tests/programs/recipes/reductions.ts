/** Reductions, over each of the axes that the page names: combined with what was reduced, or alone where a smaller value is left. */

import { type Named, type Recipe, type Surroundings, sizeOf, type Use } from "../value.js";

interface Over {
  /** Behind the value: `, over: sample`. */
  readonly text: string;
  /** What is left with `keep: true`, and without it. */
  readonly kept: readonly number[];
  readonly left: readonly number[];
  /** Whether samples are mixed, so that the rest is the same for all. */
  readonly mixes: boolean;
  /** How many elements of one sample become one. */
  readonly count: number;
}

function over(shape: readonly number[], axes: readonly number[], text: string, mixes = false): Over {
  return {
    text: `, over: ${text}`,
    kept: shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
    left: shape.filter((_, axis) => !axes.includes(axis)),
    mixes,
    count: sizeOf(shape.filter((_, axis) => axes.includes(axis))),
  };
}

/** All ways to say over what a value of this shape is reduced. */
export function oversOf(shape: readonly number[], { random }: Pick<Surroundings, "random">): Over[] {
  const axes = [...shape.keys()];
  const some = axes.filter(() => random.chance(0.5));
  const listed = some.length > 0 ? some : axes.slice(0, 1);
  const signed = listed.map((axis) => (random.chance(0.3) ? axis - shape.length : axis));
  return [
    over(shape, axes, "all", true),
    over(shape, [], "batch", true),
    over(shape, axes, "sample"),
    ...(axes.length > 0 ? [over(shape, [0], "channels"), over(shape, listed, `[${signed.join(", ")}]`)] : []),
    ...(axes.length > 1 ? [over(shape, axes.slice(1), "space")] : []),
  ];
}

/** `least`: how many elements it needs. */
function reduction(name: string, { scale = "", extra = "", least = 1 } = {}): Use {
  const chosen = (value: Named, around: Surroundings): Over | undefined => {
    const fitting = oversOf(value.shape, around).filter(({ count, mixes }) => count >= least || (mixes && least <= 1));
    return fitting.length > 0 ? around.random.pick(fitting) : undefined;
  };
  const combined: Recipe = (value, around) => {
    const way = chosen(value, around);
    if (!way) return undefined;
    const reduced = `${scale}${name}(${value.name}${way.text}${extra}, keep: true)`;
    return { expression: around.random.pick([`${value.name} + tanh(${reduced})`, `${value.name} * sigmoid(${reduced})`, `${value.name} - ${reduced}`]), shape: value.shape };
  };
  const alone: Recipe = (value, around) => {
    const way = chosen(value, around);
    if (!way || way.mixes) return undefined;
    if (way.kept.length > 0 && around.random.chance(0.4)) return { expression: `${scale}${name}(${value.name}${way.text}${extra}, keep: true)`, shape: way.kept };
    return way.left.length > 0 ? { expression: `${scale}${name}(${value.name}${way.text}${extra})`, shape: way.left } : undefined;
  };
  return { recipes: [combined, combined, alone] };
}

/** Leaves the shape; normalises along axes. */
function alongAxes(name: string): Use {
  return {
    recipes: [
      ({ name: v, shape }) => (shape.length > 0 ? { expression: `${v} + ${name}(${v})`, shape } : undefined),
      ({ name: v, shape }, around) => {
        const { text } = around.random.pick(oversOf(shape, around));
        return { expression: `${v} - 0.5 * ${name}(${v}${text})`, shape };
      },
    ],
  };
}

/** `max` and `min` are also of two values. */
function extremum(name: string): Use {
  const pair: Recipe = ({ name: v, shape }, { random }) => ({ expression: random.pick([`${name}(${v}, 0.3)`, `${name}(${v}, tanh(${v}))`, `${name}(-0.5, ${v}) + 0.1 * ${v}`]), shape });
  return { recipes: [...reduction(name).recipes, pair] };
}

export const reductions: { readonly [builtin: string]: Use } = {
  sum: reduction("sum", { scale: "0.2 * " }),
  mean: reduction("mean"),
  max: extremum("max"),
  min: extremum("min"),
  norm: reduction("norm"),
  var: { recipes: [...reduction("var", { least: 3 }).recipes, ...reduction("var", { extra: ", correction: 0", least: 2 }).recipes] },
  std: { recipes: [...reduction("std", { least: 3 }).recipes, ...reduction("std", { extra: ", correction: 0", least: 2 }).recipes] },
  logsumexp: reduction("logsumexp"),
  softmax: alongAxes("softmax"),
  log_softmax: alongAxes("log_softmax"),
};
