/** Randomness in the forward pass, while training. After training they are the identity, as PyTorch's are. */

import type { Node } from "../ir/node.js";
import { add, broadcast, div, greaterEqual, mul, select } from "../ops/index.js";
import { alignAll, asNumber, commonExtent } from "./align.js";
import { Mistake, type Builtin, type CheckCall, type LowerCall, type Options } from "./builtin.js";
import { numberOption } from "./options.js";
import { showTensor, tensor } from "./type.js";

function probability(name: string, options: Options): number {
  const p = numberOption(options, "p");
  if (p >= 0 && p < 1) return p;
  throw new Mistake("value/range", `${name} takes a probability of at least 0 and less than 1, and it is ${p}`, { at: "p" });
}

/** Srivastava et al. 2014: zero with probability p, the rest scaled so that the mean stays. One draw for each of the first `axes` axes of the IR. */
function dropped(x: Node, axes: number, p: number, { context }: LowerCall): Node {
  if (!context.training || p === 0) return x;
  const { shape } = x.type;
  const draw = context.random("uniform", shape.slice(0, axes));
  const uniform = broadcast(draw, shape, [...shape.keys()].slice(0, axes));
  return select(greaterEqual(uniform, p), div(x, 1 - p), 0);
}

function checkDropout(name: string, { values: [value], options }: CheckCall) {
  probability(name, options);
  return { type: tensor(value.shape, value.batched) };
}

const p = { name: "p", kind: "number", default: 0.5 } as const;

const dropout: Builtin = {
  name: "dropout",
  draws: true,
  summary: "each element 0 with probability p while training, the others divided by 1 - p",
  parameters: [{ name: "v", kind: "value" }, p],
  check: (call) => checkDropout("dropout", call),
  lower(call) {
    const x = asNumber(call.inputs[0]);
    return dropped(x, x.type.shape.length, probability("dropout", call.options), call);
  },
};

const dropout2d: Builtin = {
  name: "dropout2d",
  draws: true,
  summary: "each channel 0 with probability p while training, the others divided by 1 - p",
  parameters: [{ name: "v", kind: "value" }, p],
  check(call) {
    const [value] = call.values;
    if (value.shape.length < 2) throw new Mistake("shape/layer", `dropout2d needs channels and space, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value), help: "dropout(p) drops single elements" });
    return checkDropout("dropout2d", call);
  },
  lower(call) {
    const x = asNumber(call.inputs[0]);
    return dropped(x, call.types[0].batched ? 2 : 1, probability("dropout2d", call.options), call);
  },
};

const gaussianNoise: Builtin = {
  name: "gaussian_noise",
  draws: true,
  summary: "plus normal noise of this standard deviation while training",
  parameters: [
    { name: "v", kind: "value" },
    { name: "std", kind: "value" },
  ],
  check({ values }) {
    const { shape, batched } = commonExtent(values);
    return { type: tensor(shape, batched) };
  },
  lower({ inputs, types, type, context }) {
    const [x, deviation] = alignAll(inputs, types, type);
    return context.training ? add(x, mul(context.random("normal", x.type.shape), deviation)) : x;
  },
};

export const perturbations: readonly Builtin[] = [dropout, dropout2d, gaussianNoise];
