/** The optimisers: PyTorch's update rules (torch.optim), formula by formula. */

import type { Node } from "../ir/node.js";
import { add, div, mul, sqrt, sub } from "../ops/index.js";
import { spread } from "./align.js";
import type { Optimiser, Scalars, Update, UpdateContext } from "./optimisers.js";

/** An argument at the weight's shape. */
function at(weight: Node, scalar: Node): Node {
  return spread(scalar, weight.type.shape);
}

/** x · scalar. */
function scale(x: Node, scalar: Node): Node {
  return mul(x, at(x, scalar));
}

/** decay · average + (1 - decay) · value */
function towards(average: Node, value: Node, decay: Node): Node {
  return add(scale(average, decay), scale(value, sub(1, decay)));
}

/** L2 regularisation: the gradient of weight_decay / 2 · ‖w‖² is added. */
function decayed({ gradient, weight, arguments: given }: UpdateContext): Node {
  return add(gradient, scale(weight, given.weight_decay));
}

/** Buffer and step of Sutskever et al. 2013 without dampening: b ← momentum · b + g, w ← w - lr · b. Without momentum there is no buffer. */
const sgd: Optimiser = {
  name: "sgd",
  parameters: [{ name: "lr" }, { name: "momentum", default: 0 }, { name: "weight_decay", default: 0 }],
  moments: (constant) => (constant("momentum") === 0 ? [] : ["momentum"]),
  scalars: [],
  update(context): Update {
    const { weight, moments, arguments: given } = context;
    const gradient = decayed(context);
    if (!("momentum" in moments)) return { weight: sub(weight, scale(gradient, given.lr)), moments: {} };
    const momentum = add(scale(moments.momentum, given.momentum), gradient);
    return { weight: sub(weight, scale(momentum, given.lr)), moments: { momentum } };
  },
};

/**
 * 1 - βᵗ, step by step: c ← β · c + (1 - β). In float32 this keeps its relative precision, where βᵗ close to 1 would
 * leave few digits of the difference (β = 0.999 in the first steps).
 */
function advanceCorrections({ first_correction, second_correction }: Scalars, { beta1, beta2 }: Scalars): Scalars {
  return { first_correction: towardsOne(first_correction, beta1), second_correction: towardsOne(second_correction, beta2) };
}

function towardsOne(correction: Node, decay: Node): Node {
  return add(mul(correction, decay), sub(1, decay));
}

/** Kingma and Ba 2015, in PyTorch's form: eps is added after the correction of the second moment. */
function adamStep(weight: Node, gradient: Node, { moments, scalars, arguments: given }: UpdateContext): Update {
  const first = towards(moments.first, gradient, given.beta1);
  const second = towards(moments.second, mul(gradient, gradient), given.beta2);
  const denominator = add(div(sqrt(second), at(weight, sqrt(scalars.second_correction))), at(weight, given.eps));
  const rate = div(given.lr, scalars.first_correction);
  return { weight: sub(weight, div(scale(first, rate), denominator)), moments: { first, second } };
}

const adamParameters = [{ name: "lr" }, { name: "beta1", default: 0.9 }, { name: "beta2", default: 0.999 }, { name: "eps", default: 1e-8 }];

const adam: Optimiser = {
  name: "adam",
  parameters: [...adamParameters, { name: "weight_decay", default: 0 }],
  moments: () => ["first", "second"],
  scalars: ["first_correction", "second_correction"],
  advance: advanceCorrections,
  update: (context) => adamStep(context.weight, decayed(context), context),
};

/** Loshchilov and Hutter 2019: the decay shrinks the weight itself, w ← w · (1 - lr · weight_decay), before Adam's step. */
const adamw: Optimiser = {
  name: "adamw",
  parameters: [...adamParameters, { name: "weight_decay", default: 0.01 }],
  moments: () => ["first", "second"],
  scalars: ["first_correction", "second_correction"],
  advance: advanceCorrections,
  update(context): Update {
    const { lr, weight_decay } = context.arguments;
    return adamStep(scale(context.weight, sub(1, mul(lr, weight_decay))), context.gradient, context);
  },
};

/** Hinton's lecture 6e: v ← alpha · v + (1 - alpha) · g², w ← w - lr · g / (√v + eps). */
const rmsprop: Optimiser = {
  name: "rmsprop",
  parameters: [{ name: "lr" }, { name: "alpha", default: 0.99 }, { name: "eps", default: 1e-8 }, { name: "weight_decay", default: 0 }],
  moments: () => ["square"],
  scalars: [],
  update(context): Update {
    const { weight, moments, arguments: given } = context;
    const gradient = decayed(context);
    const square = towards(moments.square, mul(gradient, gradient), given.alpha);
    const step = div(gradient, add(sqrt(square), at(weight, given.eps)));
    return { weight: sub(weight, scale(step, given.lr)), moments: { square } };
  },
};

/** Duchi et al. 2011: s ← s + g², w ← w - lr / (1 + (t - 1) · lr_decay) · g / (√s + eps). */
const adagrad: Optimiser = {
  name: "adagrad",
  parameters: [{ name: "lr" }, { name: "lr_decay", default: 0 }, { name: "weight_decay", default: 0 }, { name: "eps", default: 1e-10 }],
  moments: () => ["sum"],
  scalars: ["step"],
  advance: ({ step }) => ({ step: add(step, 1) }),
  update(context): Update {
    const { weight, moments, scalars, arguments: given } = context;
    const gradient = decayed(context);
    const sum = add(moments.sum, mul(gradient, gradient));
    const rate = div(given.lr, add(mul(sub(scalars.step, 1), given.lr_decay), 1));
    return { weight: sub(weight, scale(div(gradient, add(sqrt(sum), at(weight, given.eps))), rate)), moments: { sum } };
  },
};

export const optimisers: ReadonlyMap<string, Optimiser> = new Map([sgd, adam, adamw, rmsprop, adagrad].map((rule) => [rule.name, rule]));
