/** Rules of sums and products of tensors. */

import { type Node, make } from "../ir/node.js";
import { type Shape, sizeOf } from "../ir/type.js";
import { batchSize, broadcast, cast, constantValue, contract, conv, div, isConstant, mul, neg, permute, reduceMax, reshape, specOfContraction, sum } from "../ops/index.js";
import { axesOf } from "./movement.js";
import { type Rule, inputsOf, is, rule } from "./rule.js";

const kept = (node: Node, axes: readonly number[]): number[] => node.type.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));

/** `node` times the number of elements of a shape. */
function times(node: Node, shape: Shape): Node {
  const { factor, batch } = sizeOf(shape);
  let product = factor === 1 ? node : mul(node, factor);
  for (let i = 0; i < batch; i++) product = mul(product, broadcast(cast(batchSize(), node.type.dtype), product.type.shape, []));
  return product;
}

/** One operand of a contraction as another node with other letters: what a movement before it does, done by the letters. */
function absorbed(node: Node, text: string): { node: Node; letters: string } | undefined {
  if (is(node, permute)) {
    const axes = axesOf(node);
    return { node: node.inputs[0], letters: axes.map((_, axis) => text[axes.indexOf(axis)]).join("") };
  }
  if (is(node, broadcast) && !node.inputs[0].type.shape.includes(1)) return { node: node.inputs[0], letters: axesOf(node).map((axis) => text[axis]).join("") };
  if (is(node, reshape) || node.type.shape.includes(1)) return withoutUnits(node, text);
  return undefined;
}

/** An axis of extent 1 adds nothing to a sum of products. */
function withoutUnits(node: Node, text: string): { node: Node; letters: string } | undefined {
  if (!node.type.shape.includes(1)) return undefined;
  const axes = node.type.shape.flatMap((dim, axis) => (dim === 1 ? [] : [axis]));
  return { node: reshape(node, axes.map((axis) => node.type.shape[axis])), letters: axes.map((axis) => text[axis]).join("") };
}

/** The contraction of what the letters still say, put back into the shape that was asked for. */
function contracted(node: Node, a: { node: Node; letters: string }, b: { node: Node; letters: string }): Node {
  const { a: before, b: other, out } = specOfContraction(node);
  const lost = [...before].filter((letter) => !a.letters.includes(letter)).concat([...other].filter((letter) => !b.letters.includes(letter)));
  const has = (letter: string): boolean => a.letters.includes(letter) || b.letters.includes(letter);
  const rest = [...out].filter(has);
  const summed = [...new Set(lost)].filter((letter) => !out.includes(letter) && !has(letter));
  const extent = (letter: string): Shape[number] => (before.includes(letter) ? node.inputs[0].type.shape[before.indexOf(letter)] : node.inputs[1].type.shape[other.indexOf(letter)]);
  const core = contract(`${a.letters},${b.letters}->${rest.join("")}`, a.node, b.node);
  return broadcast(times(core, summed.map(extent)), node.type.shape, rest.map((letter) => out.indexOf(letter)));
}

