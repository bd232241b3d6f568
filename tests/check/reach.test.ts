/** What depends on what: gradients, and the weights that a loss moves. */

import { describe, expect, test } from "vitest";
import { mistakesIn, programOf } from "./checking.js";

const base = `
data  x: [2]
noise z: [2] ~ normal(0, 1)
generator G(z: [2]) -> [2] { z -> linear(2) }
critic    D(x: [2]) -> [1] { x -> linear(1) }
`;

describe("a gradient", () => {
  test("is taken of whatever its value is, however it is written", () => {
    expect(mistakesIn(`${base}let a = G(z)\nlet b = G(z)\nlet g = grad(sum(D(a)), b)`)).toEqual([]);
    expect(mistakesIn(`${base}let g = sum(D(x)) -> grad((x))`)).toEqual([]);
    expect(mistakesIn(`${base}def slope(f, v) = grad(sum(f(v)), v)\nlet g = slope(D, x)\nlet h = slope(D, G(z))`)).toEqual([]);
  });

  test("of an argument that the network makes nothing of is a mistake", () => {
    const text = `${base}network N(a: [2], b: [2]) -> [2] { a + stop(b) }\n`;
    expect(mistakesIn(`${text}let g = grad(sum(N(x, z)), x)`)).toEqual([]);
    expect(mistakesIn(`${text}let g = grad(sum(N(x, z)), z)`)).toEqual(["grad/constant 7:14 sum(N(x, z))"]);
    expect(mistakesIn(`${base}network N(a: [2], b: [2]) -> [2] { a * 2 }\nlet g = grad(sum(N(x, z)), z)`)).toEqual(["grad/independent 7:28 z"]);
  });

  test("of the layers of two calls of one definition is of two values", () => {
    const text = "def f(v) = v -> linear(2)\nnetwork N(h: [2]) -> [2] { let a = f(h)\n let b = f(h)\n";
    expect(mistakesIn(`${text} grad(sum(a ^ 2), a) }`)).toEqual([]);
    expect(mistakesIn(`${text} grad(sum(a ^ 2), b) }`)).toEqual(["grad/independent 4:19 b"]);
  });

  test("inside a network is of the network's own parameter", () => {
    expect(mistakesIn("network N(v: [2]) -> [2] { grad(sum(v ^ 3), v) }")).toEqual([]);
    expect(mistakesIn("network M(v: [2]) -> [2] { v }\nnetwork N(v: [2], w: [2]) -> [2] { grad(sum(M(w)), v) }")).toEqual(["grad/independent 2:52 v"]);
  });
});

describe("a loss", () => {
  test("moves the weights of the networks that it is over and of those that they call, in the order of the file", () => {
    const program = programOf(`${base}critic E(x: [2]) -> [1] { Shared(x) -> linear(1) }\nnetwork Shared(h: [2]) -> [2] { h -> linear(2) }\nloss E = mean(E(x))\nloss both over G, E = mean(E(G(z)))`);
    expect(program.losses.map(({ name, over }) => [name, ...over])).toEqual([["E", "E", "Shared"], ["both", "G", "E", "Shared"]]);
  });

  test("may reach a network through the one that it calls", () => {
    expect(mistakesIn(`${base}critic E(x: [2]) -> [1] { D(x) * 2 }\nloss E = mean(E(x))`)).toEqual([]);
  });

  test("reaches no weights through an average of them", () => {
    const text = `${base}loss D = mean(D(x))\nloss G = mean(D(Smooth(z)))\ntrain batch 4 { step D by sgd(0.1)  average G as Smooth decay 0.99 }`;
    expect(mistakesIn(text)).toEqual(["loss/independent 7:6 G"]);
  });

  test("reaches weights through a gradient", () => {
    expect(mistakesIn(`${base}loss D = mean(norm(grad(sum(D(x)), x), over: sample) ^ 2)`)).toEqual([]);
  });

  test("of several networks names the one that it does not reach", () => {
    expect(mistakesIn(`${base}loss both over D, G = mean(D(x))`)).toEqual(["loss/independent 6:19 G"]);
  });

  test("of a network that is wrong is not said to miss it", () => {
    expect(mistakesIn(`${base}critic E(x: [2]) -> [1] { x -> linear(2) }\nloss E = mean(E(x))`)).toEqual(["shape/output 6:32 linear(2)"]);
  });
});
