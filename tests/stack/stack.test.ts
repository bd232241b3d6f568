import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../../compiler/compile.js";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { type Graph, rootsOf } from "../../compiler/ir/graph.js";
import { type Node, interning, reachable } from "../../compiler/ir/node.js";
import { verify } from "../../compiler/ir/verify.js";
import * as ops from "../../compiler/ops/index.js";
import { preludeSources } from "../../compiler/prelude.js";
import { stackSiblings } from "../../compiler/stack/stack.js";
import { memoryFor } from "../simplify/random.js";

const count = (graph: Graph, name: string): number => reachable(rootsOf(graph)).filter(({ op }) => op.name === name).length;

function expectSameValues(before: Graph, after: Graph, batch: number): void {
  const sources = reachable(rootsOf(before)).filter(({ op }) => op.lowering.kind === "source");
  const { slots, data } = memoryFor({ graph: before, slots: sources.filter(ops.isSlot), inputs: sources.filter((node) => !ops.isSlot(node)) }, batch, 1);
  // Moments of squares and variances are what no optimiser would make negative.
  const memory = { data, slots: new Map([...slots].map(([name, { shape, data: values }]) => [name, { shape, data: values.map(Math.abs) }])) };
  const [expected, actual] = [runGraph(before, memory, batch), runGraph(after, memory, batch)];
  for (const [name, { data: values }] of [...expected.outputs, ...expected.slots]) {
    const found = (actual.outputs.get(name) ?? actual.slots.get(name))!.data;
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    values.forEach((value, i) => expect(Math.abs(found[i] - value) / scale, `${before.name} ${name}[${i}]`).toBeLessThan(1e-11));
  }
}

/** Two batches through the same two layers, and the gradient that each gives the first layer's weights, added up. */
function twice(build: (second: (x: Node) => Node, x: Node) => Node): Graph {
  const x = ops.data("x", { dtype: "f32", shape: ["B", 40] });
  const [w, v] = [ops.slot("w", { dtype: "f32", shape: [30, 40] }), ops.slot("v", { dtype: "f32", shape: [40, 30] })];
  const layer = (input: Node): Node => ops.tanh(ops.contract("bi,oi->bo", input, w));
  const next = (input: Node): Node => ops.contract("bo,io->bi", layer(input), v);
  const [a, b] = [next(x), next(build(next, x))];
  const gradient = [a, b].map((out, i) => ops.contract("bi,bo->io", out, layer(i === 0 ? x : build(next, x)))).reduce((sum, each) => ops.add(sum, each));
  return { name: "twice", assignments: [{ slot: v, value: gradient }], outputs: [{ name: "loss", value: ops.sum(ops.add(ops.mul(a, a), b), [0, 1]) }] };
}

describe("siblings", () => {
  test("what passes through the same layers does so once, and the gradients they add are one product", () => {
    interning(() => {
      const before = twice((_, x) => ops.sin(x));
      const after = stackSiblings(before, 8);
      verify(after);
      expect([count(before, "contract"), count(after, "contract")]).toEqual([6, 0]);
      expect([count(after, "stacked_contract"), count(after, "joined_contract")]).toEqual([2, 1]);
      expectSameValues(before, after, 5);
    });
  });

  test.each([
    ["added", (value: Node) => ops.add(ops.constant(0.5, value.type), value)],
    ["taken away", (value: Node) => ops.sub(value, ops.broadcast(ops.div(ops.constant(1, { dtype: "f32", shape: [] }), ops.batchSize()), value.type.shape, []))],
  ])("a constant that is %s from some of them is from the stack", (_, change) => {
    interning(() => {
      const x = ops.data("x", { dtype: "f32", shape: ["B", 40] });
      const [w, v, u] = [[30, 40], [40, 30], [30, 40]].map((shape, i) => ops.slot(`w${i}`, { dtype: "f32", shape }));
      const next = (input: Node): Node => ops.contract("bo,io->bi", ops.tanh(ops.contract("bi,oi->bo", input, w)), v);
      const [a, b] = [change(next(x)), next(ops.sin(x))].map((value) => ops.contract("bi,oi->bo", value, u));
      const before: Graph = { name: "changed", assignments: [], outputs: [{ name: "loss", value: ops.sum(ops.mul(a, ops.add(a, b)), [0, 1]) }] };
      const after = stackSiblings(before, 8);
      verify(after);
      expect(count(after, "stacked_contract")).toBe(3);
      // Of the two batches, and of the constant.
      expect(count(after, "pad")).toBe(3);
      expectSameValues(before, after, 5);
    });
  });

  test("not where one needs what comes of the other", () => {
    interning(() => {
      const before = twice((next, x) => next(x));
      const after = stackSiblings(before, 8);
      verify(after);
      expect(count(after, "stacked_contract")).toBe(0);
      expectSameValues(before, after, 5);
    });
  });
});

const golden = new URL("../golden/", import.meta.url);
const programs = readdirSync(golden, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "mistakes").map(({ name }) => name);

test.each(programs)("%s computes what it did", (name) => {
  const { compilation } = compile({ name: "program.gan", text: readFileSync(new URL(`${name}/program.gan`, golden), "utf8") }, { prelude: preludeSources(), verify: true });
  const { simplified, stacked } = compilation!;
  simplified.forEach((graph, i) => expectSameValues(graph, stacked[i], 3));
});
