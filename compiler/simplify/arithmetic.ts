/** Rules of arithmetic and of choice. */

import { type Node, make } from "../ir/node.js";
import { isFloat32 } from "../ir/type.js";
import { add, constant, constantValue, div, mul, neg, pow, select, stop, sub } from "../ops/index.js";
import { type Rule, inputsOf, is, isNumber, rule } from "./rule.js";

/** Every elementwise operation on constants is a constant. */
const folding: Rule = {
  name: "f(constants) → constant",
  apply(node) {
    if (node.op.lowering.kind !== "elementwise" || !node.op.evaluate) return undefined;
    const values = node.inputs.map(constantValue);
    if (values.some((value) => value === undefined)) return undefined;
    const inputs = values.map((value) => ({ shape: [], data: Float64Array.of(value!) }));
    const [folded] = node.op.evaluate({ inputs, attributes: node.attributes, dtype: node.type.dtype, shape: [], batch: 1 });
    return isFloat32(folded) ? constant(folded, node.type) : undefined;
  },
};

/** c where the node is x · c or c · x. */
function scaled(node: Node): { of: Node; by: number } | undefined {
  const [a, b] = inputsOf(node, mul);
  if (!a) return undefined;
  const [left, right] = [constantValue(a), constantValue(b)];
  if (right !== undefined) return { of: a, by: right };
  return left === undefined ? undefined : { of: b, by: left };
}

/** Cancels a divisor: (a / y) · (y · z) → a · z, which is what a logarithm's cotangent meets in what made its argument. */
function cancelled(quotient: Node, product: Node): Node | undefined {
  const [a, y] = inputsOf(quotient, div);
  const [p, q] = inputsOf(product, mul);
  if (!a || !p) return undefined;
  return p === y ? mul(a, q) : q === y ? mul(a, p) : undefined;
}

export const arithmetic: readonly Rule[] = [
  folding,
  rule("stop(x) → x", stop, ([x]) => x),
  rule("x + 0 → x", add, ([a, b]) => (isNumber(b, 0) ? a : isNumber(a, 0) ? b : undefined)),
  rule("x - 0 → x, 0 - x → -x", sub, ([a, b]) => (isNumber(b, 0) ? a : isNumber(a, 0) ? neg(b) : undefined)),
  rule("x · 1 → x, x · 0 → 0, x · -1 → -x", mul, ([a, b], node) => {
    const factor = scaled(node);
    if (factor?.by === 1) return factor.of;
    if (factor?.by === 0) return constant(0, node.type);
    if (factor?.by === -1 && a !== b) return neg(factor.of);
    return undefined;
  }),
  rule("x / c → x · (1/c), 0 / x → 0", div, ([a, b], node) => {
    const divisor = constantValue(b);
    if (divisor !== undefined && divisor !== 0 && node.type.dtype === "f32") return mul(a, 1 / divisor);
    return isNumber(a, 0) ? constant(0, node.type) : undefined;
  }),
  rule("-(-x) → x, -(a - b) → b - a", neg, ([x]) => {
    if (is(x, neg)) return x.inputs[0];
    if (is(x, sub)) return sub(x.inputs[1], x.inputs[0]);
    const factor = scaled(x);
    return factor && mul(factor.of, -factor.by);
  }),
  rule("a + (-b) → a - b", add, ([a, b]) => (is(b, neg) ? sub(a, b.inputs[0]) : is(a, neg) ? sub(b, a.inputs[0]) : undefined)),
  rule("a - (-b) → a + b", sub, ([a, b]) => (is(b, neg) ? add(a, b.inputs[0]) : undefined)),
  rule("x + x → 2x", add, ([a, b]) => (a === b ? mul(a, 2) : undefined)),
  rule("(x · c) · d → x · (c · d)", mul, (_, node) => {
    const outer = scaled(node);
    const inner = outer && scaled(outer.of);
    return outer && inner && isFloat32(inner.by * outer.by) ? mul(inner.of, inner.by * outer.by) : undefined;
  }),
  rule("(-a) · b → -(a · b)", mul, ([a, b]) => (is(a, neg) ? neg(mul(a.inputs[0], b)) : is(b, neg) ? neg(mul(a, b.inputs[0])) : undefined)),
  rule("(-a) / b → -(a / b)", div, ([a, b]) => (is(a, neg) ? neg(div(a.inputs[0], b)) : undefined)),
  rule("(a / y) · (y · z) → a · z", mul, ([a, b]) => cancelled(a, b) ?? cancelled(b, a)),
  rule("x^1 → x, x^2 → x · x", pow, ([base, exponent]) => (isNumber(exponent, 1) ? base : isNumber(exponent, 2) ? mul(base, base) : undefined)),
  rule("if c then a else b → a, where c is known or a = b", select, ([condition, a, b]) => {
    const known = constantValue(condition);
    if (a === b) return a;
    return known === undefined ? undefined : known ? a : b;
  }),
  // What leaky_relu's derivative leaves: 0 on one side each.
  rule("(if c then a else 0) · k → if c then a · k else 0", mul, (_, node) => {
    const factor = scaled(node);
    const [condition, a, b] = factor ? inputsOf(factor.of, select) : [];
    if (!factor || !condition || !(isNumber(a, 0) || isNumber(b, 0))) return undefined;
    return make(select.op, [condition, mul(a, factor.by), mul(b, factor.by)]);
  }),
  rule("(if c then a else 0) + (if c then 0 else b) → if c then a else b", add, ([left, right]) => {
    const [condition, a, b] = inputsOf(left, select);
    const [other, p, q] = inputsOf(right, select);
    if (!condition || condition !== other) return undefined;
    if (isNumber(b, 0) && isNumber(p, 0)) return make(select.op, [condition, a, q]);
    return isNumber(a, 0) && isNumber(q, 0) ? make(select.op, [condition, p, b]) : undefined;
  }),
];