export const reductions: readonly Rule[] = [
  rule("Σ over axes of 1 → reshape", sum, ([x], node) => (axesOf(node).every((axis) => x.type.shape[axis] === 1) ? reshape(x, node.type.shape) : undefined)),
  rule("max over axes of 1 → reshape", reduceMax, ([x], node) => (axesOf(node).every((axis) => x.type.shape[axis] === 1) ? reshape(x, node.type.shape) : undefined)),
  rule("Σ Σ x → Σ x", sum, ([x], node) => {
    if (!is(x, sum)) return undefined;
    const outside = kept(x.inputs[0], axesOf(x));
    return sum(x.inputs[0], [...axesOf(x), ...axesOf(node).map((axis) => outside[axis])]);
  }),
  rule("Σ constant → constant · size", sum, ([x], node) => (isConstant(x) ? times(reshapedConstant(x, node.type.shape), axesOf(node).map((axis) => x.type.shape[axis])) : undefined)),
  rule("Σ broadcast(x) → Σ x · size", sum, ([x], node) => {
    if (!is(x, broadcast) || x.inputs[0].type.shape.includes(1)) return undefined;
    const repeated = axesOf(node).filter((axis) => !axesOf(x).includes(axis));
    if (repeated.length === 0) return undefined;
    const small = x.inputs[0];
    const summed = sum(small, small.type.shape.flatMap((_, axis) => (axesOf(node).includes(axesOf(x)[axis]) ? [axis] : [])));
    const outside = kept(x, axesOf(node));
    const places = axesOf(x).filter((axis) => !axesOf(node).includes(axis)).map((axis) => outside.indexOf(axis));
    return broadcast(times(summed, repeated.map((axis) => x.type.shape[axis])), node.type.shape, places);
  }),
  rule("Σ permute(x) → Σ x, where the order left is the same", sum, ([x], node) => {
    if (!is(x, permute)) return undefined;
    const order = kept(x, axesOf(node)).map((axis) => axesOf(x)[axis]);
    return order.every((axis, i) => i === 0 || axis > order[i - 1]) ? sum(x.inputs[0], axesOf(node).map((axis) => axesOf(x)[axis])) : undefined;
  }),
  rule("Σ x · c → c · Σ x", sum, ([x], node) => {
    const [a, b] = inputsOf(x, mul);
    if (!a) return undefined;
    const factor = constantValue(b) ?? constantValue(a);
    return factor === undefined ? undefined : mul(sum(constantValue(b) === undefined ? b : a, axesOf(node)), factor);
  }),
  rule("Σ -x → -Σ x", sum, ([x], node) => (is(x, neg) ? neg(sum(x.inputs[0], axesOf(node))) : undefined)),
  rule("Σ x · broadcast(scalar) → scalar · Σ x", sum, ([x], node) => {
    const [a, b] = inputsOf(x, mul);
    if (!a) return undefined;
    const scalar = [a, b].find((side) => is(side, broadcast) && side.inputs[0].type.shape.length === 0);
    return scalar && mul(sum(scalar === a ? b : a, axesOf(node)), broadcast(scalar.inputs[0], node.type.shape, []));
  }),
  rule("contract(move(x), w) → contract(x, w)", contract, ([x, w], node) => {
    const spec = specOfContraction(node);
    const left = absorbed(x, spec.a);
    const right = absorbed(w, spec.b);
    return left || right ? contracted(node, left ?? { node: x, letters: spec.a }, right ?? { node: w, letters: spec.b }) : undefined;
  }),
  rule("contract that sums nothing → product", contract, ([x, w], node) => {
    const { a, b, out } = specOfContraction(node);
    if ([...a].some((letter) => !out.includes(letter))) return undefined;
    const spread = (operand: Node, text: string): Node => {
      const order = [...text].map((_, axis) => axis).sort((p, q) => out.indexOf(text[p]) - out.indexOf(text[q]));
      return broadcast(permute(operand, order), node.type.shape, order.map((axis) => out.indexOf(text[axis])));
    };
    return mul(spread(x, a), spread(w, b));
  }),
  ...[contract, conv].flatMap((product): readonly Rule[] => [
    rule(`${product.op.name}(x · c, w) → c · ${product.op.name}(x, w)`, product, ([x, w], node) => {
      const pulled = (side: Node, build: (rest: Node) => Node): Node | undefined => {
        const [p, q] = inputsOf(side, mul);
        if (!p) return undefined;
        const factor = constantValue(q) ?? constantValue(p);
        return factor === undefined ? undefined : mul(build(constantValue(q) === undefined ? q : p), factor);
      };
      return pulled(x, (rest) => make(node.op, [rest, w], node.attributes)) ?? pulled(w, (rest) => make(node.op, [x, rest], node.attributes));
    }),
    // A spectral norm divides a whole matrix: what it is multiplied with is smaller, and is written anyway.
    rule(`${product.op.name}(x · broadcast(scalar), w) → scalar · ${product.op.name}(x, w)`, product, (inputs, node) => {
      for (const [i, side] of inputs.entries()) {
        const found = scaledByScalar(side);
        if (found) return found.scale(make(node.op, inputs.map((input, k) => (k === i ? found.of : input)), node.attributes), broadcast(found.scalar, node.type.shape, []));
      }
      return undefined;
    }),
    rule(`${product.op.name}(-x, w) → -${product.op.name}(x, w)`, product, ([x, w], node) => {
      if (is(x, neg)) return neg(make(node.op, [x.inputs[0], w], node.attributes));
      return is(w, neg) ? neg(make(node.op, [x, w.inputs[0]], node.attributes)) : undefined;
    }),
  ]),
];

/** A product with one number for all elements, or a quotient by it. */
function scaledByScalar(node: Node): { readonly scale: typeof mul; readonly scalar: Node; readonly of: Node } | undefined {
  const isScalar = (side: Node): boolean => is(side, broadcast) && side.inputs[0].type.shape.length === 0;
  const [dividend, divisor] = inputsOf(node, div);
  if (divisor && isScalar(divisor)) return { scale: div, scalar: divisor.inputs[0], of: dividend };
  const factors = inputsOf(node, mul);
  const scalar = factors.find(isScalar);
  return scalar && { scale: mul, scalar: scalar.inputs[0], of: factors[1 - factors.indexOf(scalar)] };
}

function reshapedConstant(x: Node, shape: Shape): Node {
  return make(x.op, [], { ...x.attributes, shape });
}

