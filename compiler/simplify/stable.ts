/**
 * Logarithms of probabilities, as papers write them, in the form that is finite for every logit. What is differentiated is
 * brought into it before, so that derivatives of every order come from the stable form; graphs are when they are lowered.
 */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { type Node, make } from "../ir/node.js";
import type { Shape } from "../ir/type.js";
import { add, broadcast, cast, constantValue, div, equal, exp, extend, iota, log, mul, neg, pad, permute, pow, reshape, reverse, sigmoid, slice, softplus, sub, sum } from "../ops/index.js";
import { axesOf } from "./movement.js";
import { Rewriting } from "./rewrite.js";
import { type Rule, inputsOf, is, isNumber, rule } from "./rule.js";

/** Values that a rule may not see into. */
type Opaque = ReadonlySet<Node>;

/** Movements whose every element is an element of what is moved, so that the logarithm may be taken before. */
const moves = [reshape, permute, broadcast, slice, reverse, extend] as const;
const isMoved = (x: Node): boolean => moves.some((builder) => x.op === builder.op);

/** log of a value whose form is known to be stable; `undefined` for others. */
function stableLog(x: Node, opaque: Opaque): Node | undefined {
  if (opaque.has(x)) return undefined;
  if (is(x, sigmoid)) return neg(softplus(neg(x.inputs[0])));
  if (is(x, exp)) return x.inputs[0];
  if (isMoved(x)) {
    const inner = stableLog(x.inputs[0], opaque);
    return inner && make(x.op, [inner], x.attributes);
  }
  const [a, b] = x.inputs;
  // log(1 - sigmoid(l)) = log(sigmoid(-l)) = -softplus(l)
  if (is(x, sub) && isNumber(a, 1)) return stableComplement(b, opaque);
  // log(p / q) = log p - log q, of which a softmax is one, and log(p · q) = log p + log q.
  if (is(x, div)) return fromBoth(a, b, opaque, sub);
  if (is(x, mul)) return fromBoth(a, b, opaque, add);
  if (is(x, pow) && constantValue(b) !== undefined) {
    const base = stableLog(a, opaque);
    return base && mul(b, base);
  }
  if (is(x, sum)) return stablePick(x, opaque);
  return is(x, add) ? stableConcat(x, opaque) : undefined;
}

/** Where one of the two is known: the other's logarithm as it is, and a number that has none is left to whoever wrote it. */
function fromBoth(a: Node, b: Node, opaque: Opaque, combine: (a: Node, b: Node) => Node): Node | undefined {
  const [left, right] = [a, b].map((part) => stableLog(part, opaque));
  if ((!left && !right) || [a, b].some((part) => (constantValue(part) ?? 1) <= 0)) return undefined;
  return combine(left ?? log(a), right ?? log(b));
}

function stableComplement(probability: Node, opaque: Opaque): Node | undefined {
  if (opaque.has(probability)) return undefined;
  if (is(probability, sigmoid)) return neg(softplus(probability.inputs[0]));
  const [a, b] = inputsOf(probability, sub);
  if (a && isNumber(a, 1)) return stableLog(b, opaque);
  if (!isMoved(probability)) return undefined;
  const inner = stableComplement(probability.inputs[0], opaque);
  return inner && make(probability.op, [inner], probability.attributes);
}

/** log of the one that a label picks: Σ one_hot(y) · p is Σ one_hot(y) · log p. */
function stablePick(x: Node, opaque: Opaque): Node | undefined {
  const [product] = x.inputs;
  if (!is(product, mul)) return undefined;
  const picks = product.inputs.findIndex((factor) => isOneHot(factor, axesOf(x)));
  const logarithm = picks < 0 ? undefined : stableLog(product.inputs[1 - picks], opaque);
  return logarithm && sum(mul(product.inputs[picks], logarithm), axesOf(x));
}

