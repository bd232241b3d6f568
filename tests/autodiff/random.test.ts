/** Random graphs: their gradients and their gradients' gradients against differences, and through the simplifier. */

import { expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { verify } from "../../compiler/ir/verify.js";
import * as ops from "../../compiler/ops/index.js";
import { simplify } from "../../compiler/simplify/simplify.js";
import { generator, randomGraph } from "../ir/random-graph.js";
import { memoryOf, moved } from "../ops/inputs.js";

const all = (node: Node): number[] => node.type.shape.map((_, axis) => axis);

/** A scalar that depends on every output, none of them with much weight. */
function scalarOf(values: readonly Node[]): Node {
  return values.map((value) => ops.tanh(ops.mul(ops.sum(value, all(value)), 0.01))).reduce((a, b) => ops.add(a, b));
}

/** The slope by differences, and how much it says: kinks and steps near by make it differ with the step. */
function slope(at: (by: number) => number): { value: number; doubt: number } {
  const [wide, narrow] = [1e-4, 5e-5].map((by) => (at(by) - at(-by)) / (2 * by));
  return { value: narrow, doubt: Math.abs(wide - narrow) };
}

test("of random graphs, both orders", () => {
  let checked = 0;
  for (let seed = 0; seed < 100; seed++) {
    interning(() => {
      const made = randomGraph(seed, 16);
      const targets = [...made.slots, ...made.inputs];
      const random = generator(seed);
      const memory = memoryOf(targets.map((node) => ({ node, low: -2, high: 2 })), 3, random);
      const tensor = (node: Node): Tensor => (memory.slots.get(ops.sourceName(node)) ?? memory.data.get(ops.sourceName(node)))!;
      const value = scalarOf(made.graph.outputs.map((output) => output.value));
      const first = gradient(value, targets);
      const inner = first.flatMap((found) => (found ? [ops.sum(ops.sin(found), all(found))] : []));
      const scalars = inner.length > 0 ? [value, scalarOf(inner)] : [value];
      for (const scalar of scalars) {
        const found = gradient(scalar, targets);
        const outputs = found.flatMap((node, i) => (node ? [{ name: `${i}`, value: node }] : []));
        const simple = simplify({ name: "gradients", assignments: [], outputs });
        verify(simple);
        const [exact, simplified] = [outputs, simple.outputs].map((list) => evaluate(list.map((output) => output.value), memory, 3));
        targets.forEach((target, i) => {
          const k = outputs.findIndex(({ name }) => name === `${i}`);
          const direction = tensor(target).data.map(() => 2 * random() - 1);
          const along = ({ data }: Tensor): number => data.reduce((total, each, j) => total + each * direction[j], 0);
          const scale = k < 0 ? 1 : 1 + exact[k].data.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
          if (k >= 0) expect(Math.abs(along(exact[k]) - along(simplified[k])) / scale, `seed ${seed}, ${ops.sourceName(target)}, simplified`).toBeLessThan(1e-8);
          const { value: expected, doubt } = slope((by) => evaluate([scalar], moved(memory, target, direction, by), 3)[0].data[0]);
          if (doubt > 1e-6 * (1 + Math.abs(expected))) return;
          checked++;
          const given = k < 0 ? 0 : along(exact[k]);
          expect(Math.abs(given - expected) / scale, `seed ${seed}, ${ops.sourceName(target)}: ${given}, not ${expected}`).toBeLessThan(1e-5);
        });
      }
    });
  }
  expect(checked).toBeGreaterThan(900);
});
