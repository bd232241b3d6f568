/** Elementwise mathematics. Points without a derivative follow PyTorch: |x|' (0) = 0, and `clamp` passes a cotangent at its ends. */

import * as ops from "../ops/index.js";
import { align, alignAll, asNumber, commonExtent } from "./align.js";
import { Mistake, type Builtin } from "./builtin.js";
import { unary } from "./elementwise.js";
import { demandCondition } from "./operators.js";
import { tensor } from "./type.js";

const clamp: Builtin = {
  name: "clamp",
  summary: "v, but not below lo and not above hi",
  parameters: [
    { name: "v", kind: "value" },
    { name: "lo", kind: "value" },
    { name: "hi", kind: "value" },
  ],
  check({ values, constants: [, low, high] = [] }) {
    if (low !== undefined && high !== undefined && low > high) throw new Mistake("value/range", `the range [${low}, ${high}] is empty: the lower end comes first`, { at: 2 });
    const { shape, batched } = commonExtent(values);
    return { type: tensor(shape, batched) };
  },
  lower({ inputs, types, type }) {
    const [value, low, high] = alignAll(inputs, types, type);
    return ops.minimum(ops.maximum(value, low), high);
  },
};

const where: Builtin = {
  name: "where",
  summary: "a where the condition holds, b elsewhere",
  parameters: [
    { name: "condition", kind: "value" },
    { name: "a", kind: "value" },
    { name: "b", kind: "value" },
  ],
  check({ values }) {
    demandCondition("where", values[0], 0);
    const { shape, batched } = commonExtent(values);
    const conditions = values[1].dtype === "bool" && values[2].dtype === "bool";
    return { type: tensor(shape, batched, conditions ? "bool" : "f32") };
  },
  lower({ inputs: [condition, a, b], types, type }) {
    const branch = type.dtype === "bool" ? (node: typeof a) => node : asNumber;
    return ops.select(align(condition, types[0], type), align(branch(a), types[1], type), align(branch(b), types[2], type));
  },
};

const stop: Builtin = {
  name: "stop",
  summary: "v, as a constant: no derivative goes through",
  parameters: [{ name: "v", kind: "value" }],
  differentiable: false,
  check: ({ values: [value] }) => ({ type: value }),
  lower: ({ inputs: [value] }) => ops.stop(value),
};

export const math: readonly Builtin[] = [
  unary("exp", { summary: "e^v", lower: ops.exp }),
  unary("log", { summary: "the natural logarithm; of a probability in the form that stays finite", lower: ops.log }),
  unary("sqrt", { summary: "the square root", lower: ops.sqrt }),
  unary("abs", { summary: "|v|", lower: ops.abs }),
  unary("sin", { summary: "the sine, of radians", lower: ops.sin }),
  unary("cos", { summary: "the cosine, of radians", lower: ops.cos }),
  unary("sign", { summary: "-1, 0 or 1", differentiable: false, lower: ops.sign }),
  unary("floor", { summary: "the next whole number below", differentiable: false, lower: ops.floor }),
  unary("round", { summary: "the nearest whole number, halves to the even one", differentiable: false, lower: ops.round }),
  clamp,
  where,
  stop,
];
