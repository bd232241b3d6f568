/** How often a mistake is told that has to do with a definition: once for what is one mistake, and never for what follows. */

import { describe, expect, test } from "vitest";
import { checkText, mistakesIn, placeOf } from "./checking.js";
import { mistakeIn } from "./helper.js";

const sources = "data x: [2]\ndata y: [3]\n";

describe("a definition that no call fits", () => {
  const text = `${sources}def up(h) = h -> tanh -> reshape(3)\nlet a = up(x)\nlet b = up(2 * x)\nlet c = up(x + 1)\nlet d = up(x - 1)\nlet e = up(x * x)`;

  test("is told once, where it is written", () => {
    expect(mistakesIn(text)).toEqual(["shape/reshape 3:34 3"]);
  });

  test("has the first of its calls beside it", () => {
    const { label, related } = mistakeIn(text);
    expect(label).toBe("3 elements");
    expect(related.map(({ span, message }) => `${placeOf(span)} · ${message}`)).toEqual(["4:9 up(x) · called here", "5:9 up(2 * x) · called here", "6:9 up(x + 1) · called here"]);
  });

  test("is told once also where it is called through others", () => {
    const through = `${sources}def inner(h) = h -> tanh -> reshape(3)\ndef outer(h) = inner(h + 1)\nlet a = outer(x)\nlet b = outer(2 * x)`;
    expect(mistakesIn(through)).toEqual(["shape/reshape 3:37 3"]);
  });

  test("is shown at the call where there is one call", () => {
    expect(mistakesIn(`${sources}def up(h) = h -> tanh -> reshape(3)\nlet a = up(x)`)).toEqual(["shape/reshape 4:9 up(x)"]);
  });
});

describe("a definition that another call fits", () => {
  test("is right, and each call that does not fit it is told", () => {
    expect(mistakesIn(`${sources}def up(h) = h -> tanh -> reshape(3)\nlet a = up(y)\nlet b = up(x)\nlet c = up(2 * x)`)).toEqual(["shape/reshape 5:9 up(x)", "shape/reshape 6:9 up(2 * x)"]);
  });
});

describe("calls that are wrong in different ways", () => {
  test("are told each", () => {
    expect(mistakesIn(`${sources}def up(h) = h -> tanh -> reshape(5)\nlet a = up(x)\nlet b = up(y)`)).toEqual(["shape/reshape 4:9 up(x)", "shape/reshape 5:9 up(y)"]);
  });

  test("at arguments are told at each argument", () => {
    expect(mistakesIn(`${sources}def both(v, w) = v + w\nlet a = both(x, y)\nlet b = both(x, y)`)).toEqual(["shape/broadcast 4:17 y", "shape/broadcast 5:17 y"]);
  });

  test("outside of networks are the calls' mistake, where the definition has layers", () => {
    expect(mistakesIn(`${sources}def f(v) = v -> linear(4)\nlet a = f(x)\nlet b = f(y)`)).toEqual(["weights/outside 4:9 f(x)", "weights/outside 5:9 f(y)"]);
  });
});

describe("one argument that is wrong", () => {
  test("is told once, however often the definition uses it", () => {
    expect(mistakesIn(`${sources}def f(v, g) = g + tanh(g) + g * v\nlet a = f(x, tanh)`)).toEqual(["type/value 4:14 tanh"]);
  });

  test("of the prelude too", () => {
    expect(mistakesIn(`${sources}critic D(x: [2]) -> [1] { x -> linear(1) }\nloss D = mean(D(x)) + gradient_penalty(D, x, tanh) + r1(D, relu)`)).toEqual(["type/value 4:46 tanh", "shape/argument 4:60 relu"]);
  });

  test("does not hide another of the same call", () => {
    expect(mistakesIn(`${sources}def f(v, w) = one_hot(v) + mean(tanh(w), over: sample)\nlet a = f(x, relu)`)).toEqual(["type/class 4:11 x", "type/value 4:14 relu"]);
  });
});

test("what is told once of a definition is told of each use of an unknown name elsewhere, and of nothing made of it", () => {
  const uses = Array.from({ length: 10 }, (_, i) => `let a${i} = missing + ${i}\nlet b${i} = tanh(a${i}) + mean(a${i}) * reshape(a${i}, 7)`).join("\n");
  const { diagnostics } = checkText(uses);
  expect(diagnostics.map(({ code, span }) => `${code} ${placeOf(span)}`)).toEqual(Array.from({ length: 10 }, (_, i) => `name/unknown ${2 * i + 1}:10 missing`));
});
