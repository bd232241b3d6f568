/** Attention of a picture to itself. */

import type { Node } from "../ir/node.js";
import { add, broadcast, contract, mul, reshape } from "../ops/index.js";
import { asNumber, spread } from "./align.js";
import type { Builtin, WeightSpec } from "./builtin.js";
import { demandSpace } from "./demands.js";
import { uniformByFan } from "./linear.js";
import { softmax } from "./statistics.js";
import { irShape, tensor } from "./type.js";

/** Queries and keys have an eighth of the channels, but at least one. */
function narrow(channels: number): number {
  return Math.max(1, Math.floor(channels / 8));
}

/** Weight and bias of a convolution with a window of 1, which PyTorch gives an axis for each of space. */
function pointwiseWeights(name: string, features: number, [channels, ...space]: readonly number[]): readonly WeightSpec[] {
  const initial = uniformByFan(channels);
  return [
    { name: `${name}.weight`, shape: [features, channels, ...space.map(() => 1)], role: "weight", initial, kind: "conv" },
    { name: `${name}.bias`, shape: [features], role: "weight", initial, kind: "bias" },
  ];
}

/**
 * Zhang et al. 2019, arXiv 1805.08318, section 3. With x as [c, n] for n places, q and k of c/8 channels and v of c, all of
 * them convolutions with a window of 1:
 *   attention = softmax(qᵀ k), over the places that are looked at        result = x + γ · v attentionᵀ
 * γ starts at 0, so the layer starts as the identity. (The paper's h and the convolution after it are one matrix here.)
 */
const selfAttention: Builtin = {
  name: "self_attention",
  summary: "v + gamma · what each place attends to, by softmax(queryᵀ · key) over all places (Zhang et al. 2019); gamma starts at 0",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const sizes = demandSpace("self_attention", value);
    const [channels] = sizes;
    return {
      type: tensor(value.shape, value.batched),
      weights: [
        ...pointwiseWeights("query", narrow(channels), sizes),
        ...pointwiseWeights("key", narrow(channels), sizes),
        ...pointwiseWeights("value", channels, sizes),
        { name: "gamma", shape: [1], role: "weight", initial: { kind: "constant", value: 0 } },
      ],
    };
  },
  lower({ inputs: [input], types: [value], weights }) {
    const outer = value.batched ? "b" : "";
    const [channels, ...space] = value.shape;
    const places = space.reduce<number>((product, size) => product * Number(size), 1);
    const x = asNumber(input);
    const flat = reshape(x, irShape({ ...value, shape: [channels, places] }));
    const pointwise = (name: string): Node => {
      const { [`${name}.weight`]: weight, [`${name}.bias`]: bias } = weights;
      const product = contract(`${outer}ip,oi->${outer}op`, flat, reshape(weight, weight.type.shape.slice(0, 2)));
      return add(product, broadcast(bias, product.type.shape, [value.batched ? 1 : 0]));
    };
    const energy = contract(`${outer}dp,${outer}dq->${outer}pq`, pointwise("query"), pointwise("key"));
    const attention = softmax(energy, [energy.type.shape.length - 1]);
    const attended = reshape(contract(`${outer}cq,${outer}pq->${outer}cp`, pointwise("value"), attention), x.type.shape);
    return add(x, mul(spread(reshape(weights.gamma, []), x.type.shape), attended));
  },
};

export const attentions: readonly Builtin[] = [selfAttention];
