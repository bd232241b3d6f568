/** Pooling, PyTorch's: the largest or the mean of what a window sees, at every `stride`th place of each axis of space. */

import type { Node } from "../ir/node.js";
import { constant, div, greater, narrowExtent, reduceMax, select, sum, window, type AxisTie } from "../ops/index.js";
import { asNumber } from "./align.js";
import { Mistake, type Builtin, type BuiltinParameter, type CheckResult, type Options } from "./builtin.js";
import { demandSpace } from "./demands.js";
import { countOption, flagOption, numberOption } from "./options.js";
import { showTensor, tensor, type TensorType } from "./type.js";

/** Below every other float32: what lies outside the picture is never the largest. */
const lowest = -3.4028234663852886e38;

function tiesOf(name: string, value: TensorType, options: Options): readonly AxisTie[] {
  const [, ...space] = demandSpace(name, value);
  const [extent, stride] = ["k", "stride"].map((option) => countOption(name, options, option));
  const pad = numberOption(options, "pad");
  if (pad < 0 || 2 * pad > extent) throw new Mistake("value/range", `${name} pads by at most half of its window, and ${pad} is ${pad < 0 ? "negative" : `more than half of ${extent}`}`, { at: "pad" });
  const first = value.batched ? 2 : 1;
  return space.map((wide, axis): AxisTie => {
    const narrow = narrowExtent(wide, extent, { stride, dilation: 1, pad });
    if (narrow < 1) throw new Mistake("shape/layer", `a window of ${extent} does not fit into ${wide}${pad > 0 ? ` with ${pad} more at either end` : ""}`, { at: 0, label: showTensor(value) });
    return { axis: first + axis, extents: { wide, narrow, window: extent }, stride, dilation: 1, pad };
  });
}

function check(name: string, value: TensorType, options: Options): CheckResult {
  const ties = tiesOf(name, value, options);
  return { type: tensor([value.shape[0], ...ties.map(({ extents }) => extents.narrow)], value.batched) };
}

/** The windows' own axes stand last. */
const ownAxes = (seen: Node, ties: readonly AxisTie[]): readonly number[] => seen.type.shape.flatMap((_, axis) => (axis >= seen.type.shape.length - ties.length ? [axis] : []));

/** 1 where a window sees the picture, 0 where it sees what pads it. */
function inside(x: Node, ties: readonly AxisTie[]): Node {
  return window(constant(1, x.type), ties);
}

const parameters: readonly BuiltinParameter[] = [
  { name: "v", kind: "value" },
  { name: "k", kind: "number", integer: true },
  { name: "stride", kind: "number", integer: true, default: "k" },
  { name: "pad", kind: "number", integer: true, default: 0 },
];

const maxPool: Builtin = {
  name: "max_pool",
  summary: "the largest element in windows of k, `stride` apart; what pads the picture is never the largest. Of ties the first has the derivative",
  parameters,
  check: ({ values: [value], options }) => check("max_pool", value, options),
  lower({ inputs: [input], types: [value], options }) {
    const x = asNumber(input);
    const ties = tiesOf("max_pool", value, options);
    const seen = window(x, ties);
    const padded = ties.some(({ pad }) => pad > 0);
    return reduceMax(padded ? select(greater(inside(x, ties), 0.5), seen, lowest) : seen, ownAxes(seen, ties));
  },
};

const averagePool: Builtin = {
  name: "avg_pool",
  summary: "the mean of windows of k, `stride` apart; with `count_pad: false` of what lies inside the picture",
  parameters: [...parameters, { name: "count_pad", kind: "flag", default: true }],
  check: ({ values: [value], options }) => check("avg_pool", value, options),
  lower({ inputs: [input], types: [value], options }) {
    const x = asNumber(input);
    const ties = tiesOf("avg_pool", value, options);
    const seen = window(x, ties);
    const total = sum(seen, ownAxes(seen, ties));
    const size = ties.reduce((product, { extents }) => product * extents.window, 1);
    return div(total, flagOption(options, "count_pad") ? size : sum(inside(x, ties), ownAxes(seen, ties)));
  },
};

export const pools: readonly Builtin[] = [maxPool, averagePool];
