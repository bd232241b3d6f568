/** Constant expressions: what is made of numbers alone is worked out by the builtin's own meaning, in float64. */

import { evaluate } from "../evaluate/evaluate.js";
import { interning } from "../ir/node.js";
import { IrError } from "../ir/op.js";
import type { Builtin, LowerContext, Options } from "../library/builtin.js";
import type { TensorType } from "../library/type.js";
import { constant } from "../ops/index.js";
import type { NumberTerm } from "./program.js";

const nothing: LowerContext = {
  training: false,
  random: () => refuse(),
  statistic: () => refuse(),
  move: () => refuse(),
};

function refuse(): never {
  throw new IrError("a constant expression neither draws nor learns");
}

/** The value of a builtin on constant numbers. It must own no weights and draw nothing. */
export function foldConstant(builtin: Builtin, inputs: readonly NumberTerm[], type: TensorType, options: Options): number {
  return interning(() => {
    const nodes = inputs.map(({ value, type: { dtype } }) => constant(value, { dtype, shape: [] }));
    const node = builtin.lower({ inputs: nodes, types: inputs.map((input) => input.type), type, options, weights: {}, context: nothing });
    return evaluate([node], { slots: new Map(), data: new Map() }, 1)[0].data[0];
  });
}
