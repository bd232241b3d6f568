import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../grammar/diagnostic.js";
import { parse } from "../../grammar/parser.js";
import { diagnosticToJson, renderDiagnostic, sortDiagnostics } from "../../grammar/render.js";
import type { Source, Span } from "../../grammar/source.js";

const tiny: Source = {
  name: "tiny.gan",
  text: `gan Tiny
data  x: [2] in [-1, 1]
noise z: [1] ~ normal(0, 1)
generator G(z: [1]) -> [2] { z -> linear(2) }
critic    C(x: [2]) -> [1] { x -> linear(4) }
let slope = norm(grad(sum(C(x)), x), over: sample)
loss C = mean(C(G(z))) - mean(C(x)) + mean((slope - 1) ^ 2)
loss G = -mean(C(z))
`,
};

/** The place of `text` in a source, the `nth` time that it stands there. */
function place(source: Source, text: string, nth = 1): Span {
  let start = -1;
  for (let i = 0; i < nth; i++) start = source.text.indexOf(text, start + 1);
  if (start < 0) throw new Error(`no ${text}`);
  return { source, start, end: start + text.length };
}

const argument: Diagnostic = {
  code: "shape/argument",
  severity: "error",
  message: "C takes x: [2], and z is [1]",
  span: { ...place(tiny, "z))\n", 1), end: place(tiny, "z))\n", 1).start + 1 },
  label: "[1], from noise z in line 3",
  related: [{ message: "what C takes", span: place(tiny, "x: [2]", 2) }],
  help: "did you mean the fake, C(G(z))?",
};

const page = (diagnostic: Diagnostic, look: { unicode?: boolean; colour?: boolean } = {}): string =>
  renderDiagnostic(diagnostic, { unicode: look.unicode ?? true, colour: look.colour ?? false });

describe("the page", () => {
  test("the sentence, both places, the help", () => {
    expect(page(argument)).toBe(`error[shape/argument] C takes x: [2], and z is [1]

   ╭─ tiny.gan:8:18
 5 │ critic    C(x: [2]) -> [1] { x -> linear(4) }
   │             ────── what C takes
 8 │ loss G = -mean(C(z))
   │                  ━ [1], from noise z in line 3

   help: did you mean the fake, C(G(z))?`);
  });

  test("in ASCII", () => {
    expect(page(argument, { unicode: false })).toBe(`error[shape/argument] C takes x: [2], and z is [1]

  --> tiny.gan:8:18
 5 | critic    C(x: [2]) -> [1] { x -> linear(4) }
   |             ------ what C takes
 8 | loss G = -mean(C(z))
   |                  ^ [1], from noise z in line 3

   help: did you mean the fake, C(G(z))?`);
  });

  test("in colour, it is the same page", () => {
    const coloured = page(argument, { colour: true });
    expect(coloured).toContain("\u001b[1;31merror[shape/argument]\u001b[0m");
    expect(coloured).toContain("\u001b[1;31m━ [1], from noise z in line 3\u001b[0m");
    expect(coloured).toContain("\u001b[36m────── what C takes\u001b[0m");
    expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(page(argument));
  });

  test("a place in another file has a frame of its own", () => {
    const blocks: Source = { name: "blocks.gan", text: "\n".repeat(11) + "def up(h) = h -> linear(3)\n" };
    const diagnostic: Diagnostic = { ...argument, related: [{ message: "asked for here", span: place(blocks, "linear(3)") }, ...argument.related], help: undefined };
    expect(page(diagnostic)).toBe(`error[shape/argument] C takes x: [2], and z is [1]

    ╭─ tiny.gan:8:18
  5 │ critic    C(x: [2]) -> [1] { x -> linear(4) }
    │             ────── what C takes
  8 │ loss G = -mean(C(z))
    │                  ━ [1], from noise z in line 3

    ╭─ blocks.gan:12:18
 12 │ def up(h) = h -> linear(3)
    │                  ───────── asked for here`);
  });

  test("two places in one line have a row each", () => {
    const diagnostic: Diagnostic = { ...argument, span: place(tiny, "(x)", 2), label: "used", related: [{ message: "said", span: place(tiny, "slope", 2) }], help: undefined };
    expect(page(diagnostic)).toBe(`error[shape/argument] C takes x: [2], and z is [1]

   ╭─ tiny.gan:7:32
 7 │ loss C = mean(C(G(z))) - mean(C(x)) + mean((slope - 1) ^ 2)
   │                                ━━━ used
   │                                             ───── said`);
  });

  test("a warning says so", () => expect(page({ ...argument, severity: "warning" })).toMatch(/^warning\[shape\/argument\] /));
});

