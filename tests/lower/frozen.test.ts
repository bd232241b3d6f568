/** Frozen networks, lowered: a function as after training, differentiated through, and no step assigns what is theirs. */

import { expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { sourceName } from "../../compiler/ops/index.js";
import { lowerEvaluation } from "../../compiler/lower/evaluation.js";
import { lower } from "../../compiler/lower/lower.js";
import { programOf } from "../check/checking.js";

const text = `
data x: [2]
noise z: [3] ~ normal(0, 1)
generator G(z: [3]) -> [2] { z -> linear(2) }
frozen network F(v: [2]) -> [4] from "f.safetensors" { v -> linear(4) -> batch_norm -> tanh -> dropout(0.5) }
critic D(x: [2]) -> [1] { x -> F -> Head }
network Head(v: [4]) -> [1] { v -> batch_norm -> linear(1) }
let features = F(x)
loss D = mean(D(x)) - mean(D(G(z)))
loss G = mean((F(G(z)) - F(x)) ^ 2)
metric slow = mean(A(x))
train batch 3 {
  step D by adam(0.1), G by sgd(0.1)
  clip D in [-1, 1]
  average D as A decay 0.9
}`;

const wave = (shape: readonly number[], shift: number): Tensor => ({ shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(1.3 * i + shift) / 2) });

const data = new Map([["x", wave([3, 2], 1)], ["z", wave([3, 3], 2)], ["draw.seed", wave([], 0)], ["draw.number", wave([], 0)]]);

function evaluated(request: Parameters<typeof lowerEvaluation>[1], changed: ReadonlyMap<string, Tensor> = new Map()): ReadonlyMap<string, Tensor> {
  return interning(() => {
    const { graphs, slots } = lowerEvaluation(programOf(text), request);
    // A running variance is positive.
    const values = slots.map(({ name, type }, i) => [name, changed.get(name) ?? (name.endsWith("running_var") ? { shape: [4], data: Float64Array.of(0.5, 1, 2, 4) } : wave(type.shape.map(Number), i))] as const);
    return runGraph(graphs[0], { slots: new Map(values), data }, 3).outputs;
  });
}

test("it is the function that it was after training: running statistics, no dropout", () => {
  const slots = lower(programOf(text)).slots.map(({ name, type }, i) => [name, wave(type.shape.map(Number), i).data] as const);
  const of = new Map(slots);
  const [weight, bias, scale, shift, mean] = ["linear1.weight", "linear1.bias", "batch_norm1.weight", "batch_norm1.bias", "batch_norm1.running_mean"].map((name) => of.get(`F.${name}`)!);
  const variance = [0.5, 1, 2, 4];
  const x = wave([3, 2], 1).data;
  const expected = Array.from({ length: 12 }, (_, i) => {
    const [sample, feature] = [Math.floor(i / 4), i % 4];
    const linear = weight[2 * feature] * x[2 * sample] + weight[2 * feature + 1] * x[2 * sample + 1] + bias[feature];
    return Math.tanh(((linear - mean[feature]) / Math.sqrt(variance[feature] + 1e-5)) * scale[feature] + shift[feature]);
  });
  const found = evaluated({ values: ["features"] }).get("value.features")!.data;
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
});

test("a gradient goes through it", () => {
  const gradient = evaluated({ values: [], gradsOf: "G" });
  expect([...gradient.keys()]).toEqual(["gradient.G.linear1.weight", "gradient.G.linear1.bias"]);
  const found = gradient.get("gradient.G.linear1.weight")!.data;
  const slot = lower(programOf(text)).slots.findIndex(({ name }) => name === "G.linear1.weight");
  found.forEach((value, i) => {
    const [above, below] = [1e-5, -1e-5].map((step) => {
      const weight = wave([2, 3], slot);
      weight.data[i] += step;
      return evaluated({ values: ["loss.G"] }, new Map([["G.linear1.weight", weight]])).get("value.loss.G")!.data[0];
    });
    expect(value).toBeCloseTo((above - below) / 2e-5, 7);
    expect(Math.abs(value)).toBeGreaterThan(1e-6);
  });
});

test("no step, clip or average has to do with its weights, and what it calls or is called by goes on as ever", () => {
  interning(() => {
    const { graphs, slots } = lower(programOf(text));
    const assigned = (graph: string): string[] => graphs.find(({ name }) => name === graph)!.assignments.map(({ slot }) => sourceName(slot));
    expect(graphs.flatMap(({ name }) => assigned(name)).filter((name) => /(^|\.)F\./.test(name))).toEqual([]);
    expect(assigned("step D, G")).toEqual(expect.arrayContaining(["Head.batch_norm1.running_mean", "Head.linear1.weight", "G.linear1.weight"]));
    expect(assigned("clip D").sort()).toEqual(["Head.batch_norm1.bias", "Head.batch_norm1.weight", "Head.linear1.bias", "Head.linear1.weight"]);
    expect(slots.map(({ name }) => name).filter((name) => name.startsWith("A."))).toEqual([
      "A.Head.batch_norm1.weight", "A.Head.batch_norm1.bias", "A.Head.linear1.weight", "A.Head.linear1.bias", "A.Head.batch_norm1.running_mean", "A.Head.batch_norm1.running_var", "A.started",
    ]);
  });
});
