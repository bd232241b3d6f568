/** What looks at the batch as a whole, or remembers it: no derivative goes through, so each is added to the value itself. */

import type { Recipe, Use } from "../value.js";

/** One number of each sample, or two, as a histogram. */
const histogram: Recipe = ({ name, shape }, { random }) => {
  const of = shape.length === 1 && shape[0] <= 2 ? name : `mean(${name}, over: sample)`;
  return { expression: `${name} + max(histogram(${of}, ${random.pick(["-1, 1", "-2, 3"])}, ${random.between(1, 5)}))`, shape };
};

const wasserstein: Recipe[] = [
  ({ name, shape }) => ({ expression: `${name} + 0.1 * wasserstein1(histogram(sum(${name}, over: sample), -3, 3, 6), histogram(sin(mean(${name}, over: sample)), -3, 3, 6))`, shape }),
  ({ name, shape }) => (shape.length === 1 && shape[0] === 2 ? { expression: `${name} * (1 + wasserstein1(histogram(${name}, -2, 2, 4), histogram(tanh(${name}), -2, 2, 4)))`, shape } : undefined),
];

const replay: Recipe = ({ name, shape }, { random }) => ({ expression: `${name} + 0.3 * replay(${name}${random.pick(["", ", 3", ", size: 5"])})`, shape });

export const watching: { readonly [builtin: string]: Use } = {
  histogram: { recipes: [histogram] },
  wasserstein1: { recipes: wasserstein },
  replay: { recipes: [replay], topLevel: true },
};
