/** What the prelude comes with, and how a random program calls each of its definitions. */

import type { Random } from "./random.js";

/** The networks and values of a program, as its losses write them. */
export interface Scene {
  readonly random: Random;
  /** D of the data and of the fakes: logits, [1] or so. */
  readonly real: string;
  readonly fake: string;
  /** Data and fakes, of one shape. */
  readonly x: string;
  readonly fakes: string;
  /** A network that takes one value and gives one, if D is one: penalties call it. */
  readonly critic?: string;
  /** Logits over the classes of a label. */
  readonly classified?: { readonly logits: string; readonly label: string; readonly classes: number };
  /** Mean and log variance of a code. */
  readonly code?: { readonly mu: string; readonly logvar: string };
}

type Write = (scene: Scene) => string | undefined;

/** A loss for D from both, one for G. */
export const pairs: { readonly [name: string]: { readonly d: Write; readonly g: Write } } = {
  minimax: { d: both("minimax_d"), g: ofFake("minimax_g") },
  non_saturating: { d: both("non_saturating_d"), g: ofFake("non_saturating_g") },
  least_squares: { d: both("least_squares_d"), g: ofFake("least_squares_g") },
  wasserstein: { d: both("wasserstein_d"), g: ofFake("wasserstein_g") },
  hinge: { d: both("hinge_d"), g: ofFake("hinge_g") },
  relativistic: { d: both("relativistic_d"), g: both("relativistic_g") },
  relativistic_average: { d: both("relativistic_average_d"), g: both("relativistic_average_g") },
  boundary_seeking: { d: both("boundary_seeking_d"), g: ofFake("boundary_seeking_g") },
  softmax_gan: { d: both("softmax_gan_d"), g: both("softmax_gan_g") },
  bce: { d: ({ real, fake }) => `bce(sigmoid(${real}), 0.9) + bce(sigmoid(${fake}), 0)`, g: ({ fake }) => `bce(sigmoid(${fake}), 1)` },
  bce_logits: { d: ({ real, fake }) => `bce_logits(${real}, 1) + bce_logits(${fake}, 0)`, g: ({ fake }) => `bce_logits(${fake}, 1)` },
  mse: { d: ({ real, fake }) => `mse(${real}, 1) + mse(${fake}, -1)`, g: ({ real, fake }) => `mse(${fake}, stop(${real}))` },
  l1: { d: ({ real, fake }) => `l1(${real}, 0.7) + l1(${fake}, 0.2)`, g: ({ real, fake }) => `l1(${fake}, ${real})` },
  by_hand: {
    d: ({ real, fake }) => `-mean(log(sigmoid(${real}))) - mean(log(1 - sigmoid(${fake})))`,
    g: ({ fake }) => `-mean(log(sigmoid(${fake})))`,
  },
  by_hand_wasserstein: { d: ({ real, fake }) => `mean(${fake}) - mean(${real}) + 0.001 * mean(${real} ^ 2)`, g: ({ fake }) => `-mean(${fake})` },
  of_extremes: { d: ({ real, fake }) => `max(${fake}) - min(${real}) + logsumexp(${fake}, over: all)`, g: ({ fake }) => `-min(${fake}) + 0.1 * var(${fake}, correction: 0)` },
};

/** What may be added to a loss of D; each `undefined` where the program has not what it needs. */
export const additions: { readonly [name: string]: Write } = {
  gradient_penalty: ({ critic, x, fakes }) => critic && `gradient_penalty(${critic}, ${x}, ${fakes})`,
  dragan: ({ critic, x }) => critic && `dragan(${critic}, ${x})`,
  r1: ({ critic, x }) => critic && `r1(${critic}, ${x})`,
  r2: ({ critic, fakes }) => critic && `r2(${critic}, ${fakes})`,
  wgan_div: ({ critic, x, fakes }) => critic && `0.1 * wgan_div(${critic}, ${x}, ${fakes})`,
  cross_entropy: ({ classified, random }) => classified && `cross_entropy(${classified.logits}, ${random.chance(0.7) ? classified.label : random.between(0, classified.classes - 1)})`,
  kl_normal: ({ code }) => code && `kl_normal(${code.mu}, ${code.logvar})`,
  js: ({ real, fake }) => `js(${histogramOf(real)}, ${histogramOf(fake)})`,
  kl: ({ real, fake }) => `0.1 * kl(${histogramOf(fake)}, ${histogramOf(real)})`,
  js_bound: ({ real, fake }) => `0.1 * js_bound(sigmoid(${real}), sigmoid(${fake}))`,
};

/** Of one number for each sample. */
function histogramOf(value: string): string {
  return `histogram(sum(${value}, over: sample), -2, 2, 5)`;
}

function both(name: string): Write {
  return ({ real, fake }) => `${name}(${real}, ${fake})`;
}

function ofFake(name: string): Write {
  return ({ fake }) => `${name}(${fake})`;
}
