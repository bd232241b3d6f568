/** Random graphs through the whole back end, on a device, against the reference. */

import { expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import { randomGraph } from "../ir/random-graph.js";
import { memoryFor } from "../simplify/random.js";
import { compileGraph, launch } from "./backend.js";

test.each([1, 3, 7])("kernels compute what the graph says, batch %i", async (batch) => {
  for (let seed = 1000 * batch; seed < 1000 * batch + Number(process.env.GRAPHS ?? 40); seed++) {
    const { made, program } = interning(() => {
      const made = randomGraph(seed);
      return { made, program: compileGraph(made.graph, made.slots, made.inputs) };
    });
    const memory = memoryFor(made, batch, seed);
    const expected = runGraph(made.graph, memory, batch);
    const found = await launch(program, made.graph.name, memory, batch);
    const values = new Map([...found.outputs, ...found.slots]);
    for (const [name, { data }] of [...expected.outputs, ...expected.slots]) {
      const scale = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      data.forEach((value, i) => expect(Math.abs(value - values.get(name)!.data[i]) / scale, `seed ${seed}, ${name}[${i}] is ${values.get(name)!.data[i]}, not ${value}`).toBeLessThan(1e-4));
    }
  }
}, 120_000);
