/**
 * Logarithms of probabilities, as papers write them, in the form that is finite for every logit. They are applied when an
 * expression is lowered, before anything is differentiated, so that derivatives of every order come from the stable form.
 */

import { type Node, make } from "../ir/node.js";
import { add, broadcast, div, exp, log, neg, permute, reshape, sigmoid, softplus, sub } from "../ops/index.js";
import { type Rule, inputsOf, is, isNumber, rule } from "./rule.js";

/** log of a value whose form is known to be stable; `undefined` for others. */
function stableLog(x: Node): Node | undefined {
  if (is(x, sigmoid)) return neg(softplus(neg(x.inputs[0])));
  if (is(x, exp)) return x.inputs[0];
  if (is(x, reshape) || is(x, permute) || is(x, broadcast)) {
    const inner = stableLog(x.inputs[0]);
    return inner && make(x.op, [inner], x.attributes);
  }
  const [a, b] = [...inputsOf(x, sub), ...inputsOf(x, div)];
  // log(1 - sigmoid(l)) = log(sigmoid(-l)) = -softplus(l)
  if (is(x, sub) && isNumber(a, 1)) return stableComplement(b);
  // log(eˣ / s) = x - log s: the logarithm of a softmax.
  if (is(x, div) && is(a, exp)) return sub(a.inputs[0], stableLog(b) ?? log(b));
  return undefined;
}

function stableComplement(probability: Node): Node | undefined {
  if (is(probability, sigmoid)) return neg(softplus(probability.inputs[0]));
  if (!is(probability, reshape) && !is(probability, permute) && !is(probability, broadcast)) return undefined;
  const inner = stableComplement(probability.inputs[0]);
  return inner && make(probability.op, [inner], probability.attributes);
}

export const stable: readonly Rule[] = [
  rule("log(sigmoid(x)) → -softplus(-x), log(1 - sigmoid(x)) → -softplus(x), log(eˣ) → x, log(softmax(x))", log, ([x]) => stableLog(x)),
  // log(1 + eˣ), as softplus is written in papers.
  rule("log(1 + eˣ) → softplus(x)", log, ([x]) => {
    const [a, b] = inputsOf(x, add);
    if (!a) return undefined;
    if (isNumber(a, 1) && is(b, exp)) return softplus(b.inputs[0]);
    return isNumber(b, 1) && is(a, exp) ? softplus(a.inputs[0]) : undefined;
  }),
];

/** The logarithm, in its stable form where there is one. */
export function stabilisedLog(x: Node): Node {
  const node = log(x);
  for (const { apply } of stable) {
    const better = apply(node);
    if (better) return better;
  }
  return node;
}
