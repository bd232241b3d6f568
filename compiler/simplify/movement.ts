/** Rules of movement: two index maps are one, and work is done on the smaller side of a broadcast. */

import { type Node, make } from "../ir/node.js";
import { sameShape } from "../ir/type.js";
import { add, broadcast, constant, constantValue, isConstant, pad, permute, reshape, slice, window } from "../ops/index.js";
import { type Rule, is, rule } from "./rule.js";

export const axesOf = (node: Node): readonly number[] => node.attributes.axes as readonly number[];

/** The axes of the input that a broadcast really has: those of extent 1 are only there to be repeated. */
function withoutUnits(x: Node): Node {
  return reshape(x, x.type.shape.filter((dim) => dim !== 1));
}

export const movement: readonly Rule[] = [
  {
    name: "move(constant) → constant",
    apply(node) {
      // A padded one is not constant.
      const moves = node.op.lowering.kind === "movement" && (!(is(node, pad) || is(node, window)) || constantValue(node.inputs[0]) === 0);
      return moves && isConstant(node.inputs[0]) ? constant(constantValue(node.inputs[0])!, node.type) : undefined;
    },
  },
  rule("reshape(reshape(x)) → reshape(x)", reshape, ([x], node) => (is(x, reshape) ? reshape(x.inputs[0], node.type.shape) : sameShape(x.type.shape, node.type.shape) ? x : undefined)),
  rule("reshape(a) + reshape(b) → reshape(a + b)", add, ([a, b], node) => {
    if (!is(a, reshape) || !is(b, reshape) || !sameShape(a.inputs[0].type.shape, b.inputs[0].type.shape)) return undefined;
    return reshape(add(a.inputs[0], b.inputs[0]), node.type.shape);
  }),
  rule("permute(permute(x)) → permute(x)", permute, ([x], node) => (is(x, permute) ? permute(x.inputs[0], axesOf(node).map((axis) => axesOf(x)[axis])) : undefined)),
  rule("permute that moves only axes of 1 → reshape", permute, ([x], node) => {
    const order = axesOf(node).filter((axis) => x.type.shape[axis] !== 1);
    return order.every((axis, i) => i === 0 || axis > order[i - 1]) ? reshape(x, node.type.shape) : undefined;
  }),
  rule("broadcast(broadcast(x)) → broadcast(x)", broadcast, ([x], node) => (is(x, broadcast) ? broadcast(x.inputs[0], node.type.shape, axesOf(x).map((axis) => axesOf(node)[axis])) : undefined)),
  rule("broadcast of axes of 1 → broadcast without them", broadcast, ([x], node) => {
    if (!x.type.shape.includes(1)) return undefined;
    return broadcast(withoutUnits(x), node.type.shape, axesOf(node).filter((_, axis) => x.type.shape[axis] !== 1));
  }),
  rule("broadcast that only adds axes of 1 → reshape", broadcast, ([x], node) => {
    const axes = axesOf(node);
    const repeats = node.type.shape.some((dim, axis) => dim !== (axes.includes(axis) ? x.type.shape[axes.indexOf(axis)] : 1));
    return repeats ? undefined : reshape(x, node.type.shape);
  }),
  rule("reshape(broadcast(x)) that only adds or drops axes of 1 → broadcast(x)", reshape, ([x], node) => {
    if (!is(x, broadcast)) return undefined;
    const before = x.type.shape.flatMap((dim, axis) => (dim === 1 ? [] : [axis]));
    const after = node.type.shape.flatMap((dim, axis) => (dim === 1 ? [] : [axis]));
    const same = before.length === after.length && before.every((axis, i) => x.type.shape[axis] === node.type.shape[after[i]]);
    if (!same || axesOf(x).some((axis) => x.type.shape[axis] === 1)) return undefined;
    return broadcast(x.inputs[0], node.type.shape, axesOf(x).map((axis) => after[before.indexOf(axis)]));
  }),
  rule("slice(pad(x)) of just x → x", slice, ([x], node) => {
    if (!is(x, pad)) return undefined;
    const [low, interior] = [x.attributes.low, x.attributes.interior] as readonly (readonly number[])[];
    const start = node.attributes.start as readonly number[];
    const step = node.attributes.step as readonly number[];
    const inner = sameShape(node.type.shape, x.inputs[0].type.shape) && low.every((amount, axis) => start[axis] === amount && step[axis] === interior[axis] + 1);
    return inner ? x.inputs[0] : undefined;
  }),
  {
    name: "f(broadcast(a), broadcast(b), constants) → broadcast(f(a, b, constants))",
    apply(node) {
      if (node.op.lowering.kind !== "elementwise") return undefined;
      const spread = node.inputs.filter((input) => is(input, broadcast));
      const [first] = spread;
      const alike = spread.every((input) => axesOf(input).join() === axesOf(first).join() && sameShape(input.inputs[0].type.shape, first.inputs[0].type.shape));
      if (!first || !alike || !node.inputs.every((input) => is(input, broadcast) || isConstant(input))) return undefined;
      const small = first.inputs[0].type.shape;
      const inputs = node.inputs.map((input) => (isConstant(input) ? constant(constantValue(input)!, { dtype: input.type.dtype, shape: small }) : input.inputs[0]));
      return broadcast(make(node.op, inputs, node.attributes), node.type.shape, axesOf(first));
    },
  },
];
