/** What the checker makes of programs that are right: weights and their names, records, states, averages, samples. */

import { describe, expect, test } from "vitest";
import { programOf } from "./checking.js";
import { compiled, networkIn, parametersOf, weightsOf } from "./helper.js";

/** Stages over [2], as the only network. */
function stages(body: string, more = ""): string[] {
  return weightsOf(networkIn(programOf(`network N(h: [2]) -> [2] { ${body} }\n${more}`), "N"));
}

describe("weights", () => {
  test("are counted as PyTorch counts those of the tutorial's MLP GAN, statistics apart", () => {
    const program = programOf(`
      def up(h, n) = h -> linear(n) -> batch_norm(eps: 0.8) -> leaky_relu(0.2)
      generator G(z: [100]) -> [3, 64, 64] { z -> linear(128) -> leaky_relu(0.2) -> up(256) -> up(512) -> up(1024) -> linear(12288) -> tanh -> reshape(3, 64, 64) }
      discriminator D(x: [3, 64, 64]) -> [1] { x -> flatten -> linear(512) -> leaky_relu(0.2) -> linear(256) -> leaky_relu(0.2) -> linear(1) -> sigmoid }
    `);
    expect(program.networks.map((network) => [network.name, parametersOf(network)])).toEqual([["G", 13_301_632], ["D", 6_423_553]]);
    const statistics = networkIn(program, "G").weights.filter(({ spec }) => spec.role === "statistic");
    expect(statistics.map(({ name }) => name)).toEqual([1, 2, 3].flatMap((i) => [`G.up${i}.batch_norm1.running_mean`, `G.up${i}.batch_norm1.running_var`]));
  });

  test("are named by kind and order, and through the definitions that they stand in", () => {
    expect(stages("h -> outer -> linear(2)", "def outer(h) = h -> inner -> inner -> linear(2, bias: false)\ndef inner(h) = h -> linear(3) -> linear(2, bias: false)")).toEqual([
      "N.outer1.inner1.linear1.weight [3, 2]",
      "N.outer1.inner1.linear1.bias [3]",
      "N.outer1.inner1.linear2.weight [2, 3]",
      "N.outer1.inner2.linear1.weight [3, 2]",
      "N.outer1.inner2.linear1.bias [3]",
      "N.outer1.inner2.linear2.weight [2, 3]",
      "N.outer1.linear1.weight [2, 2]",
      "N.linear1.weight [2, 2]",
      "N.linear1.bias [2]",
    ]);
  });

  test("are each stage's own where a stage is repeated", () => {
    const own = stages("h -> repeat 2 * 2 block(3)", "def block(h, n) = h -> linear(n, bias: false) -> relu -> linear(2, bias: false)");
    expect(own).toHaveLength(8);
    expect(own.filter((name) => name.includes("linear1"))).toEqual([1, 2, 3, 4].map((i) => `N.block${i}.linear1.weight [3, 2]`));
    expect(stages("h -> repeat 0 linear(9) -> repeat 2 (linear(3) -> linear(2, bias: false))")).toEqual([
      "N.linear1.weight [3, 2]", "N.linear1.bias [3]", "N.linear2.weight [2, 3]", "N.linear3.weight [3, 2]", "N.linear3.bias [3]", "N.linear4.weight [2, 3]",
    ]);
  });

  test("that stand bare have the layer's own name", () => {
    expect(stages("h * param([2], init: constant(1)) + param(2)")).toEqual(["N.param1 [2]", "N.param2 [2]"]);
  });

  test("start as `init` says, by kind, and otherwise as PyTorch starts them", () => {
    const initial = (init: string): { readonly [name: string]: unknown } =>
      Object.fromEntries(networkIn(programOf(`network N(h: [2]) -> [2] ${init} { h -> linear(2) -> batch_norm }`), "N").weights.map(({ name, initial: start }) => [name.slice(2), start]));
    const normal = { kind: "normal", mean: 0, deviation: 0.02 };
    const plain = initial("");
    expect(plain).toMatchObject({ "batch_norm1.weight": { kind: "constant", value: 1 }, "batch_norm1.bias": { kind: "constant", value: 0 } });
    expect(initial("init normal(0, 0.02)")).toEqual({ ...plain, "linear1.weight": normal });
    expect(initial("init (linear: normal(0, 0.02), norm: normal(mean: 1, deviation: 0.02), bias: constant(0))")).toEqual({
      ...plain,
      "linear1.weight": normal,
      "linear1.bias": { kind: "constant", value: 0 },
      "batch_norm1.weight": { kind: "normal", mean: 1, deviation: 0.02 },
      "batch_norm1.bias": { kind: "constant", value: 0 },
    });
  });

  test("are a network's own, and not those of networks that it calls", () => {
    const program = programOf(`
      network Trunk(x: [2]) -> [4] { x -> linear(4) }
      critic D(x: [2]) -> [1] { x -> Trunk -> linear(1, bias: false) }
      data x: [2]
      loss D = mean(D(x))
      loss head over Trunk = mean(D(x))
    `);
    expect(weightsOf(networkIn(program, "D"))).toEqual(["D.linear1.weight [1, 4]"]);
    expect(program.losses.map(({ name, over }) => [name, over])).toEqual([["D", ["Trunk", "D"]], ["head", ["Trunk"]]]);
  });
});

