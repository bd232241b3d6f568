import { expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import { verify } from "../../compiler/ir/verify.js";
import { simplify } from "../../compiler/simplify/simplify.js";
import { randomGraph } from "../ir/random-graph.js";
import { memoryFor } from "./random.js";

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
