/** Graphs on the device against the same graphs in the reference. */

import { expect } from "vitest";
import { type Memory, evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import * as ops from "../../compiler/ops/index.js";
import type { Target } from "../../compiler/wgsl/target.js";
import type { Program } from "../../runtime/program.js";
import { generator } from "../ir/random-graph.js";
import { Inputs, type Source, memoryOf } from "../ops/inputs.js";
import { compileGraph, launch } from "./backend.js";

export interface Compiled {
  readonly roots: readonly Node[];
  readonly sources: readonly Source[];
  readonly program: Program;
}

/** A graph whose outputs are what `build` makes, compiled for a batch of 8, and for the test device unless another adapter is named. */
export function compiled(build: (inputs: Inputs) => readonly Node[], seed = 1, adapter: Target = "swiftshader"): Compiled {
  return interning(() => {
    const inputs = new Inputs(generator(seed));
    const roots = build(inputs);
    const nodes = inputs.sources.map(({ node }) => node);
    const graph = { name: "graph", assignments: [], outputs: roots.map((value, i) => ({ name: `${i}`, value })) };
    return { roots, sources: inputs.sources, program: compileGraph(graph, nodes.filter(ops.isSlot), nodes.filter(ops.isData), 8, adapter) };
  });
}

export async function found({ roots, program }: Compiled, memory: Memory, batch: number): Promise<Tensor[]> {
  const { outputs } = await launch(program, "graph", memory, batch);
  return roots.map((_, i) => outputs.get(`${i}`)!);
}

/** Whole numbers and booleans to the bit, the rest within `tolerance` of the largest value beside. */
export function expectClose(root: Node, { shape, data: actual }: Tensor, { shape: wanted, data: expected }: Tensor, tolerance: number): void {
  expect(shape).toEqual(wanted);
  const scale = root.type.dtype === "f32" ? expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1) : 1;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / scale;
    if (!(error <= (root.type.dtype === "f32" ? tolerance : 0))) expect.fail(`${root.op.name} gives ${actual[i]} and not ${expected[i]} at ${i} of ${expected.length}`);
  }
}

/** At several batch sizes the device gives what the reference gives. */
export async function expectAgreement(graph: Compiled, { batches = [1, 3], tolerance = 2e-6 } = {}): Promise<void> {
  // Where nothing is batched, one size shows what all would.
  for (const batch of graph.sources.some(({ node }) => ops.isData(node)) ? batches : [1]) {
    const memory = memoryOf(graph.sources, batch, generator(batch));
    const expected = evaluate(graph.roots, memory, batch);
    (await found(graph, memory, batch)).forEach((actual, i) => expectClose(graph.roots[i], actual, expected[i], tolerance));
  }
}
