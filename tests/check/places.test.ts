/** Where a mistake is shown that a definition, an argument or what could not be read has a part in. */

import { describe, expect, test } from "vitest";
import { checkText, mistakesIn, placeOf } from "./checking.js";

const x = "data x: [2]\n";

/** The mistake's own place, and those beside it, each with its words. */
function placesIn(text: string): string[] {
  return checkText(text).diagnostics.flatMap(({ code, span, label, related }) => [
    [code, placeOf(span), label].filter((part) => part !== undefined).join(" · "),
    ...related.map((place) => `  ${placeOf(place.span)} · ${place.message}`),
  ]);
}

describe("a definition", () => {
  test("that is wrong by itself is shown where it is written, called or not, and once however often it is called", () => {
    const wrong = `${x}def f(v) = v + w\n`;
    expect(mistakesIn(wrong)).toEqual(["name/unknown 2:16 w"]);
    expect(mistakesIn(`${wrong}let a = f(x)\nlet b = f(a)\n`)).toEqual(["name/unknown 2:16 w"]);
  });

  test("that a number of its own makes wrong is shown where the number is written", () => {
    expect(mistakesIn("def f(v) = v -> linear(0)\nnetwork N(h: [2]) -> [2] { f(h) }")).toEqual(["value/size 1:24 0"]);
    expect(mistakesIn("hyper n = 0\ndef f(v) = v -> linear(n)\nnetwork N(h: [2]) -> [2] { f(h) }")).toEqual(["value/size 2:24 n"]);
  });

  test("whose argument is wrong is shown at the argument", () => {
    expect(placesIn(`def up(v, n) = v -> linear(n)\nnetwork N(h: [2]) -> [2] { h -> up(0) }`)).toEqual(["value/size · 2:36 0", "  1:28 n · in up"]);
  });

  test("passes the argument on through others", () => {
    const text = `${x}def inner(v) = one_hot(v)\ndef outer(v) = inner(v)\nlet a = outer(x)`;
    expect(placesIn(text)).toEqual(["type/class · 4:15 x · no class", "  3:22 v · in outer", "  2:24 v · in inner: no class"]);
  });

  test("whose call doesn't fit it is shown at the outermost call, the ways in beside it", () => {
    const text = `${x}def inner(v) = v -> reshape(3)\ndef outer(v) = inner(v + 1)\nlet a = outer(x)`;
    expect(placesIn(text)).toEqual(["shape/reshape · 4:9 outer(x)", "  3:16 inner(v + 1) · in outer", "  2:29 3 · in inner: 3 elements", "  2:11 v · v is [2]"]);
  });

  test("of the prelude is never the place itself", () => {
    const text = `${x}noise z: [3] ~ normal(0, 1)\ncritic D(x: [2]) -> [1] { x -> linear(1) }\nloss D = gradient_penalty(D, x, z) + mse(D)`;
    expect(checkText(text).diagnostics[0].related.map(({ span }) => span.source.name)).toContain("prelude/penalties.gan");
    expect(mistakesIn(text)).toEqual(["shape/broadcast 4:10 gradient_penalty(D, x, z)", "call/arguments 4:38 mse(D)"]);
  });
});

describe("an argument", () => {
  test("with a name is shown with its declaration, a longer one by itself", () => {
    const networks = `${x}noise z: [1] ~ normal(0, 1)\ncritic D(x: [2]) -> [1] { x -> linear(1) }\n`;
    expect(placesIn(`${networks}let a = D(z)`)).toEqual(["shape/argument · 4:11 z · [1], from noise z", "  3:10 x: [2] · what D takes", "  2:7 z · z is [1]"]);
    expect(placesIn(`${networks}let a = D(concat(x, z))`)).toEqual(["shape/argument · 4:11 concat(x, z) · [3]", "  3:10 x: [2] · what D takes"]);
  });

  test("before an arrow is shown at the stage that can't take it", () => {
    expect(mistakesIn(`${x}critic D(x: [3]) -> [1] { x -> linear(1) }\nlet a = x -> tanh -> D`)).toEqual(["shape/argument 3:22 D"]);
    expect(mistakesIn(`${x}critic D(x: [3]) -> [1] { x -> linear(1) }\nlet a = x -> D`)).toEqual(["shape/argument 3:9 x"]);
  });

  test("that is the noise where the fake fits is helped", () => {
    const text = `noise z: [1] ~ normal(0, 1)\ngenerator G(z: [1]) -> [2] { z -> linear(2) }\ncritic D(x: [2]) -> [1] { x -> linear(1) }\nlet a = D(z)`;
    expect(checkText(text).diagnostics.map(({ help }) => help)).toEqual(["did you mean the fake, D(G(z))?"]);
  });
});

describe("what is wrong already", () => {
  test("makes nothing else wrong", () => {
    const text = `${x}let a = wrong(x)\nlet b = a + 1\nlet c = norm(b, over: sample)\ncritic D(x: [2]) -> [1] { x -> lin(1) }\nloss D = mean(D(b)) + mean(D(x))\ntrain batch 4 { step D by adam(1e-3) }`;
    expect(mistakesIn(text)).toEqual(["name/unknown 2:9 wrong", "name/unknown 5:32 lin"]);
  });

  test("does not hide what is wrong beside it", () => {
    const text = `data x: [2] in [1, 0]\nnoise z: [3] ~ normal(0)\ncritic D(x: [2]) -> [1] { x -> linear(2) }\nlet a = x + z\nloss D = D(x)\nmetric m = D(z)`;
    expect(mistakesIn(text)).toEqual([
      "value/range 1:17 1, 0", "call/arguments 2:16 normal(0)", "shape/output 3:32 linear(2)", "shape/broadcast 4:13 z", "loss/scalar 5:10 D(x)", "shape/argument 6:14 z",
    ]);
  });
});

describe("what could not be read", () => {
  test("is not missed", () => {
    const text = `${x}critic D(x: [2] -> [1] { x -> linear(1) }\nlet a = D(x)\nloss D = mean(a)\ntrain batch 4 { step D by adam(1e-3)  clip D in [-1, 1] }`;
    expect(checkText(text).diagnostics.map(({ code }) => code)).toEqual(["syntax/expected"]);
  });

  test("does not silence names that it can't declare", () => {
    const text = `${x}let a = x +\nhyper n = 1\nlet b = a + c`;
    expect(checkText(text).diagnostics.map(({ code }) => code)).toEqual(["syntax/expected", "name/unknown"]);
  });
});
