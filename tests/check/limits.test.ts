/** Programs that nobody writes by hand: long, deep, or without an end. Each is answered, and soon. */

import { describe, expect, test } from "vitest";
import { checkText, mistakesIn, programOf } from "./checking.js";

const count = 2000;
const lines = (line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join("\n");

describe("thousands of declarations", () => {
  test("that each need the one before, or the one behind", () => {
    expect(programOf(`data v0: [2]\n${lines((i) => `let v${i + 1} = v${i} + 1`)}`).values).toHaveLength(count);
    expect(programOf(`${lines((i) => `let v${i} = v${i + 1} + 1`)}\ndata v${count}: [2]`).values).toHaveLength(count);
  });

  test("in a cycle", () => {
    const lets = checkText(lines((i) => `let v${i} = v${(i + 1) % count} + 1`)).diagnostics;
    expect(new Set(lets.map(({ code }) => code))).toEqual(new Set(["name/cycle"]));
    expect(mistakesIn(lines((i) => `network N${i}(h: [2]) -> [2] { h -> N${(i + 1) % count} }`))).toEqual(["name/cycle 1:9 N0"]);
  });
});

describe("definitions", () => {
  test("that double forty times come to too many calls", () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `def f${i + 1}(h) = f${i}(h) + f${i}(h)`).join("\n");
    expect(mistakesIn(`data x: [2]\ndef f0(h) = tanh(h)\n${doubling}\nlet y = f40(x)`)).toEqual(["def/large 43:9 f40(x)"]);
  });

  test("that call themselves end where a constant condition ends them", () => {
    const tower = "data x: [2]\ndef tower(h, n) = if n == 0 then h else tower(tanh(h), n - 1)\n";
    expect(mistakesIn(`${tower}let y = tower(x, 90)`)).toEqual([]);
    expect(mistakesIn(`${tower}let y = tower(x, -1)`)).toEqual(["def/endless 2:41 tower(tanh(h), n - 1)"]);
    expect(checkText("data x: [2]\ndef f(h) = g(h)\ndef g(h) = f(h)\nlet y = f(x)").diagnostics[0].message).toContain("f → g → f");
  });
});

test("a stage that is repeated a thousand times", () => {
  const program = programOf("critic D(x: [2]) -> [2] { x -> repeat 1000 linear(2) }\ndata x: [2]\nlet slope = grad(sum(D(x)), x)");
  expect(program.networks[0].weights).toHaveLength(2000);
  expect(mistakesIn("data x: [2]\nlet y = x -> repeat 1e9 tanh")).toEqual(["value/size 2:21 1e9"]);
});
