/** Gradients held against central differences in float64. */

import { expect } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { type Memory, evaluate } from "../../compiler/evaluate/evaluate.js";
import type { Node } from "../../compiler/ir/node.js";
import * as ops from "../../compiler/ops/index.js";
import { type Inputs, moved } from "./inputs.js";

export const axesOf = (node: Node): number[] => node.type.shape.map((_, axis) => axis);

/** Σ value · weights, where weights are a new input: the vjp with any cotangent. */
export function weighted(value: Node, inputs: Inputs): Node {
  const spread = ops.cast(value, "f32");
  return ops.sum(ops.mul(spread, weightsLike(spread, inputs)), axesOf(spread));
}

/** An axis can be the batch twice in a value, and once in memory: there the weights are a product. */
function weightsLike(value: Node, inputs: Inputs): Node {
  const { shape } = value.type;
  const [first, ...more] = axesOf(value).filter((axis) => shape[axis] === "B");
  if (more.length === 0) return inputs.input(shape);
  const others = axesOf(value).filter((axis) => axis !== first);
  return ops.mul(ops.broadcast(inputs.input(others.map((axis) => shape[axis])), shape, others), ops.broadcast(inputs.input(["B"]), shape, [first]));
}

const step = 1e-5;

/** How fast `scalar` changes when `source` moves along `direction`. */
function slope(scalar: Node, source: Node, direction: Float64Array, memory: Memory, batch: number): number {
  const [above, below] = [step, -step].map((by) => evaluate([scalar], moved(memory, source, direction, by), batch)[0].data[0]);
  return (above - below) / (2 * step);
}

/** The gradients of a scalar for every source, each held against differences along two random directions. */
export function expectGradients(scalar: Node, inputs: Inputs, memory: Memory, batch: number): (Node | undefined)[] {
  const { sources, random } = inputs;
  const found = gradient(scalar, sources.map(({ node }) => node));
  sources.forEach(({ node: source }, i) => {
    const values = found[i] && evaluate([found[i]], memory, batch)[0].data;
    for (let k = 0; k < 2; k++) {
      const size = (memory.slots.get(ops.sourceName(source)) ?? memory.data.get(ops.sourceName(source)))!.data.length;
      const direction = Float64Array.from({ length: size }, () => 2 * random() - 1);
      const along = values?.reduce((total, value, j) => total + value * direction[j], 0) ?? 0;
      const scale = values?.reduce((total, value, j) => total + Math.abs(value * direction[j]), 1) ?? 1;
      expect(Math.abs(along - slope(scalar, source, direction, memory, batch)) / scale, `${ops.sourceName(source)}: ${along}`).toBeLessThan(1e-6);
    }
  });
  return found;
}
