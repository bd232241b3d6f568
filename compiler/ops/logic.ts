/** Comparisons, booleans, choice and casts. */

import { type Node, make } from "../ir/node.js";
import { IrError, type Op } from "../ir/op.js";
import { type DType, sameShape, showType } from "../ir/type.js";
import { type Builder, type Operand, binary, builder, elementwiseOp, operands, unary } from "./elementwise.js";

const bools = ["bool"] as const;

const comparison = (name: string, symbol: string, evaluate: (a: number, b: number) => boolean): Builder<[a: Operand, b: Operand]> =>
  binary(name, { dtype: "bool", evaluate: (a, b) => Number(evaluate(a, b)), wgsl: (a, b) => `(${a} ${symbol} ${b})` });

export const equal = comparison("equal", "==", (a, b) => a === b);
export const notEqual = comparison("not_equal", "!=", (a, b) => a !== b);
export const less = comparison("less", "<", (a, b) => a < b);
export const lessEqual = comparison("less_equal", "<=", (a, b) => a <= b);
export const greater = comparison("greater", ">", (a, b) => a > b);
export const greaterEqual = comparison("greater_equal", ">=", (a, b) => a >= b);

// Both sides are there anyway. `&&` would branch, and a kernel full of branches is what drivers compile slowest (SwiftShader: minutes).
export const and = binary("and", { dtype: "bool", operands: [bools, bools], evaluate: (a, b) => a && b, wgsl: (a, b) => `(${a} & ${b})` });
export const or = binary("or", { dtype: "bool", operands: [bools, bools], evaluate: (a, b) => a || b, wgsl: (a, b) => `(${a} | ${b})` });
export const not = unary("not", { dtype: "bool", operands: [bools], evaluate: (a) => 1 - a, wgsl: (a) => `(!${a})` });

const selectOp: Op = {
  ...elementwiseOp("select", { evaluate: (condition, a, b) => (condition ? a : b), wgsl: (condition, a, b) => `select(${b}, ${a}, ${condition})` }),
  type([condition, a, b]) {
    const fits = condition.dtype === "bool" && a.dtype === b.dtype && sameShape(condition.shape, a.shape) && sameShape(a.shape, b.shape);
    if (!fits) throw new IrError(`select of ${[condition, a, b].map(showType).join(" and ")}`);
    return a;
  },
  vjp({ inputs: [condition], cotangent }) {
    return [undefined, select(condition, cotangent, 0), select(condition, 0, cotangent)];
  },
};

/** `a` where the condition holds, `b` elsewhere; both are computed. */
export const select: Builder<[condition: Node, a: Operand, b: Operand]> = builder(selectOp, (condition, a, b) => make(selectOp, [condition, ...operands(a, b)]));

const castOp: Op = {
  name: "cast",
  type: ([input], attributes) => ({ dtype: attributes.dtype as DType, shape: input.shape }),
  vjp: ({ inputs: [x], attributes, cotangent }) => [x.type.dtype === "f32" && attributes.dtype === "f32" ? cotangent : undefined],
  evaluate({ inputs: [x], dtype }) {
    if (dtype === "bool") return x.data.map((value) => Number(value !== 0));
    return dtype === "i32" ? x.data.map(Math.trunc) : x.data;
  },
  lowering: { kind: "elementwise", cost: 1, wgsl: ([x], attributes) => `${String(attributes.dtype)}(${x})` },
};

/** To another dtype: numbers to i32 towards zero, booleans to 0 and 1. No derivative flows through integers and booleans. */
export const cast: Builder<[x: Node, dtype: DType]> = builder(castOp, (x, dtype) => (x.type.dtype === dtype ? x : make(castOp, [x], { dtype })));

const stopOp: Op = {
  name: "stop",
  type: ([input]) => input,
  evaluate: ({ inputs: [x] }) => x.data,
  lowering: { kind: "elementwise", cost: 0, wgsl: ([x]) => x },
};

/** The value, as a constant: no derivative. */
export const stop: Builder<[x: Node]> = builder(stopOp, (x) => make(stopOp, [x]));
