/** What names mean where: scopes, shadowing, the order of the top level, constants, and what is built of an `if`. */

import { describe, expect, test } from "vitest";
import type { Term } from "../../compiler/check/program.js";
import { mistakesIn, programOf } from "./checking.js";
import { networkIn, weightsOf } from "./helper.js";

const source = "data x: [2]\nnoise z: [2] ~ normal(0, 1)\n";

/** The term of the program's last `let`. */
function last(text: string): Term {
  const { values } = programOf(source + text);
  return values[values.length - 1].term;
}

/** `add(x, 1)`, for a look at what an expression became. */
function show(term: Term): string {
  switch (term.kind) {
    case "number":
      return String(term.value);
    case "data":
    case "noise":
    case "state":
    case "clock":
    case "parameter":
      return term.name;
    case "builtin":
      return `${term.builtin.name}(${term.inputs.map(show).join(", ")})`;
    case "call":
      return `${term.network}(${term.arguments.map(show).join(", ")})`;
    case "field":
      return `${show(term.of)}.${term.field}`;
    case "record":
      return `(${term.fields.map(({ name, value }) => `${name}: ${show(value)}`).join(", ")})`;
    case "gradient":
      return `grad(${show(term.scalar)}, ${show(term.of)})`;
  }
}

describe("scopes", () => {
  test("a let of a body is seen below it, and nowhere else", () => {
    expect(show(last("def twice(v) { let w = v * 2\n w + w }\nlet a = twice(x)"))).toBe("add(mul(x, 2), mul(x, 2))");
    expect(mistakesIn(`${source}def twice(v) { let w = v * 2\n w + w }\nlet a = w`)).toEqual(["name/unknown 5:9 w"]);
    expect(mistakesIn(`${source}def early(v) { let a = b + v\n let b = 1\n a }`)).toEqual(["name/unknown 3:24 b"]);
  });

  test("a parameter stands before the top level, and a let before a parameter", () => {
    expect(show(last("def f(x) = x + 1\nlet a = f(z)"))).toBe("add(z, 1)");
    expect(show(last("def f(v) { let v = v * 2\n v + 1 }\nlet a = f(z)"))).toBe("add(mul(z, 2), 1)");
  });

  test("a definition's names mean what they mean where it is written", () => {
    expect(show(last("hyper n = 3\ndef scaled(v) = v * n\ndef other(v, n) = scaled(v) + n\nlet a = other(x, 7)"))).toBe("add(mul(x, 3), 7)");
  });

  test("what is declared stands before what the language comes with, and before the prelude", () => {
    expect(show(last("def relu(v) = v + 1\nlet a = x -> relu"))).toBe("add(x, 1)");
    expect(show(last("def mse(a, b) = a - b\nlet a = mse(x, z)"))).toBe("sub(x, z)");
    expect(show(last("let sum = x\nlet a = sum + 1"))).toBe("add(x, 1)");
    // The prelude's own definitions go on meaning the language's.
    expect(show(last("def mean(v) = v\nlet a = mse(x, 1)"))).toBe("mean(pow(sub(x, 1), 2))");
  });

  test("the words behind over: and mode: are words, whatever else has their names", () => {
    expect(show(last("let batch = x\nlet channels = x\nlet a = sum(x, over: batch) + sum(x, over: channels)"))).toBe("add(sum(x), sum(x))");
  });
});

describe("the top level", () => {
  test("has no order", () => {
    expect(show(last("let a = b + 1\nlet b = c * 2\nlet c = x\nlet d = a"))).toBe("add(mul(x, 2), 1)");
    expect(programOf("train batch size { step D by sgd(rate) }\nloss D = mean(D(x))\ncritic D(x: [n]) -> [1] { x -> linear(1) }\ndata x: [n]\nhyper n = m, size = 4, rate = 0.1\nhyper m = 2").train?.batch).toBe(4);
  });

  test("has losses, metrics and samples under names of their own", () => {
    const program = programOf(`${source}generator G(z: [2]) -> [2] { z -> linear(2) }\nloss G = mean(G(z))\nmetric G = mean(G(z))\nsample G = G(z)\nmetric x = mean(x)`);
    expect([program.losses, program.metrics, program.samples].map((list) => list.map(({ name }) => name))).toEqual([["G"], ["G", "x"], ["G"]]);
  });

  test("is named after its file where it has no name", () => {
    expect(programOf("data x: [2]").name).toBe("test");
    expect(programOf("gan Other\ndata x: [2]").name).toBe("Other");
  });
});

