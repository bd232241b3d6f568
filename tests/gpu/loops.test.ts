/** Kernels of several loops, and values computed in them: what normalises, and its derivatives, in every form that such a kernel can take. */

import { expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import type { Node } from "../../compiler/ir/node.js";
import type { Shape } from "../../compiler/ir/type.js";
import * as ops from "../../compiler/ops/index.js";
import { type Inputs } from "../ops/inputs.js";
import { compiled, expectAgreement } from "./agreement.js";
import { wgslOf } from "./backend.js";

const axesBut = (shape: Shape, kept: number): number[] => shape.map((_, axis) => axis).filter((axis) => axis !== kept);

/** (x - mean) / √(variance + 0.1) · gain, over all axes but one, through leaky_relu and a product that reads it as a tile. */
function normalised(inputs: Inputs, shape: Shape, kept: number): readonly Node[] {
  const x = inputs.input(shape);
  const gain = inputs.input([shape[kept]], [0.5, 2]);
  const spread = (node: Node): Node => ops.broadcast(node, shape, [kept]);
  const count = axesBut(shape, kept).reduce((product, axis) => (shape[axis] === "B" ? ops.mul(product, ops.broadcast(ops.batchSize(), [shape[kept]], [])) : ops.mul(product, Number(shape[axis]))), ops.add(ops.mul(gain, 0), 1));
  const mean = ops.div(ops.sum(x, axesBut(shape, kept)), count);
  const centred = ops.sub(x, spread(mean));
  const variance = ops.div(ops.sum(ops.mul(centred, centred), axesBut(shape, kept)), count);
  const scaled = ops.mul(ops.div(centred, spread(ops.sqrt(ops.add(variance, 0.1)))), spread(gain));
  const rectified = ops.select(ops.greater(scaled, 0), scaled, ops.mul(scaled, 0.2));
  const letters = "abcd".slice(0, shape.length);
  const weight = inputs.input([9, shape[kept]], [-1, 1]);
  const out = ops.contract(`${letters},o${letters[kept]}->${letters.replace(letters[kept], "o")}`, rectified, weight);
  const loss = ops.sum(ops.tanh(out), out.type.shape.map((_, axis) => axis));
  return [loss, out, ...gradient(loss, [x, gain, weight]).map((found) => found!)];
}

const forms: readonly (readonly [title: string, shape: Shape, kept: number, waits: boolean])[] = [
  ["rows, an invocation each", ["B", 13], 1, false],
  ["planes, an invocation each", ["B", 6, 3, 4], 1, false],
  ["planes, a workgroup each", ["B", 3, 20, 24], 1, true],
  ["the last axis, a workgroup each", ["B", 40, 30, 5], 3, true],
];

test.each(forms)("normalising: %s", async (_, shape, kept, waits) => {
  const graph = compiled((inputs) => normalised(inputs, shape, kept));
  expect(wgslOf(graph.program).includes("workgroupBarrier")).toBe(waits);
  await expectAgreement(graph, { batches: [3, 8], tolerance: 3e-5 });
});

test("statistics, what they normalise, and sums of that are one kernel", () => {
  const graph = compiled((inputs) => {
    const x = inputs.input(["B", 40], [-1, 1]);
    const mean = ops.div(ops.sum(x, [0]), ops.broadcast(ops.batchSize(), [40], []));
    const centred = ops.exp(ops.sub(x, ops.broadcast(mean, ["B", 40], [1])));
    return [centred, ops.sum(ops.mul(centred, centred), [0])];
  });
  expect(graph.program.kernels).toHaveLength(1);
});
