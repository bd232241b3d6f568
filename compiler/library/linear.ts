/** The fully connected layer. PyTorch's `nn.Linear`: on the last axis, weight [out, in], both weights from U(±1/√in). */

import type { Node } from "../ir/node.js";
import { add, broadcast, contract } from "../ops/index.js";
import { asNumber } from "./align.js";
import { Mistake, type Builtin, type WeightSpec } from "./builtin.js";
import { countOption, flagOption } from "./options.js";
import { showTensor, tensor } from "./type.js";

/** kaiming_uniform(a = √5) is U(±1/√fan): He et al. 2015 with PyTorch's choice of a. */
export function uniformByFan(fan: number): WeightSpec["initial"] {
  const bound = 1 / Math.sqrt(fan);
  return { kind: "uniform", low: -bound, high: bound };
}

/** Adds a vector along the last axis. */
function addBias(x: Node, bias: Node): Node {
  return add(x, broadcast(bias, x.type.shape, [x.type.shape.length - 1]));
}

const linear: Builtin = {
  name: "linear",
  summary: "v · weightᵀ + bias, on the last axis",
  parameters: [
    { name: "v", kind: "value" },
    { name: "n", kind: "number", integer: true },
    { name: "bias", kind: "flag", default: true },
  ],
  check({ values: [value], options }) {
    const width = countOption("linear", options, "n");
    const fan = value.shape.at(-1);
    if (typeof fan !== "number") {
      const help = value.classes === undefined ? undefined : "embedding(n) or one_hot makes a vector of a class";
      throw new Mistake("shape/layer", `linear needs a last axis, and this is ${value.shape.length === 0 ? "a number" : showTensor(value)}`, { at: 0, label: showTensor(value), help });
    }
    const initial = uniformByFan(fan);
    const weight: WeightSpec = { name: "weight", shape: [width, fan], role: "weight", initial, kind: "linear" };
    const bias: WeightSpec = { name: "bias", shape: [width], role: "weight", initial, kind: "bias" };
    return { type: tensor([...value.shape.slice(0, -1), width], value.batched), weights: flagOption(options, "bias") ? [weight, bias] : [weight] };
  },
  lower({ inputs: [input], weights }) {
    const x = asNumber(input);
    const outer = "abcdefgh".slice(0, x.type.shape.length - 1);
    const product = contract(`${outer}i,oi->${outer}o`, x, weights.weight);
    return weights.bias ? addBias(product, weights.bias) : product;
  },
};

export const linears: readonly Builtin[] = [linear];