describe("constants", () => {
  test("are worked out", () => {
    expect(show(last("let a = 1 + 2 * 3 ^ 2 - 7 % 4"))).toBe("16");
    expect(show(last("let a = -2 ^ 2"))).toBe("-4");
    expect(show(last("let a = floor(sqrt(10)) + max(1, 2) + clamp(5, 0, 1)"))).toBe("6");
    expect(show(last("let a = 1 < 2 and not (3 == 4)"))).toBe("1");
  });

  test("are sizes, also through definitions and hypers", () => {
    const program = programOf("hyper n = 4\ndef wide(h, k = 2 * n) = h -> linear(k * n)\nnetwork N(h: [n / 2]) -> [n ^ 2] { h -> wide -> wide(k: n) }");
    expect(weightsOf(networkIn(program, "N"))).toEqual(["N.wide1.linear1.weight [32, 2]", "N.wide1.linear1.bias [32]", "N.wide2.linear1.weight [16, 32]", "N.wide2.linear1.bias [16]"]);
  });

  test("decide an if, whose other branch is not built: it need not even fit", () => {
    const weights = (block: string, size: number): string[] =>
      weightsOf(networkIn(programOf(`def block(h, n, bn = true) { let c = h -> linear(n, bias: false)\n if bn then batch_norm(c) else (c -> reshape(7)) }\nnetwork N(h: [2]) -> [${size}] { h -> ${block} }`), "N"));
    expect(weights("block(3)", 3)).toContain("N.block1.batch_norm1.weight [3]");
    expect(weights("block(7, bn: false)", 7)).toEqual(["N.block1.linear1.weight [7, 2]"]);
  });

  test("decide an if between stages too", () => {
    const program = programOf("hyper deep = 0\nnetwork N(h: [2]) -> [2] { h -> if deep > 0 then linear(99) else tanh }");
    expect(weightsOf(networkIn(program, "N"))).toEqual([]);
  });

  test("stand apart from values: an if on a value chooses element by element", () => {
    expect(show(last("let a = if x > 0 then x else 0.1 * x"))).toBe("where(greater(x, 0), x, mul(0.1, x))");
    expect(show(last("let a = if iteration < 10 then 1 else 2"))).toBe("where(less(iteration, 10), 1, 2)");
  });
});

describe("arguments", () => {
  test("stand in order, by name, or are left out for their defaults, which may use earlier ones", () => {
    const f = "def f(v, a = 2, b = a + 1) = v * a - b\n";
    expect(show(last(`${f}let r = f(x)`))).toBe("sub(mul(x, 2), 3)");
    expect(show(last(`${f}let r = f(x, 5)`))).toBe("sub(mul(x, 5), 6)");
    expect(show(last(`${f}let r = f(b: 1, v: x)`))).toBe("sub(mul(x, 2), 1)");
    expect(show(last(`${f}let r = x -> f(b: 0)`))).toBe("sub(mul(x, 2), 0)");
  });

  test("are values where they are written, not where they are used", () => {
    expect(show(last("hyper n = 2\ndef inner(v, n) = v * n\ndef outer(v, n) = inner(v, n + 1)\nlet r = outer(x, n)"))).toBe("mul(x, 3)");
  });

  test("may be functions and definitions, applied inside", () => {
    expect(show(last("def through(v, f) = v -> f -> f\ndef double(v) = v * 2\nlet r = through(x, tanh) + through(x, double)"))).toBe("add(tanh(tanh(x)), mul(mul(x, 2), 2))");
  });
});

describe("a let", () => {
  test("is one value wherever it is used", () => {
    const { values } = programOf(`${source}let a = tanh(x)\nlet b = a + a`);
    const [a, b] = values.map(({ term }) => term);
    expect(b.kind === "builtin" && b.inputs.map((input) => input === a)).toEqual([true, true]);
  });

  test("may give a network or a definition another name", () => {
    const program = programOf(`${source}critic C(x: [2]) -> [1] { x -> linear(1) }\nlet judge = C\nlet score = mean(judge(x))`);
    expect(program.values.map(({ name, term }) => `${name} = ${show(term)}`)).toEqual(["score = mean(C(x))"]);
  });
});

describe("labels in arithmetic", () => {
  test("are their numbers", () => {
    const program = programOf("data (x: [2], y: class[10])\nlet parity = y % 2\nlet even = mean(if y % 2 == 0 then 1 else 0)\nlet same = y == 3");
    expect(program.values.map(({ name, term }) => [name, term.type.kind === "tensor" && term.type.dtype, term.type.kind === "tensor" && term.type.classes])).toEqual([["parity", "f32", undefined], ["even", "f32", undefined], ["same", "bool", undefined]]);
  });
});
