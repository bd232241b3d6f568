/** From the text on: what the page says of values, calls and the schedule, through checker, lowering and reference. */

import { describe, expect, test } from "vitest";
import { check } from "../../compiler/check/check.js";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { shapeAt } from "../../compiler/ir/type.js";
import { verify } from "../../compiler/ir/verify.js";
import { lower } from "../../compiler/lower/lower.js";
import type { LoweredProgram } from "../../compiler/lower/program.js";
import { preludeSources } from "../../compiler/prelude.js";
import { parse } from "../../grammar/parser.js";

const prelude = preludeSources().map((source) => parse(source).file);
const wave = (i: number): number => Math.sin(1 + i * 1.7) / 2;

function tensor(shape: readonly number[], value: (i: number) => number): Tensor {
  return { shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)) };
}

interface Run {
  readonly program: LoweredProgram;
  /** Launches a graph from the slots as they stand, and leaves what it assigned; the outputs' numbers. */
  launch(graph: string): { readonly [name: string]: readonly number[] };
  readonly slots: Map<string, Tensor>;
}

/** A compiled program with waves for weights and data, labels 0, 1, 2, … and a batch of 4. */
function run(text: string): Run {
  const { file, diagnostics } = parse({ name: "test.gan", text });
  const checked = check(file, { prelude });
  expect([...diagnostics, ...checked.diagnostics].map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const program = interning(() => {
    const lowered = lower(checked.program!);
    lowered.graphs.forEach(verify);
    return lowered;
  });
  const slots = new Map(program.slots.map(({ name, type, initial }) => [name, tensor(shapeAt(type.shape, 1), initial.kind === "constant" ? () => initial.value : wave)] as const));
  const data = new Map(program.inputs.map((input) => [input.name, tensor(input.kind === "control" ? [] : [4, ...input.shape], input.dtype === "i32" ? (i) => i : wave)] as const));
  const launch = (name: string) => {
    const graph = program.graphs.find((candidate) => candidate.name === name);
    if (!graph) throw new Error(`no ${name} among ${program.graphs.map((candidate) => candidate.name).join("; ")}`);
    const result = runGraph(graph, { slots, data }, 4);
    for (const [slot, value] of result.slots) slots.set(slot, value);
    return Object.fromEntries([...result.outputs].map(([output, value]) => [output, [...value.data]]));
  };
  return { program, launch, slots };
}

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b) / numbers.length;

test("the program of the page trains its critic towards a larger gap", () => {
  const { launch, program } = run(`
    gan WganGp
    hyper latent = 3, lambda = 10
    data  x: [1, 2, 2] in [-1, 1]
    noise z: [latent] ~ normal(0, 1)
    def up(h, n) = h -> linear(n) -> batch_norm(eps: 0.8) -> leaky_relu(0.2)
    generator G(z: [latent]) -> [1, 2, 2] { z -> linear(4) -> up(5) -> linear(4) -> tanh -> reshape(1, 2, 2) }
    critic D(x: [1, 2, 2]) -> [1] { x -> flatten -> linear(5) -> leaky_relu(0.2) -> linear(1) }
    noise a: [1, 1, 1] ~ uniform(0, 1)
    let fake  = G(z)
    let mix   = a * x + (1 - a) * fake
    let slope = norm(grad(sum(D(mix)), mix), over: sample)
    loss D = mean(D(fake)) - mean(D(x)) + lambda * mean((slope - 1) ^ 2)
    loss G = -mean(D(fake))
    metric wasserstein = mean(D(x)) - mean(D(fake))
    train batch 4 { repeat 5 { step D by adam(0.01, beta1: 0.5, beta2: 0.9) } step G by adam(0.01, beta1: 0.5, beta2: 0.9) }`);
  const losses = Array.from({ length: 40 }, () => launch("step D")["loss.D"][0]);
  expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)) - 0.5);
  expect(launch("step G, watched")).toHaveProperty(["metric.wasserstein"]);
  expect(program.schedule).toEqual([
    { kind: "repeat", count: 5, body: [{ kind: "run", graph: "step D", watched: "step D, watched" }] },
    { kind: "run", graph: "step G", watched: "step G, watched" },
  ]);
  expect(launch("sample G")["sample.G"]).toHaveLength(16);
});

