/** Operators and mathematics: the shape stays, or becomes that of what it is combined with. */

import { constant, partner, type Recipe, type Use } from "../value.js";

/** An expression of the value and a partner, which leaves the shape. */
function expression(write: (v: string, p: string) => string): Recipe {
  return (value, surroundings) => ({ expression: write(value.name, partner(value, surroundings)), shape: value.shape });
}

function stage(text: string): Recipe {
  return ({ shape }) => ({ stage: text, shape });
}

/** A condition decides between two values that both depend on v. */
function deciding(condition: (v: string, p: string) => string): Use {
  return {
    recipes: [
      expression((v, p) => `if ${condition(v, p)} then ${v} else 0.3 * ${v}`),
      expression((v, p) => `where(${condition(v, p)}, ${v}, sin(${v}))`),
      expression((v, p) => `${v} * (${condition(v, p)}) + 0.1 * ${v}`),
    ],
  };
}

/** An activation, with arguments by place and by name. */
function activation(name: string, argument?: string): Use {
  const bare = [stage(name), expression((v) => `${name}(${v})`)];
  if (argument === undefined) return { recipes: bare };
  const given: Recipe[] = [
    ({ shape }, { random }) => ({ stage: `${name}(${random.pick(["0.1", "0.3"])})`, shape }),
    ({ name: v, shape }, { random }) => ({ expression: `${name}(${v}, ${argument}: ${random.pick(["0.2", "0.5"])})`, shape }),
  ];
  return { recipes: [...bare, ...given] };
}

export const arithmetic: { readonly [builtin: string]: Use } = {
  add: { recipes: [expression((v, p) => `${v} + ${p}`), expression((v, p) => `${p} + ${v}`)] },
  sub: { recipes: [expression((v, p) => `${v} - 0.5 * ${p}`), expression((v, p) => `${p} - ${v}`), expression((v, p) => `1 - ${v} - ${p}`)] },
  mul: { recipes: [expression((v, p) => `${v} * sigmoid(${p})`), (value, around) => ({ expression: `${constant(around)} * ${value.name}`, shape: value.shape })] },
  div: { recipes: [expression((v, p) => `${v} / (1 + abs(${p}))`), expression((v) => `1 / (1 + ${v} ^ 2)`)] },
  mod: { recipes: [expression((v) => `${v} % 2`), expression((v, p) => `${v} % (1 + abs(${p}))`)] },
  pow: {
    recipes: [
      expression((v) => `tanh(${v}) ^ 2`),
      expression((v) => `-tanh(${v}) ^ 3`),
      expression((v, p) => `(1 + abs(${v})) ^ tanh(${p})`),
      expression((v) => `(0.2 + sigmoid(${v})) ^ 0.5`),
      expression((v) => `2 ^ tanh(${v})`),
    ],
  },
  neg: { recipes: [expression((v) => `-${v}`), expression((v, p) => `-${v} + -${p}`)] },
  equal: { recipes: [expression((v, p) => `if sign(${v}) == sign(${p}) then ${v} else -${v}`), labelled((y, k) => `${y} == ${k}`)] },
  not_equal: { recipes: [expression((v, p) => `if sign(${v}) != sign(${p}) then ${v} else -${v}`), labelled((y, k) => `${y} != ${k}`)] },
  less: deciding((v, p) => `${v} < ${p}`),
  less_equal: deciding((v, p) => `${v} <= ${p}`),
  greater: deciding((v, p) => `${v} > ${p}`),
  greater_equal: deciding((v, p) => `${v} >= ${p}`),
  and: deciding((v, p) => `${v} > -1 and ${v} < 1 + abs(${p})`),
  or: deciding((v, p) => `${v} > 1 or ${v} < ${p} and true`),
  not: deciding((v, p) => `not ${v} > ${p}`),
  exp: { recipes: [stage("tanh -> exp"), expression((v) => `exp(-${v} ^ 2)`)] },
  log: { recipes: [stage("sigmoid -> log"), expression((v) => `log(1 + ${v} ^ 2)`), expression((v) => `log(1 - sigmoid(${v}))`)] },
  sqrt: { recipes: [stage("softplus -> sqrt"), expression((v) => `sqrt(0.1 + ${v} ^ 2)`)] },
  abs: { recipes: [stage("abs")] },
  sin: { recipes: [stage("sin"), expression((v, p) => `sin(${v} + ${p})`)] },
  cos: { recipes: [stage("cos"), expression((v) => `${v} * cos(${v})`)] },
  sign: { recipes: [expression((v) => `${v} + 0.3 * sign(${v})`)] },
  floor: { recipes: [expression((v) => `${v} - floor(${v})`), expression((v, p) => `${v} * floor(${p} * 3.3)`)] },
  round: { recipes: [expression((v) => `${v} + round(${v} * 1.7)`)] },
  clamp: {
    recipes: [stage("clamp(-1, 1)"), (value, around) => ({ stage: `clamp(lo: -${constant(around)}, hi: 1.1)`, shape: value.shape }), expression((v, p) => `clamp(${v}, -1 - abs(${p}), 1)`)],
  },
  where: { recipes: [expression((v, p) => `where(${v} > ${p}, ${v}, ${p} + 0.1 * ${v})`)] },
  stop: { recipes: [expression((v) => `${v} + stop(${v})`), expression((v, p) => `${v} * stop(tanh(${p}))`)] },
  relu: activation("relu"),
  leaky_relu: activation("leaky_relu", "slope"),
  elu: activation("elu", "alpha"),
  selu: activation("selu"),
  gelu: activation("gelu"),
  silu: activation("silu"),
  sigmoid: activation("sigmoid"),
  tanh: activation("tanh"),
  softplus: activation("softplus"),
};

/** A class is its number in a comparison: one of the samples goes another way. */
function labelled(condition: (label: string, number: number) => string): Recipe {
  return ({ name, shape }, { random, labels }) => {
    if (labels.length === 0) return undefined;
    const label = random.pick(labels);
    return { expression: `if ${condition(label.name, random.between(0, label.classes - 1))} then ${name} else 0.5 * ${name}`, shape };
  };
}
