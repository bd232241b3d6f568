/** Four neighbouring elements an invocation, on the test device: as in the reference, whatever is read beside them and however. */

import { describe, expect, test } from "vitest";
import { compile } from "../../compiler/compile.js";
import type { Node } from "../../compiler/ir/node.js";
import type { Shape } from "../../compiler/ir/type.js";
import * as ops from "../../compiler/ops/index.js";
import type { AdapterName, Target } from "../../compiler/wgsl/target.js";
import { type TileTable, tableFor } from "../../compiler/wgsl/tile-table.js";
import { preludeSources } from "../../compiler/prelude.js";
import { load } from "../../runtime/index.js";
import { Inputs } from "../ops/inputs.js";
import { generator } from "../ir/random-graph.js";
import { testDevice } from "../device.js";
import { compiled, expectAgreement } from "./agreement.js";
import { wgslOf } from "./backend.js";

interface Case {
  readonly of: string;
  build(inputs: Inputs): readonly Node[];
  /** What the kernel must read or write as vectors, and what it must not. */
  readonly vectors?: number;
}

const picture: Shape = ["B", 6, 5, 8];
const wide: Shape = ["B", 6, 40];

const cases: readonly Case[] = [
  { of: "values of one shape", vectors: 3, build: (inputs) => [ops.add(ops.mul(inputs.input(picture), inputs.input(picture)), 1)] },
  { of: "a value that is read twice, and two results", build: (inputs) => { const x = inputs.input(wide); return [ops.mul(x, x), ops.add(x, inputs.input(wide))]; } },
  { of: "a value for each column", build: (inputs) => [ops.mul(inputs.input(wide), ops.broadcast(inputs.input([40]), wide, [2]))] },
  { of: "a value for each of an odd number of columns", build: (inputs) => [ops.mul(inputs.input(["B", 36, 7]), ops.broadcast(inputs.input([7]), ["B", 36, 7], [2]))] },
  { of: "a value for each channel, and one for all", build: (inputs) => [ops.add(ops.mul(inputs.input(picture), ops.broadcast(inputs.input([6]), picture, [1])), ops.broadcast(inputs.input([]), picture, []))] },
  { of: "a value for each sample", build: (inputs) => [ops.sub(inputs.input(picture), ops.broadcast(inputs.input(["B"]), picture, [0]))] },
  { of: "a transposed one", build: (inputs) => [ops.add(inputs.input([48, 36]), ops.permute(inputs.input([36, 48]), [1, 0]))] },
  { of: "one from behind", build: (inputs) => [ops.add(inputs.input(picture), ops.reverse(inputs.input(picture), [3]))] },
  { of: "a padded one", build: (inputs) => [ops.add(inputs.input(picture), ops.pad(inputs.input(["B", 6, 3, 4]), [0, 0, 1, 3], [0, 0, 1, 1]))] },
  { of: "every second one", build: (inputs) => [ops.add(inputs.input(picture), ops.slice(inputs.input(["B", 6, 5, 16]), [0, 0, 0, 0], ["B", 6, 5, 16], [1, 1, 1, 2]))] },
  { of: "two side by side", build: (inputs) => [ops.add(ops.pad(inputs.input(["B", 6, 12]), [0, 0, 0], [0, 0, 28]), ops.pad(inputs.input(["B", 6, 28]), [0, 0, 12], [0, 0, 0]))] },
  { of: "batches above each other", build: (inputs) => [ops.add(ops.reshape(inputs.input(["B", 6, 40]), ["B", 240]), ops.reshape(inputs.input(["B", 240]), ["B", 240]))] },
  { of: "truths and whole numbers", build: (inputs) => { const x = inputs.input(wide); return [ops.greater(x, 0), ops.cast(ops.mul(x, 3), "i32"), ops.select(ops.greater(x, 0.5), x, inputs.input(wide))]; } },
  { of: "positions", build: (inputs) => [ops.add(inputs.input(wide), ops.broadcast(ops.cast(ops.iota([40], 0), "f32"), wide, [2]))] },
  { of: "one of which four neighbours are no whole part", build: (inputs) => [ops.add(inputs.input(["B", 15, 9]), 1)] },
];