/** A 1 where the place along the axis is the label's, which is the same all along it. */
function isOneHot(x: Node, [axis, ...more]: readonly number[]): boolean {
  const [same] = inputsOf(x, cast);
  if (!same || more.length > 0) return false;
  const uncast = (node: Node): Node => inputsOf(node, cast)[0] ?? node;
  return inputsOf(same, equal).length > 0 && [[0, 1], [1, 0]].some(([label, place]) => {
    const [spread, counted] = [same.inputs[label], uncast(same.inputs[place])];
    return is(spread, broadcast) && !axesOf(spread).includes(axis) && is(counted, iota) && counted.attributes.axis === axis;
  });
}

/** log of values side by side: each part's, where the parts are beside each other without a gap. */
function stableConcat(x: Node, opaque: Opaque): Node | undefined {
  const parts = termsOf(x);
  if (parts.some((part) => !is(part, pad)) || !isTiling(parts, x.type.shape)) return undefined;
  const logarithms = parts.map(({ inputs: [part] }) => stableLog(part, opaque));
  if (!logarithms.some((known) => known)) return undefined;
  return parts.map((part, i) => make(pad.op, [logarithms[i] ?? log(part.inputs[0])], part.attributes)).reduce((total, part) => add(total, part));
}

function termsOf(x: Node): readonly Node[] {
  return is(x, add) ? x.inputs.flatMap(termsOf) : [x];
}

/** Whether pads fill a shape along one axis, each element by one of them. */
function isTiling(pads: readonly Node[], shape: Shape): boolean {
  const along = shape.flatMap((_, axis) => (pads.some(({ inputs: [part] }) => part.type.shape[axis] !== shape[axis]) ? [axis] : []));
  const [axis, ...more] = along;
  if (axis === undefined || more.length > 0 || pads.some(({ attributes }) => (attributes.interior as readonly number[]).some((between) => between > 0))) return false;
  let next = 0;
  for (const part of [...pads].sort((a, b) => lowOf(a, axis) - lowOf(b, axis))) {
    if (lowOf(part, axis) !== next) return false;
    next += Number(part.inputs[0].type.shape[axis]);
  }
  return next === shape[axis];
}

const lowOf = ({ attributes }: Node, axis: number): number => (attributes.low as readonly number[])[axis];

/** log(1 + eˣ), as softplus is written in papers. */
function stableLogOnePlus(x: Node, opaque: Opaque): Node | undefined {
  if (opaque.has(x)) return undefined;
  const [a, b] = inputsOf(x, add);
  const [one, power] = a && isNumber(b, 1) ? [b, a] : [a, b];
  return one && isNumber(one, 1) && is(power, exp) && !opaque.has(power) ? softplus(power.inputs[0]) : undefined;
}

function stableRules(opaque: Opaque): readonly Rule[] {
  return [
    rule("log(sigmoid(x)) → -softplus(-x), log(1 - sigmoid(x)) → -softplus(x), log(eˣ) → x, and of what is made of these by ·, /, ^, moving and picking", log, ([x]) => stableLog(x, opaque)),
    rule("log(1 + eˣ) → softplus(x)", log, ([x]) => stableLogOnePlus(x, opaque)),
  ];
}

export const stable: readonly Rule[] = stableRules(new Set());

/**
 * `value` with its logarithms in the stable form, as a function of `targets`: what somebody wants the derivative by stays
 * in it. With p = sigmoid(l), log p is -softplus(-l) for the derivative by l, and log p for that by p, which is 1 / p.
 */
export function stabilised(value: Node, targets: readonly Node[]): Node {
  return new Rewriting(stableRules(new Set(targets)), new Map(targets.map((target) => [target, target]))).of([value]).get(value)!;
}

/** The graph with all its logarithms in the stable form: what every backend computes, the reference included. */
export function stabilisedGraph(graph: Graph): Graph {
  const done = new Rewriting(stable).of(rootsOf(graph));
  return mapRoots(graph, (root) => done.get(root)!);
}
