import { expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { shapeAt } from "../../compiler/ir/type.js";
import { verify } from "../../compiler/ir/verify.js";
import { sourceName } from "../../compiler/ops/index.js";
import { simplify } from "../../compiler/simplify/simplify.js";
import { type RandomGraph, generator, randomGraph } from "../ir/random-graph.js";

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

test("simplified graphs compute what they computed", () => {
  for (let seed = 0; seed < 400; seed++) {
    interning(() => {
      const made = randomGraph(seed);
      verify(made.graph);
      const simple = simplify(made.graph);
      verify(simple);
      const memory = memoryFor(made, 3, seed);
      const [before, after] = [runGraph(made.graph, memory, 3), runGraph(simple, memory, 3)];
      for (const [name, { data }] of [...before.outputs, ...before.slots]) {
        const other = (after.outputs.get(name) ?? after.slots.get(name))!.data;
        const scale = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
        data.forEach((value, i) => expect(Math.abs(value - other[i]) / scale, `seed ${seed}, ${name}[${i}]`).toBeLessThan(1e-9));
      }
    });
  }
});
