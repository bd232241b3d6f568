/**
 * Products of few elements and much depth: the gradient of a small kernel, a sum over all places of all samples. A tile an
 * invocation would leave most of an adapter without work, so each sample is summed for itself, and the samples' sums are added.
 */

import { make } from "../ir/node.js";
import { dimAt, sizeAt, sizeOf } from "../ir/type.js";
import { contract, conv, roles, specOfContraction, sum, tiesOfConvolution } from "../ops/index.js";
import { memberOf, stackOf } from "../ops/stacked.js";
import type { Rule } from "../simplify/rule.js";
import { asContraction, extentOf, isTiled } from "./contraction.js";

/** Elements of which a tile each gives every core a few workgroups. */
const manyElements = 32768;
/** Products a sample's sum must have, to be worth a store and a load. */
const leastDepth = 256;
const leastParts = 4;

export const splitDepth = (batch: number): Rule => ({
  name: "Σ over samples and places → Σ over samples of Σ over places",
  apply(node) {
    const { op, attributes, stacking, sum: joined } = memberOf(node);
    if ((op !== conv.op && op !== contract.op) || (stacking && !joined) || !isTiled(node, batch)) return undefined;
    const { a, b, out } = specOfContraction(node);
    const tied = op === conv.op ? tiesOfConvolution(node).ties.flatMap(({ letters }) => roles.map((role) => letters[role])) : [];
    const samples = [...a].findIndex((letter) => b.includes(letter) && !out.includes(letter) && !tied.includes(letter));
    if (samples < 0) return undefined;
    const parts = (stacking?.count ?? 1) * dimAt(node.inputs[0].type.shape[samples + (stacking?.along[0] ? 1 : 0)], batch);
    const elements = sizeAt(sizeOf(node.type.shape), batch);
    if (parts < leastParts || elements > manyElements || extentOf(asContraction(node)!.depth, batch) < parts * leastDepth) return undefined;
    const apart = { ...attributes, spec: `${a},${b}->${a[samples]}${out}` };
    return stacking ? sum(stackOf(op, node.inputs, apart, stacking), [0, 1]) : sum(make(op, node.inputs, apart), [0]);
  },
});
