/** The programs of the language's page, and of the page that shows one small program all the way. */

import { describe, expect, test } from "vitest";
import { mistakesIn, programOf } from "./checking.js";
import { compiled, networkIn, parametersOf, weightsOf } from "./helper.js";

const wganGp = `gan WganGp

hyper latent = 100, lambda = 10, lr = 2e-4

data  x: [1, 28, 28] in [-1, 1]
noise z: [latent] ~ normal(0, 1)

def up(h, n) = h -> linear(n) -> batch_norm(eps: 0.8) -> leaky_relu(0.2)

generator G(z: [latent]) -> [1, 28, 28] {
  z -> linear(128) -> leaky_relu(0.2)
    -> up(256) -> up(512) -> up(1024)
    -> linear(784) -> tanh -> reshape(1, 28, 28)
}

critic D(x: [1, 28, 28]) -> [1] {
  x -> flatten
    -> linear(512) -> leaky_relu(0.2)
    -> linear(256) -> leaky_relu(0.2)
    -> linear(1)
}

noise a: [1, 1, 1] ~ uniform(0, 1)

let fake  = G(z)
let mix   = a * x + (1 - a) * fake
let slope = norm(grad(sum(D(mix)), mix), over: sample)

loss D = mean(D(fake)) - mean(D(x)) + lambda * mean((slope - 1) ^ 2)
loss G = -mean(D(fake))

metric wasserstein = mean(D(x)) - mean(D(fake))

train batch 64 {
  repeat 5 { step D by adam(lr, beta1: 0.5, beta2: 0.9) }
  step G by adam(lr, beta1: 0.5, beta2: 0.9)
}
`;

const tiny = `gan Tiny
data  x: [2] in [-1, 1]
noise z: [1] ~ normal(0, 1)
generator G(z: [1]) -> [2] { z -> linear(2) }
critic    C(x: [2]) -> [1] { x -> linear(4) -> leaky_relu(0.2) -> linear(1) }
let slope = norm(grad(sum(C(x)), x), over: sample)
loss C = mean(C(G(z))) - mean(C(x)) + mean((slope - 1) ^ 2)
loss G = -mean(C(G(z)))
train batch 64 { step C by sgd(0.1)  step G by sgd(0.1) }
`;

describe("the whole program of the language's page", () => {
  test("is what it says", () => {
    const program = programOf(wganGp);
    expect(program.name).toBe("WganGp");
    expect([...program.hypers]).toEqual([["latent", 100], ["lambda", 10], ["lr", 2e-4]]);
    expect(program.data).toMatchObject([{ name: "x", range: [-1, 1], group: 0, type: { shape: [1, 28, 28], batched: true } }]);
    expect(program.noises.map(({ name, distribution, arguments: given }) => [name, distribution.name, ...given])).toEqual([["z", "normal", 0, 1], ["a", "uniform", 0, 1]]);
    expect(program.networks.map(({ name, word }) => `${word} ${name}`)).toEqual(["generator G", "critic D"]);
    expect(program.losses.map(({ name, over }) => [name, ...over])).toEqual([["D", "D"], ["G", "G"]]);
    expect(program.metrics.map(({ name }) => name)).toEqual(["wasserstein"]);
    expect(program.values.map(({ name }) => name)).toEqual(["fake", "mix", "slope"]);
    expect(program.samples.map(({ name }) => name)).toEqual(["G"]);
  });

  test("counts its parameters as the command line's page does", () => {
    expect(parametersOf(networkIn(programOf(wganGp), "G"))).toBe(1_510_032);
  });

  test("has a schedule of two steps", () => {
    expect(programOf(wganGp).train).toMatchObject({
      batch: 64,
      statements: [
        { kind: "repeat", count: 5, body: [{ kind: "step", updates: [{ loss: { name: "D" }, optimiser: { name: "adam" } }] }] },
        { kind: "step", updates: [{ loss: { name: "G" }, arguments: { lr: { value: 2e-4 }, beta1: { value: 0.5 }, beta2: { value: 0.9 }, eps: { value: 1e-8 } } }] },
      ],
    });
  });

  test("takes hypers from outside, sizes too", () => {
    const program = programOf(wganGp, new Map([["latent", 32]]));
    expect(weightsOf(networkIn(program, "G"))[0]).toBe("G.linear1.weight [128, 32]");
    expect(mistakesIn(wganGp, new Map([["latnet", 32]]))).toEqual(["hyper/unknown 1:1 "]);
  });
});

describe("the small program, all the way", () => {
  test("compiles", () => {
    expect(compiled(tiny).checked.networks.map((network) => [network.name, parametersOf(network)])).toEqual([["G", 4], ["C", 17]]);
  });

  test("noise where the fake belongs is the mistake that the page shows", () => {
    expect(mistakesIn(tiny.replace("loss G = -mean(C(G(z)))", "loss G = -mean(C(z))"))).toEqual(["shape/argument 8:18 z"]);
  });
});
