import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parser.js";
import { renderDiagnostic } from "../../grammar/render.js";
import { expression, mistakes } from "./tree.js";

/** How long reading takes, in milliseconds, and what it says. */
function timed(text: string): { took: number; found: string[] } {
  const start = performance.now();
  const { diagnostics } = parse({ name: "hostile.gan", text });
  for (const diagnostic of diagnostics.slice(0, 3)) renderDiagnostic(diagnostic, { unicode: true, colour: false });
  return { took: performance.now() - start, found: diagnostics.map(({ code }) => code) };
}

describe("files with nothing in them", () => {
  test.each(["", " \n\t\r\n", "// only a comment", "/* one */ // two\n", "\ufeff"])("%j", (text) => {
    expect(parse({ name: "empty.gan", text })).toMatchObject({ file: { declarations: [], broken: [] }, diagnostics: [] });
  });
});

describe("megabytes of one thing", () => {
  test("of ( are one mistake, at once", () => {
    const { took, found } = timed("(".repeat(5_000_000));
    expect(found).toEqual(["syntax/nesting"]);
    expect(took).toBeLessThan(1000);
    expect(mistakes("let a = " + "(".repeat(100))).toEqual(["1:73 syntax/nesting this stands more than 64 levels deep, and that is as deep as a program may nest"]);
  });

  test.each([
    ["[{(", 1_000_000], ["if ", 50_000], ["- ", 50_000], ["not ", 50_000], ["1 + ", 50_000], ["2 ^ ", 50_000], ["-> f ", 50_000], ["x -> repeat 2 ", 20_000],
    ["if a then b else ", 20_000], ["repeat 2 ", 50_000],
  ])("let a = %s…", (piece, times) => {
    const { took, found } = timed("let a = 1 + " + piece.repeat(times));
    expect(found.length).toBe(1);
    expect(took).toBeLessThan(2500);
  });

  test.each(["gan ", "@ a ", "a ", "; ", "\"\n", "'\n", "# \n", "}", "let a = (\n", "def f(h) {\n", "a.b", "1.2.3.", "\u0000", "é", "\n", "a = 1\n", "a b\n"])("%j…", (piece) => {
    const { took, found } = timed(piece.repeat(20_000));
    expect(found.length).toBeLessThanOrEqual(101);
    expect(took).toBeLessThan(2500);
  });

  test("a file with more mistakes than anyone reads shows a hundred, and says so", () => {
    const { diagnostics } = parse({ name: "many.gan", text: "let a = )\n".repeat(500) });
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: "syntax/many", message: "there are more mistakes than these 100" });
  });
});

describe("how deep, how long", () => {
  const nested = (open: string, close: string, times: number): string => `let a = ${open.repeat(times)}x${close.repeat(times)}`;
  test.each([["(", ")"], ["[", "]"], ["f(", ")"], ["(a: ", ")"], ["y -> (f -> ", ")"], ["-(", ")"], ["if a then b else (", ")"]])("62 times %s is read", (open, close) => {
    const times = open.startsWith("if") || open.startsWith("y") ? 30 : 62;
    expect(mistakes(nested(open, close, times))).toEqual([]);
  });
  test.each([["(", ")"], ["[", "]"], ["f(", ")"]])("65 times %s is refused", (open, close) => {
    expect(mistakes(nested(open, close, 65)).map((m) => m.split(" ")[1])).toEqual(["syntax/nesting"]);
  });
  test("brackets in comments and texts don't count", () => {
    expect(mistakes(`let a = 1 // ${"(".repeat(99)}\n/* ${"[".repeat(99)} */ import { a } from "${"{".repeat(99)}"`)).toEqual([]);
  });
  test("a sum of 200 terms, a pipe of 400 stages", () => {
    expect(expression(Array(200).fill("a").join(" + "))).toMatch(/^\(\+ \(\+/);
    expect(expression(`a${" -> f".repeat(400)}`)).toMatch(/^\(-> \(->/);
  });
  test("long in each of several levels is too deep for those who walk the tree", () => {
    const sum = (inner: string): string => `(${inner}${" + 1".repeat(200)})`;
    expect(mistakes(`let a = ${sum(sum(sum(sum(sum(sum("x"))))))}`)).toEqual(["1:1 syntax/nesting this declaration nests deeper than a program may"]);
  });
});

test("300 lines take a few milliseconds", () => {
  const block = "generator G(z: [4]) -> [2] {\n  let h = z -> linear(4 * 8) -> batch_norm(eps: 0.8)\n  h -> repeat 3 res(64) -> linear(2)\n}\nloss G = -mean(D(G(z)))\n";
  const text = block.repeat(60);
  timed(text);
  const best = Math.min(...Array.from({ length: 5 }, () => timed(text).took));
  expect(best).toBeLessThan(100);
});
