/** Memory at random for a graph's slots and inputs. */

import type { Tensor } from "../../compiler/ir/op.js";
import { shapeAt } from "../../compiler/ir/type.js";
import { sourceName } from "../../compiler/ops/index.js";
import { type RandomGraph, generator } from "../ir/random-graph.js";

export function memoryFor({ slots, inputs }: RandomGraph, batch: number, seed: number): { slots: Map<string, Tensor>; data: Map<string, Tensor> } {
  const random = generator(seed);
  const filled = (nodes: RandomGraph["slots"]): Map<string, Tensor> =>
    new Map(
      nodes.map((node) => {
        const shape = shapeAt(node.type.shape, batch);
        return [sourceName(node), { shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => Math.fround(4 * random() - 2)) }];
      }),
    );
  return { slots: filled(slots), data: filled(inputs) };
}
