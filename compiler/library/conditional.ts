/**
 * Batch normalisation whose gain and bias depend on a condition: of a class, a row of each for every class (Dumoulin et al.
 * 2017, arXiv 1610.07629); of a vector, linear in it, the gain about 1 (Brock et al. 2019, arXiv 1809.11096, after de Vries et al. 2017).
 */

import type { Node } from "../ir/node.js";
import { add, broadcast, contract, mul } from "../ops/index.js";
import { asNumber } from "./align.js";
import { Mistake, type Builtin, type WeightSpec } from "./builtin.js";
import { demandBatch, demandSizes } from "./demands.js";
import { oneHot } from "./labels.js";
import { uniformByFan } from "./linear.js";
import { batchNormalised, batchOptions, runningStatistics } from "./normalisation.js";
import { showTensor, tensor, type TensorType } from "./type.js";

/** For a class a table [k, c] of gains that start at 1 and of biases that start at 0; for a vector [n] two matrices [c, n]. */
function modulation(condition: TensorType, channels: number): readonly WeightSpec[] {
  if (condition.classes !== undefined) {
    const shape = [condition.classes, channels];
    return [
      { name: "gain.weight", shape, role: "weight", initial: { kind: "constant", value: 1 }, kind: "norm" },
      { name: "bias.weight", shape, role: "weight", initial: { kind: "constant", value: 0 }, kind: "bias" },
    ];
  }
  const [size] = condition.shape;
  if (condition.shape.length !== 1 || typeof size !== "number") {
    throw new Mistake("shape/layer", `cond_batch_norm takes a class or a vector as y, and this is ${showTensor(condition)}`, { at: 1, label: showTensor(condition), help: "flatten makes a vector" });
  }
  const initial = uniformByFan(size);
  return ["gain.weight", "bias.weight"].map((name) => ({ name, shape: [channels, size], role: "weight", initial, kind: "linear" }));
}

/** One number for each channel, at every place of x. */
function perChannel(condition: Node, type: TensorType, weight: Node, x: Node): Node {
  const outer = type.batched ? "b" : "";
  const chosen =
    type.classes === undefined
      ? contract(`${outer}n,cn->${outer}c`, asNumber(condition), weight)
      : contract(`${outer}k,kc->${outer}c`, oneHot(condition, type.classes), weight);
  return broadcast(chosen, x.type.shape, type.batched ? [0, 1] : [1]);
}

const conditionalBatchNorm: Builtin = {
  name: "cond_batch_norm",
  summary: "normalised over the batch and space, then gain(y) · v + bias(y): of a class y a row of weights, of a vector y (1 + gain · y) and bias · y",
  parameters: [{ name: "v", kind: "value" }, { name: "y", kind: "value" }, ...batchOptions],
  check({ values: [value, condition] }) {
    const [channels] = demandSizes("cond_batch_norm", value);
    demandBatch("cond_batch_norm", value);
    return { type: tensor(value.shape, true), weights: [...modulation(condition, channels), ...runningStatistics(channels)] };
  },
  lower(call) {
    const { inputs: [input, y], types: [, condition], weights } = call;
    const x = batchNormalised(asNumber(input), call);
    const [gain, bias] = [weights["gain.weight"], weights["bias.weight"]].map((weight) => perChannel(y, condition, weight, x));
    return add(mul(x, condition.classes === undefined ? add(gain, 1) : gain), bias);
  },
};

export const conditionals: readonly Builtin[] = [conditionalBatchNorm];
