/** What all movements share: an operation that is an index map, in kernels and in the reference alike. */

import { type Index, broughtBack, linearise } from "../ir/index.js";
import type { Attributes } from "../ir/node.js";
import type { Movement, Op } from "../ir/op.js";
import { type Shape, shapeAt } from "../ir/type.js";

/** A movement: its type rule, its transpose, its index map. */
export function movement(name: string, rule: { type: Op["type"]; vjp: NonNullable<Op["vjp"]>; index: Movement["index"]; uneven?: true }): Op {
  return {
    name,
    type: rule.type,
    vjp: rule.vjp,
    lowering: { kind: "movement", index: rule.index, ...(rule.uneven && { uneven: rule.uneven }) },
    evaluate({ inputs: [x], attributes, shape, batch }) {
      return moved(x, shape, mapOf(rule.index, attributes, x.shape, shape, batch));
    },
  };
}

/** The same index map that kernels use, over numbers: there is one truth about where an element comes from. */
type Place = (output: readonly number[]) => number;

function moved(x: { data: Float64Array }, shape: readonly number[], place: Place): Float64Array {
  const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  for (let i = 0; i < out.length; i++) {
    const from = place(index);
    if (from >= 0) out[i] = x.data[from];
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
  return out;
}

function mapOf(rule: Movement["index"], attributes: Attributes, input: readonly number[], output: readonly number[], batch: number): Place {
  const at = { ...attributes, ...(attributes.shape ? { shape: shapeAt((attributes.shape as Shape), batch) } : {}), ...(attributes.end ? { end: shapeAt(attributes.end as Shape, batch) } : {}) };
  const variables = output.map((extent, axis): Index => ({ kind: "variable", key: `i${axis}`, name: `i${axis}`, extent }));
  const access = rule(variables, at, { dtype: "f32", shape: input }, { dtype: "f32", shape: output });
  const address = linearise(access.index, input);
  return (index) => {
    const holds = (access.when ?? []).every((condition) => {
      const value = valueOf(condition.of, index);
      return condition.kind === "divides" ? value % condition.by === 0 : value >= condition.low && value >= 0 && value < condition.below.factor;
    });
    return holds ? valueOf(address, index) : -1;
  };
}

function valueOf(index: Index, at: readonly number[]): number {
  switch (index.kind) {
    case "variable":
      return at[Number(index.name.slice(1))];
    case "literal":
      return index.size.factor;
    case "add":
      return index.terms.reduce((total, term) => total + valueOf(term, at), 0);
    case "mul":
      return valueOf(index.of, at) * index.by.factor;
    case "div":
      return Math.floor(valueOf(index.of, at) / index.by.factor);
    case "mod":
      return valueOf(index.of, at) % index.by.factor;
    case "mirrored":
    case "held":
      return broughtBack(index.kind, valueOf(index.of, at), index.by.factor);
  }
}