describe("lines as they come", () => {
  const at = (text: string, marked: string, look: { unicode?: boolean } = {}): string => {
    const source: Source = { name: "a.gan", text };
    return page({ code: "x/y", severity: "error", message: "m", span: place(source, marked), related: [] }, look).split("\n").slice(2).join("\n");
  };

  test("tabs", () => {
    expect(at("\tlet\ta = b", "b")).toBe(`   ╭─ a.gan:1:10
 1 │     let a = b
   │             ━`);
  });

  test("CRLF", () => {
    expect(at("let a = 1\r\nlet b = c\r\nlet d = 2\r\n", "c")).toBe(`   ╭─ a.gan:2:9
 2 │ let b = c
   │         ━`);
  });

  test("wide and combining characters", () => {
    expect(at("/* 漢字 e\u0301 😀 */ b", "b")).toBe(`   ╭─ a.gan:1:16
 1 │ /* 漢字 e\u0301 😀 */ b
   │                 ━`);
    expect(at("/* 漢字 → … */ b", "b", { unicode: false })).toBe(`  --> a.gan:1:14
 1 | /* ?? -> ... */ b
   |                 ^`);
  });

  test("what could command a terminal is not printed", () => {
    expect(at("let \u001b[31m\u0007 b", "b")).toBe(`   ╭─ a.gan:1:12
 1 │ let \ufffd[31m\ufffd b
   │            ━`);
    expect(page({ ...argument, message: "bad \u001b[2J", related: [] })).not.toContain("\u001b");
  });

  test("a place that runs over several lines is underlined in its first", () => {
    expect(at("let a = f(1,\n  2)\n", "f(1,\n  2)")).toBe(`   ╭─ a.gan:1:9
 1 │ let a = f(1,
   │         ━━━━`);
  });

  test("the end of a file", () => {
    const source: Source = { name: "a.gan", text: "let a = f +\n" };
    const [diagnostic] = parse(source).diagnostics;
    expect(page(diagnostic)).toBe(`error[syntax/expected] the file ends where an expression should stand

   ╭─ a.gan:1:12
 1 │ let a = f +
   │            ━`);
  });

  test("an empty file", () => {
    const source: Source = { name: "a.gan", text: "" };
    expect(page({ ...argument, span: { source, start: 0, end: 0 }, label: undefined, related: [], help: undefined })).toBe(`error[shape/argument] C takes x: [2], and z is [1]

   ╭─ a.gan:1:1
 1 │
   │ ━`);
  });

  test("a long line is cut around the place", () => {
    const text = `let a = ${"f(1) + ".repeat(40)}HERE${" + g(2)".repeat(40)}`;
    const [, line, under] = at(text, "HERE").split("\n");
    expect(line).toMatch(/^ 1 │ ….*HERE.*…$/);
    expect(line.length).toBeLessThanOrEqual(5 + 100);
    expect(under.indexOf("━")).toBe(line.indexOf("HERE"));
    const [, plain, below] = at(text, "HERE", { unicode: false }).split("\n");
    expect(plain).toMatch(/^ 1 \| \.\.\..*HERE.*\.\.\.$/);
    expect(below.indexOf("^^^^")).toBe(plain.indexOf("HERE"));
  });

  test("the two ends of a long line are shown one after the other", () => {
    const source: Source = { name: "a.gan", text: `let START = ${"f(1) + ".repeat(40)}END` };
    const lines = page({ code: "x/y", severity: "error", message: "m", span: place(source, "END"), related: [{ message: "there", span: place(source, "START") }] }).split("\n");
    expect(lines).toHaveLength(7);
    expect(lines[3]).toMatch(/^ 1 │ let START = .*…$/);
    expect(lines[4]).toBe("   │     ───── there");
    expect(lines[5]).toMatch(/^ 1 │ ….*END$/);
    expect(lines[6].indexOf("━━━")).toBe(lines[5].indexOf("END"));
  });
});

test("JSON: lines and columns from 1, the end not included", () => {
  expect(diagnosticToJson(argument)).toEqual({
    code: "shape/argument",
    severity: "error",
    message: "C takes x: [2], and z is [1]",
    file: "tiny.gan",
    range: { start: { line: 8, column: 18 }, end: { line: 8, column: 19 } },
    related: [{ message: "what C takes", file: "tiny.gan", range: { start: { line: 5, column: 13 }, end: { line: 5, column: 19 } } }],
    help: "did you mean the fake, C(G(z))?",
  });
  expect(diagnosticToJson({ ...argument, help: undefined }).help).toBeNull();
});

test("sorted by file and place", () => {
  const other: Source = { name: "a.gan", text: "let b = 1" };
  const later = { ...argument, span: place(tiny, "slope", 2) };
  const elsewhere = { ...argument, span: place(other, "b") };
  expect(sortDiagnostics([argument, later, elsewhere])).toEqual([elsewhere, later, argument]);
});

test("a syntax mistake, from text to page", () => {
  const source: Source = { name: "wrong.gan", text: "loss D = mean(D(fake)\nloss G = 1\n" };
  expect(parse(source).diagnostics.map((diagnostic) => page(diagnostic))).toEqual([`error[syntax/unclosed] this \`(\` is never closed

   ╭─ wrong.gan:1:14
 1 │ loss D = mean(D(fake)
   │              ━
 2 │ loss G = 1
   │ ──── \`)\` should stand before this`]);
});