describe("networks", () => {
  test("give records, read field by field", () => {
    const program = compiled(`
      data (x: [2], y: class[3])
      discriminator D(x: [2]) -> (validity: [1], label: [3]) {
        let h = x -> linear(8) -> relu
        (validity: h -> linear(1), label: h -> linear(3))
      }
      loss D = bce_logits(D(x).validity, 1) + cross_entropy(D(x).label, y)
      train batch 4 { step D by sgd(0.1) }
    `).checked;
    expect(networkIn(program, "D").output).toMatchObject({ kind: "record", fields: [{ name: "validity", type: { shape: [1] } }, { name: "label", type: { shape: [3] } }] });
  });

  test("may give their fields in another order than they declare", () => {
    expect(programOf("network N(x: [2]) -> (a: [1], b: [3]) { (b: x -> linear(3), a: x -> linear(1)) }").networks).toHaveLength(1);
  });

  test("are given to definitions as arguments, under any name", () => {
    const program = compiled(`
      data x: [2]
      noise z: [2] ~ normal(0, 1)
      def realism(critic_net, v) = mean(critic_net(v)) - mean(critic_net(-v))
      critic C(x: [2]) -> [1] { x -> linear(1) }
      critic D(x: [2]) -> [1] { x -> linear(4) -> linear(1) }
      loss C = realism(C, x)
      loss D = realism(critic_net: D, v: z)
      train batch 4 { step C by sgd(0.1)  step D by sgd(0.1) }
    `).checked;
    expect(program.losses.map(({ over }) => over)).toEqual([["C"], ["D"]]);
  });

  test("take a number as the class that it is", () => {
    expect(programOf("noise z: [2] ~ normal(0, 1)\ngenerator G(z: [2], y: class[10]) -> [2] { concat(z, one_hot(y)) -> linear(2) }\nsample sevens = G(z, 7)").samples.map(({ name }) => name)).toEqual(["sevens"]);
  });

  test("may have parameters by the names of data and noise, and see hypers, definitions and other networks", () => {
    const program = programOf(`
      hyper width = 8
      data x: [2]
      noise z: [2] ~ normal(0, 1)
      def hidden(h) = h -> linear(width)
      network Inner(z: [8]) -> [2] { z -> linear(2) }
      generator G(x: [2]) -> [2] { x -> hidden -> Inner }
    `);
    expect(weightsOf(networkIn(program, "G"))).toEqual(["G.hidden1.linear1.weight [8, 2]", "G.hidden1.linear1.bias [8]"]);
  });
});

