/**
 * Logarithms of probabilities, as papers write them, in the form that is finite for every logit. What is differentiated is
 * brought into it before, so that derivatives of every order come from the stable form; graphs are when they are lowered.
 */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { type Node, make } from "../ir/node.js";
import { add, broadcast, div, exp, log, neg, permute, reshape, sigmoid, softplus, sub } from "../ops/index.js";
import { Rewriting } from "./rewrite.js";
import { type Rule, inputsOf, is, isNumber, rule } from "./rule.js";

/** Values that a rule may not see into. */
type Opaque = ReadonlySet<Node>;

/** log of a value whose form is known to be stable; `undefined` for others. */
function stableLog(x: Node, opaque: Opaque): Node | undefined {
  if (opaque.has(x)) return undefined;
  if (is(x, sigmoid)) return neg(softplus(neg(x.inputs[0])));
  if (is(x, exp)) return x.inputs[0];
  if (is(x, reshape) || is(x, permute) || is(x, broadcast)) {
    const inner = stableLog(x.inputs[0], opaque);
    return inner && make(x.op, [inner], x.attributes);
  }
  const [a, b] = [...inputsOf(x, sub), ...inputsOf(x, div)];
  // log(1 - sigmoid(l)) = log(sigmoid(-l)) = -softplus(l)
  if (is(x, sub) && isNumber(a, 1)) return stableComplement(b, opaque);
  // log(eˣ / s) = x - log s: the logarithm of a softmax.
  if (is(x, div) && is(a, exp) && !opaque.has(a)) return sub(a.inputs[0], stableLog(b, opaque) ?? log(b));
  return undefined;
}

function stableComplement(probability: Node, opaque: Opaque): Node | undefined {
  if (opaque.has(probability)) return undefined;
  if (is(probability, sigmoid)) return neg(softplus(probability.inputs[0]));
  if (!is(probability, reshape) && !is(probability, permute) && !is(probability, broadcast)) return undefined;
  const inner = stableComplement(probability.inputs[0], opaque);
  return inner && make(probability.op, [inner], probability.attributes);
}

/** log(1 + eˣ), as softplus is written in papers. */
function stableLogOnePlus(x: Node, opaque: Opaque): Node | undefined {
  if (opaque.has(x)) return undefined;
  const [a, b] = inputsOf(x, add);
  const [one, power] = a && isNumber(b, 1) ? [b, a] : [a, b];
  return one && isNumber(one, 1) && is(power, exp) && !opaque.has(power) ? softplus(power.inputs[0]) : undefined;
}

function stableRules(opaque: Opaque): readonly Rule[] {
  return [
    rule("log(sigmoid(x)) → -softplus(-x), log(1 - sigmoid(x)) → -softplus(x), log(eˣ) → x, log(softmax(x))", log, ([x]) => stableLog(x, opaque)),
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
