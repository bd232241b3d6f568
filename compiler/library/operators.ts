/** What the operators of the language stand for: `a + b` is `add(a, b)`. A class is its number here, a condition 0 or 1. */

import type { Node } from "../ir/node.js";
import * as ops from "../ops/index.js";
import { align, commonExtent } from "./align.js";
import { Mistake, type Builtin } from "./builtin.js";
import { demandClass } from "./demands.js";
import { binary, unary } from "./elementwise.js";
import { showTensor, tensor, type TensorType } from "./type.js";

const arithmetic = [
  binary("add", { summary: "a + b", lower: ops.add }),
  binary("sub", { summary: "a - b", lower: ops.sub }),
  binary("mul", { summary: "a * b", lower: ops.mul }),
  binary("div", { summary: "a / b", lower: ops.div }),
  binary("mod", { summary: "a % b, with the sign of b, as PyTorch's remainder", lower: ops.mod }),
  binary("pow", { summary: "a ^ b", lower: ops.pow }),
  unary("neg", { summary: "-v", lower: ops.neg }),
];

const comparisons = [
  ofLabels(comparison("equal", "a == b", ops.equal)),
  ofLabels(comparison("not_equal", "a != b", ops.notEqual)),
  comparison("less", "a < b", ops.less),
  comparison("less_equal", "a <= b", ops.lessEqual),
  comparison("greater", "a > b", ops.greater),
  comparison("greater_equal", "a >= b", ops.greaterEqual),
];

function comparison(name: string, summary: string, lower: (a: Node, b: Node) => Node): Builtin {
  return binary(name, { summary, dtype: "bool", differentiable: false, lower });
}

/** A label that is compared with a number which is none of its classes: never equal, and never meant. */
function ofLabels(equality: Builtin): Builtin {
  return {
    ...equality,
    check(call) {
      const { values, constants = [] } = call;
      const labelled = values.findIndex(({ classes }) => classes !== undefined);
      const at = 1 - labelled;
      if (labelled >= 0) demandClass(constants[at], values[labelled].classes ?? 0, at);
      return equality.check(call);
    },
  };
}

/** `and`, `or`, `not`, `where` ask for conditions; a number is none. */
export function demandCondition(builtin: string, value: TensorType, position: number): void {
  if (value.dtype === "bool") return;
  throw new Mistake("type/condition", `${builtin} takes a condition, and this is ${value.classes === undefined ? "a value of numbers" : showTensor(value)}`, {
    at: position,
    label: "no condition",
    help: "compare it with something, as in v > 0",
  });
}

function connective(name: string, summary: string, lower: (a: Node, b: Node) => Node): Builtin {
  return {
    name,
    summary,
    parameters: [
      { name: "a", kind: "value" },
      { name: "b", kind: "value" },
    ],
    differentiable: false,
    check({ values }) {
      values.forEach((value, position) => demandCondition(name, value, position));
      const { shape, batched } = commonExtent(values);
      return { type: tensor(shape, batched, "bool") };
    },
    lower({ inputs: [a, b], types, type }) {
      return lower(align(a, types[0], type), align(b, types[1], type));
    },
  };
}

const not: Builtin = {
  name: "not",
  summary: "true where v is false",
  parameters: [{ name: "v", kind: "value" }],
  differentiable: false,
  check({ values: [value] }) {
    demandCondition("not", value, 0);
    return { type: value };
  },
  lower: ({ inputs: [value] }) => ops.not(value),
};

export const operators: readonly Builtin[] = [
  ...arithmetic,
  ...comparisons,
  connective("and", "a and b", ops.and),
  connective("or", "a or b", ops.or),
  not,
];