describe("sources", () => {
  test("are data drawn together and apart, with ranges and classes, and noise of every kind", () => {
    const program = programOf(`
      data (photo: [3, 4, 4] in [-1, 1], label: class[2 + 3])
      data painting: [3, 4, 4] in [0, 1]
      noise z: [8] ~ normal(0, 1)
      noise u: [] ~ uniform(-1, 2)
      noise mask: [4, 4] ~ bernoulli(0.5)
      noise c: class[5] ~ categorical(5)
    `);
    expect(program.data.map(({ name, group, range, type }) => ({ name, group, range, shape: type.shape, classes: type.classes }))).toEqual([
      { name: "photo", group: 0, range: [-1, 1], shape: [3, 4, 4], classes: undefined },
      { name: "label", group: 0, range: undefined, shape: [], classes: 5 },
      { name: "painting", group: 1, range: [0, 1], shape: [3, 4, 4], classes: undefined },
    ]);
    expect(program.noises.map(({ name, distribution, type }) => [name, distribution.name, type.dtype])).toEqual([
      ["z", "normal", "f32"], ["u", "uniform", "f32"], ["mask", "bernoulli", "f32"], ["c", "categorical", "i32"],
    ]);
  });

  test("are states too, set in a step's list or by themselves", () => {
    const { checked } = compiled(`
      data x: [2]
      critic C(x: [2]) -> [1] { x -> linear(1) }
      state k = 0.5
      state centre: [2] = 0
      let far = x - centre
      loss C = k * mean(C(far))
      train batch 4 {
        step C by sgd(0.1), set k = clamp(k + 0.001 * mean(C(x)), 0, 1)
        set centre = 0.9 * centre + 0.1 * mean(x, over: batch)
      }
    `);
    expect(checked.states.map(({ name, type, initial }) => [name, type.shape, initial])).toEqual([["k", [], 0.5], ["centre", [2], 0]]);
    expect(checked.train?.statements).toMatchObject([{ kind: "step", sets: [{ state: "k" }] }, { kind: "set", set: { state: "centre" } }]);
  });

  test("are running averages of weights, which are called as networks are and moved by no loss", () => {
    const { checked } = compiled(`
      noise z: [2] ~ normal(0, 1)
      generator G(z: [2]) -> [2] { z -> linear(2) }
      loss G = mean((G(z) - G_avg(z)) ^ 2)
      sample smooth = G_avg(z)
      train batch 4 { step G by sgd(0.1)  average G as G_avg decay 0.999 }
    `);
    expect(checked.losses[0].over).toEqual(["G"]);
    expect(checked.samples).toMatchObject([{ name: "smooth", term: { kind: "call", network: "G", averaged: "G_avg" } }]);
    expect(checked.train?.statements[1]).toMatchObject({ kind: "average", network: "G", as: "G_avg", decay: { value: 0.999 } });
  });
});

describe("the default sample", () => {
  const sampleOf = (text: string): unknown => programOf(text).samples.map(({ term }) => ("arguments" in term ? term.arguments.map((argument) => "name" in argument && argument.name) : undefined));

  test("is the first generator on the noise of its parameter's name, else on the only one of its type", () => {
    expect(sampleOf("noise w: [2] ~ normal(0, 1)\nnoise z: [2] ~ normal(0, 1)\ngenerator G(z: [2]) -> [2] { z -> linear(2) }")).toEqual([["z"]]);
    expect(sampleOf("noise w: [2] ~ normal(0, 1)\nnoise c: class[3] ~ categorical(3)\ngenerator G(z: [2], y: class[3]) -> [2] { concat(z, one_hot(y)) -> linear(2) }")).toEqual([["w", "c"]]);
  });

  test("is none where it can't be told what is meant", () => {
    expect(sampleOf("noise v: [2] ~ normal(0, 1)\nnoise w: [2] ~ normal(0, 1)\ngenerator G(z: [2]) -> [2] { z -> linear(2) }")).toEqual([]);
  });
});

describe("the schedule", () => {
  test("repeats by expressions over hypers, iteration and epoch", () => {
    const { checked } = compiled(`
      hyper often = 5
      data x: [2]
      critic C(x: [2]) -> [1] { x -> linear(1) }
      loss C = mean(C(x))
      train batch 2 * 2 {
        repeat if iteration < 25 then 20 * often else often { step C by adam(1e-3 * min(1, 2 - epoch / 100)) }
        every often * 20 { clip C in [-0.01, 0.01] }
      }
    `);
    expect(checked.train).toMatchObject({
      batch: 4,
      statements: [
        { kind: "repeat", count: ["if", ["<", "iteration", 25], 100, 5] },
        { kind: "every", count: 100, body: [{ kind: "clip", network: "C", low: -0.01, high: 0.01 }] },
      ],
    });
  });

  test("steps several losses from one draw", () => {
    const program = programOf(`
      data x: [2]
      noise z: [2] ~ normal(0, 1)
      generator G(z: [2]) -> [2] { z -> linear(2) }
      critic C(x: [2]) -> [1] { x -> linear(1) }
      loss C = wasserstein_d(C(x), C(G(z)))
      loss G = wasserstein_g(C(G(z)))
      train batch 4 { step G by adam(1e-3), C by rmsprop(1e-3, alpha: 0.9) }
    `);
    expect(program.train?.statements).toMatchObject([{ updates: [{ loss: { name: "G" }, optimiser: { name: "adam" } }, { loss: { name: "C" }, optimiser: { name: "rmsprop" }, arguments: { alpha: { value: 0.9 } } }] }]);
  });
});