describe("networks", () => {
  test("with several outputs are read by field", () => {
    const { launch } = run(`
      data (x: [2], y: class[4])
      network D(x: [2]) -> (validity: [1], label: [4]) {
        let h = x -> linear(3) -> tanh
        (validity: h -> linear(1), label: h -> linear(4))
      }
      loss D = bce_logits(D(x).validity, 1) + cross_entropy(D(x).label, y)
      train batch 4 { step D by sgd(0.5) }`);
    const losses = Array.from({ length: 30 }, () => launch("step D")["loss.D"][0]);
    expect(losses.at(-1)!).toBeLessThan(losses[0] - 0.5);
  });

  test("that call networks share their weights, and a loss moves both", () => {
    const { launch, program, slots } = run(`
      data x: [2]
      network E(x: [2]) -> [3] { x -> linear(3) -> tanh }
      network N(x: [2]) -> [1] { E(x) -> linear(1) }
      loss N = mean(N(x) ^ 2) + mean(E(x))
      train batch 4 { step N by sgd(0.1) }`);
    const before = new Map(slots);
    expect(program.slots.filter(({ role }) => role === "weight").map(({ name }) => name)).toEqual(["E.linear1.weight", "E.linear1.bias", "N.linear1.weight", "N.linear1.bias"]);
    launch("step N");
    for (const { name, role } of program.slots) if (role === "weight") expect(slots.get(name)!.data).not.toEqual(before.get(name)!.data);
  });

  test("conditions by a class go through an embedding", () => {
    const { launch, program } = run(`
      data (x: [2], y: class[3])
      noise z: [2] ~ normal(0, 1)
      noise c: class[3] ~ categorical(3)
      generator G(z: [2], y: class[3]) -> [2] { concat(z, y -> embedding(4)) -> linear(2) }
      critic D(x: [2], y: class[3]) -> [1] { concat(x, one_hot(y)) -> linear(1) }
      loss D = hinge_d(D(x, y), D(G(z, c), c))
      loss G = hinge_g(D(G(z, c), c))
      sample fixed = G(z, c)
      train batch 4 { step D by sgd(0.1) step G by sgd(0.1) }`);
    expect(launch("step D")["loss.D"]).toHaveLength(1);
    expect(launch("step G")["loss.G"]).toHaveLength(1);
    expect(launch("sample fixed")["sample.fixed"]).toHaveLength(8);
    expect(program.inputs.find(({ name }) => name === "c")).toEqual({ kind: "noise", name: "c", dtype: "i32", shape: [], classes: 3, distribution: "categorical(3)" });
    expect(program.inputs.find(({ name }) => name === "y")).toEqual({ kind: "data", name: "y", dtype: "i32", shape: [], classes: 3, group: 0 });
  });
});

describe("draws", () => {
  const program = (body: string, loss: string): string => `
    data x: [40]
    network N(x: [40]) -> [40] { ${body} }
    network W(x: [40]) -> [1] { x -> linear(1) }
    loss W over W = mean(W(x))
    metric m = ${loss}
    train batch 4 { step W by sgd(0.1) }`;

  test("of one call are one: a call less itself is 0", () => {
    const { launch } = run(program("x -> dropout(0.5)", "sum(abs(N(x) - N(x)))"));
    expect(launch("step W, watched")["metric.m"]).toEqual([0]);
  });

  test("of two layers differ", () => {
    const { launch } = run(program("let a = x * 0 + 1 -> dropout(0.5)\n a - (x * 0 + 1 -> dropout(0.5))", "sum(abs(N(x)))"));
    expect(launch("step W, watched")["metric.m"][0]).toBeGreaterThan(0);
  });

  test("of two calls on other arguments differ", () => {
    const { launch } = run(program("x * 0 + 1 -> dropout(0.5)", "sum(abs(N(x) - N(2 * x)))"));
    expect(launch("step W, watched")["metric.m"][0]).toBeGreaterThan(0);
  });

  test("of two steps differ", () => {
    const { launch } = run(program("x * 0 + 1 -> dropout(0.5)", "sum(N(x) * x)"));
    const [first] = launch("step W, watched")["metric.m"];
    expect(launch("step W, watched")["metric.m"][0]).not.toBe(first);
  });
});

