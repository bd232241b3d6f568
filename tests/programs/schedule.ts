/** The `train` block at random, and what it declares beside it. */

import type { Random } from "./random.js";
import { type Named, shapeText } from "./value.js";

export interface ScheduleOptions {
  readonly x: Named;
  /** `D`, `G`, perhaps `E`. */
  readonly losses: readonly string[];
  /** Whether two losses may move the same weights, so that they can't be stepped at once. */
  readonly overlaps: boolean;
  /** A call of the running average of G. */
  readonly averaged: string;
}

export interface Schedule {
  readonly declarations: readonly string[];
  readonly text: string;
  /** Whether there is a state `balance` for D's loss to use. */
  readonly balanced: boolean;
}

/** Every optimiser, with arguments that are expressions. */
export const optimisers: { readonly [name: string]: readonly string[] } = {
  sgd: ["sgd(lr)", "sgd(0.05, momentum: 0.9)", "sgd(lr, momentum: scale / 4, weight_decay: 0.01)", "sgd(lr * 0.9 ^ iteration)"],
  adam: ["adam(lr)", "adam(lr, beta1: 0.5, beta2: 0.9)", "adam(lr * min(1, 2 - epoch / 100), eps: 1e-4)", "adam(lr: lr / (1 + iteration), weight_decay: 0.1)"],
  adamw: ["adamw(lr)", "adamw(lr, weight_decay: 0.1, eps: 1e-5)", "adamw(if iteration < 1 then lr else lr / 2)"],
  rmsprop: ["rmsprop(5e-3)", "rmsprop(lr, alpha: 0.9, eps: 1e-3)", "rmsprop(lr, 0.95, weight_decay: 0.05)"],
  adagrad: ["adagrad(lr)", "adagrad(lr, lr_decay: 0.1, eps: 1e-6)"],
};

export function scheduleText(random: Random, { x, losses, overlaps, averaged }: ScheduleOptions): Schedule {
  const optimiser = (): string => random.pick(random.pick(Object.values(optimisers)));
  const balanced = random.chance(0.2);
  const centred = random.chance(0.15);
  const averages = random.chance(0.25);
  const step = (loss: string): string => `step ${loss} by ${optimiser()}`;
  const [D, ...others] = losses;
  const sets = balanced ? [`set balance = clamp(balance + 0.1 * (mean(x) - mean(fake)), -1, 1)`] : [];
  const first = random.pick([
    () => step(D),
    () => `repeat ${random.pick(["2", "if iteration < 25 then 2 else 1", "1 + scale * 0"])} { ${step(D)} }`,
    () => `${step(D)}\n  clip D in ${random.pick(["[-0.1, 0.1]", "[-scale, scale]"])}`,
    () => `every 1 { ${step(D)} }`,
  ])();
  const separate = [first, ...others.map(step), ...(balanced ? sets : [])];
  const together = [`step ${[...losses.map((loss) => `${loss} by ${optimiser()}`), ...sets].join(", ")}`];
  const statements = [
    ...(overlaps || random.chance(0.7) ? separate : together),
    ...(centred ? [`set centre = 0.9 * centre + 0.1 * mean(x, over: batch)`] : []),
    ...(averages ? [`average G as G_avg decay ${random.pick(["0.9", "1 - weight / 10"])}`] : []),
  ];
  return {
    balanced,
    declarations: [
      ...(balanced ? ["state balance = 0"] : []),
      ...(centred ? [`state centre: ${shapeText(x.shape)} = 0.5`, `metric off = norm(mean(fake, over: batch) - centre)`] : []),
      ...(averages ? [`metric smooth = mean(${averaged})`, `sample calm = ${averaged}`] : []),
    ],
    text: `train batch ${random.between(1, 6)} {\n  ${statements.join("\n  ")}\n}`,
  };
}
