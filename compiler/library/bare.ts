/** Weights that stand alone, or nearly. */

import { broadcast, greater, mul, reshape, select } from "../ops/index.js";
import { asNumber } from "./align.js";
import type { Builtin } from "./builtin.js";
import { initialiserOption, shapeOption } from "./options.js";
import { tensor } from "./type.js";

const param: Builtin = {
  name: "param",
  summary: "a weight of this shape; it starts at 0 unless `init` says otherwise",
  parameters: [
    { name: "shape", kind: "sizes" },
    { name: "init", kind: "initialiser", default: { kind: "constant", value: 0 } },
  ],
  check({ options }) {
    const shape = shapeOption("param", options, "shape");
    return { type: tensor(shape, false), weights: [{ name: "", shape, role: "weight", initial: initialiserOption(options, "init") }] };
  },
  lower: ({ weights }) => weights[""],
};

/** He et al. 2015, with PyTorch's defaults: one slope, 0.25 at first. */
const prelu: Builtin = {
  name: "prelu",
  summary: "v above zero, weight · v below, the slope learned",
  parameters: [{ name: "v", kind: "value" }],
  check: ({ values: [value] }) => ({
    type: tensor(value.shape, value.batched),
    weights: [{ name: "weight", shape: [1], role: "weight", initial: { kind: "constant", value: 0.25 } }],
  }),
  lower({ inputs: [input], weights }) {
    const x = asNumber(input);
    const slope = broadcast(reshape(weights.weight, []), x.type.shape, []);
    return select(greater(x, 0), x, mul(slope, x));
  },
};

export const bareWeights: readonly Builtin[] = [param, prelu];