describe("the schedule", () => {
  test("BEGAN's state moves in the step, by the values before it", () => {
    const { launch, slots } = run(`
      data x: [2]
      state k = 0.5
      network D(x: [2]) -> [2] { x -> linear(2) }
      let real = mean(abs(D(x) - x))
      loss D = real * k
      train batch 4 { step D by sgd(0.1), set k = clamp(k + 0.1 * real, 0, 1) }`);
    const [value] = launch("step D")["loss.D"];
    expect(slots.get("k")!.data[0]).toBeCloseTo(0.5 + 0.1 * (value / 0.5), 12);
  });

  test("an averaged network can be called, and is sampled with its own weights", () => {
    const { launch, slots } = run(`
      noise z: [2] ~ normal(0, 1)
      generator G(z: [2]) -> [1] { z -> linear(1) }
      loss G = mean(G(z) ^ 2)
      sample smooth = G_avg(z)
      train batch 4 { step G by sgd(0.5) average G as G_avg decay 0.5 }`);
    launch("average G_avg");
    const before = slots.get("G.linear1.weight")!.data;
    launch("step G");
    launch("average G_avg");
    const after = slots.get("G.linear1.weight")!.data;
    expect(after).not.toEqual(before);
    const averaged = slots.get("G_avg.linear1.weight")!.data;
    averaged.forEach((value, i) => expect(value).toBeCloseTo((before[i] + after[i]) / 2, 12));
    const [first] = launch("sample smooth")["sample.smooth"];
    expect(first).toBeCloseTo(wave(0) * averaged[0] + wave(1) * averaged[1] + slots.get("G_avg.linear1.bias")!.data[0], 12);
  });

  test("a rate may follow the epoch", () => {
    const { launch, slots, program } = run(`
      data x: [1]
      network N(x: [1]) -> [1] { x -> linear(1, bias: false) }
      loss N = sum(N(x))
      train batch 4 { step N by sgd(0.1 * min(1, 2 - epoch / 100)) }`);
    expect(program.slots.map(({ name }) => name)).toContain("clock.epoch");
    const step = (epoch: number): number => {
      slots.set("clock.epoch", tensor([], () => epoch));
      const before = slots.get("N.linear1.weight")!.data[0];
      launch("step N");
      return slots.get("N.linear1.weight")!.data[0] - before;
    };
    expect(step(150) / step(50)).toBeCloseTo(0.5, 12);
  });

  test("losses over the same weights by different optimisers keep their own moments", () => {
    const { program } = run(`
      data x: [1]
      network N(x: [1]) -> [1] { x -> linear(1, bias: false) }
      loss A over N = mean(N(x) ^ 2)
      loss B over N = mean(abs(N(x)))
      train batch 4 { step A by adam(0.1) step B by rmsprop(0.1) }`);
    expect(program.slots.filter(({ role }) => role === "moment").map(({ name }) => name)).toEqual([
      "adam A first_correction",
      "adam A second_correction",
      "adam A.N.linear1.weight first",
      "adam A.N.linear1.weight second",
      "rmsprop B.N.linear1.weight square",
    ]);
  });
});

test("a body may be a thousand stages deep", () => {
  const { launch } = run(`data x: [1]
    network N(x: [1]) -> [1] { x -> linear(1) -> repeat 1000 sin }
    loss N = mean(N(x))
    train batch 4 { step N by sgd(0.1) }`);
  expect(Math.abs(launch("step N")["loss.N"][0])).toBeLessThan(0.06);
});

test("origins name the stage and the layer", () => {
  const { program } = run(`data x: [2]
network N(x: [2]) -> [1] { x -> linear(3) // wide
  -> tanh -> linear(1) }
loss N = mean(N(x) ^ 2)
train batch 4 { step N by sgd(0.1) }`);
  const [graph] = program.graphs;
  const origins = new Set<string>();
  const visit = (node: (typeof graph.outputs)[number]["value"]): void => {
    if (node.origin) origins.add(`${node.origin.line}:${node.origin.column} ${node.origin.text} in ${node.origin.path}`);
    node.inputs.forEach(visit);
  };
  graph.outputs.forEach(({ value }) => visit(value));
  expect(origins).toContain("2:33 linear(3) in N.linear1");
  expect(origins).toContain("3:6 tanh in N.tanh1");
  expect(origins).toContain("3:14 linear(1) in N.linear2");
  expect(origins).toContain("4:10 mean(N(x) ^ 2) in loss.N");
});