/** The adapter's kernels, four neighbours an invocation in small ones too. */
const foursFor = (adapter: AdapterName): TileTable => ({ ...tableFor(adapter), fours: 1024 });

describe.each(["swiftshader", "lavapipe"] as const)("for %s", (adapter) => {
  test.each(cases)("$of", async ({ build, vectors }) => {
    const graph = compiled(build, 1, foursFor(adapter));
    if (vectors !== undefined) expect(wgslOf(graph.program).match(/array<vec4<f32>>/g)).toHaveLength(vectors);
    await expectAgreement(graph, { batches: [1, 8, 11] });
  });
});

test("of random movements in wide shapes", async () => {
  for (let seed = 1; seed <= 40; seed++) await expectAgreement(compiled(randomMovements, seed, foursFor("swiftshader")), { batches: [2, 9] });
});

/** A sum of sources that are moved about, none of them smaller than the kernels that take four at a time. */
function randomMovements(inputs: Inputs): readonly Node[] {
  const shape: Shape = ["B", inputs.whole(2, 9), inputs.whole(3, 12), 4 * inputs.whole(2, 5)];
  const moved = (): Node => {
    const low = shape.map((extent, axis) => (axis === 0 ? 0 : inputs.whole(0, Math.min(3, Number(extent) - 1))));
    const inner = shape.map((extent, axis) => (axis === 0 ? extent : Number(extent) - low[axis]));
    const kept = inputs.some(shape);
    const movements: readonly (() => Node)[] = [
      () => inputs.input(shape),
      () => ops.broadcast(inputs.input(kept.map((axis) => shape[axis])), shape, kept),
      () => ops.pad(inputs.input(inner), low, low.map(() => 0)),
      () => ops.slice(inputs.input(shape.map((extent, axis) => (axis === 0 ? extent : Number(extent) + low[axis]))), low, shape.map((extent, axis) => (axis === 0 ? extent : Number(extent) + low[axis]))),
      () => ops.reverse(inputs.input(shape), [inputs.whole(1, 3)]),
      () => ops.permute(inputs.input([shape[0], shape[2], shape[1], shape[3]]), [0, 2, 1, 3]),
    ];
    return movements[inputs.whole(0, movements.length - 1)]();
  };
  return [ops.add(ops.mul(moved(), moved()), moved())];
}

test("an update of weights whose number four doesn't divide is the one that an element an invocation makes", async () => {
  const text = "data x: [33]\nnetwork N(v: [33]) -> [1] { v -> linear(61) -> tanh -> linear(1) }\nloss N = mean((N(x) - 1) ^ 2)\ntrain batch 8 { step N by adam(0.01) }\n";
  const data = { x: { values: Float32Array.from({ length: 33 * 16 }, generator(3)), shape: [33], count: 16 } };
  const weightsFor = async (adapter: Target): Promise<Float32Array[]> => {
    const { compilation } = compile({ name: "update.gan", text }, { prelude: preludeSources(), adapter });
    if (adapter !== "any") expect(compilation!.module.wgsl).toMatch(/N_linear1_weight_all_4/);
    const gan = await load(compilation!.program, { device: await testDevice(), seed: 5 });
    for await (const _ of gan.train(data, { iterations: 4 }));
    const state = await gan.state();
    gan.dispose();
    return [...state.values()].map(({ values }) => Float32Array.from(values));
  };
  const [plain, quads] = [await weightsFor("any"), await weightsFor(foursFor("swiftshader"))];
  expect(plain.length).toBeGreaterThan(4);
  plain.forEach((values, i) => values.forEach((value, j) => expect(Math.abs(value - quads[i][j])).toBeLessThan(1e-5)));
});
