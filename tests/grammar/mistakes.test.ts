import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parser.js";

/** The only mistake of `text`: its code, what it underlines, the sentence and the help. */
function only(text: string): { code: string; at: string; message: string; help?: string } {
  const { diagnostics } = parse({ name: "test.gan", text });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toHaveLength(1);
  const [{ code, span, message, help }] = diagnostics;
  return { code, at: text.slice(span.start, span.end), message, ...(help === undefined ? {} : { help }) };
}

describe("words", () => {
  test.each([
    ["generater G(z: [1]) -> [2] { z }", "generater", "did you mean generator?"],
    ["discriminatr D(x: [1]) -> [2] { x }", "discriminatr", "did you mean discriminator?"],
    ["const a = 1", "const", "did you mean let?"],
    ["fake = 1", "fake", "did you mean let fake = …?"],
    ["hyper a = 1\nb = 2", "b", "is a , missing before b?"],
  ])("%s", (text, at, help) => expect(only(text)).toEqual({ code: "syntax/declaration", at, message: `\`${at}\` begins no declaration`, help }));

  test.each(["let data = 1", "let a = data + 1", "let a = f(data)", "let a = f(x, data: 1)", "def f(data, h) = h", "let a = [data]", "loss data = 1", "let a = x.data", "let a = (data: 1)", "let a = (b: 2, data: 1)"])(
    "a reserved word as a name: %s", (text) => {
      expect(only(text)).toMatchObject({ code: "syntax/reserved", at: "data", message: "`data` is a word of the language, so it can't be a name" });
    },
  );
  test("`sample` is a name behind `over:` alone", () => {
    expect(only("let a = f(sample)").code).toBe("syntax/reserved");
    expect(only("let a = f(mode: sample)").code).toBe("syntax/reserved");
  });
  test("a reserved word that begins the next line is no name", () => {
    expect(only("let\ndata x: [2]")).toMatchObject({ at: "data", message: "`data` stands where the name of the value should" });
  });

  test.each([
    ["train batch 64 { stpe D by adam(lr) }", "stpe", "did you mean step?"],
    ["train batch 64 { foo }", "foo", "statements begin with step, repeat, every, clip, set or average"],
    ["train batch 64 { let a = 1 }", "let", "declarations stand outside the train block"],
  ])("%s", (text, at, help) => {
    expect(only(text)).toEqual({ code: "syntax/statement", at, message: `\`${at}\` begins no statement of the schedule`, help });
  });
});

describe("what is missing", () => {
  test.each([
    ["loss D mean(x)", "mean", "`mean` stands where `=` should", undefined],
    ["let a == 1", "==", "`==` stands where `=` should", "write ="],
    ["let a: [2] = 1", ":", "`:` stands where `=` should", "only data, noise, states and parameters have a shape"],
    ["critic D(x: [2]) -> { x }", "{", "`{` stands where a shape should", "say what it gives: critic D(x: [2]) -> [1] { … }"],
    ["let a = f(1, )", ")", "`)` stands where an argument should", "leave out the , before it"],
    ["let a = f(1 b)", "b", "`b` stands where `,` or `)` should", "is a , missing before b?"],
    ["let a = (1, 2)", ",", "`,` stands where `)` should", "parentheses hold one expression; a list is [a, b], a record (one: a, other: b)"],
    ["let a = ()", ")", "`)` stands where an expression should", undefined],
    ["let a = if b = 1 then c else d", "=", "`=` stands where `then` should", "an equality is written =="],
    ["let a = if b then c", "", "the file ends where `else` should stand", undefined],
    ["let a = x -> if b then c -> d else e", "->", "`->` stands where `else` should", "put the pipe in parentheses: -> binds looser than if"],
    ["def f = 1", "=", "`=` stands where `(` should", "a definition has parameters, def f(h) = …; a value without any is a let"],
    ["def f(h) { let a = 1 }", "}", "`}` stands where an expression should", "a body ends in one expression: what it gives"],
    ["def f(h) { h  a }", "a", "`a` stands where `}` should", "a body gives one expression: is -> or an operator missing before a?"],
    ["def f(h) { a = h a }", "=", "`=` stands where `}` should", "did you mean let a = …?"],
    ["def f(h) { h  let a = 1 a }", "let", "`let` stands where `}` should", "the lets of a body stand before the expression that it gives"],
    ["let a = f\n(3)", "(", "`(` stands where a declaration should", "a ( that is the first on its line calls nothing: to call f, put it on that line"],
    ["train batch 64 { step D }", "}", "`}` stands where `by` should", "say which optimiser takes the step: step D by adam(2e-4)"],
    ["let a = repeat 3 f", "repeat", "`repeat` stands where an expression should", "repeat is a stage, and stands behind ->: h -> repeat 3 f"],
    ["noise z: [1] normal(0, 1)", "normal", "`normal` stands where `~` should", undefined],
    ["noise z: [1] ~ normal", "", "the file ends where `(` should stand", undefined],
    ["import { } from \"a.gan\"", "}", "`}` stands where a name should", undefined],
    ["data ()", ")", "`)` stands where the name of the data should", undefined],
  ])("%s", (text, at, message, help) => {
    expect(only(text)).toEqual({ code: "syntax/expected", at, message, ...(help === undefined ? {} : { help }) });
  });

  test.each([
    ["critic D(x: [2]) { x }", "D", "network D doesn't say what it gives"],
    ["critic D(x) -> [2] { x }", "x", "parameter x of a network has no shape"],
    ["def f(h: [3]) = h", "[3]", "parameter h of a def takes any shape, so none is written"],
  ])("%s", (text, at, message) => expect(only(text)).toMatchObject({ code: "syntax/type", at, message }));

  test("a network's parameter has no default", () => {
    expect(only("critic D(x: [2] = 3) -> [2] { x }")).toMatchObject({ code: "syntax/default", at: "3", message: "parameter x of a network can't have a default" });
  });

  test("help for comparisons that chain", () => expect(only("let a = lo < v  +  1 <= hi").help).toBe("write lo < v + 1 and v + 1 <= hi"));
});

describe("signs and numbers", () => {
  test.each([
    ["1.2.3", "a number has one point", undefined],
    ["1e", "the exponent has no digits", "write 1e1, if ten times it is meant"],
    ["1e+", "the exponent has no digits", "write 1e+1, if ten times it is meant"],
    ["1e2.5", "an exponent is a whole number", undefined],
    [".5", "a number begins with a digit", "write 0.5"],
    ["5.", "a digit follows the point", "write 5.0"],
    ["1_000", "its digits stand together", "write 1000"],
    ["0x1F", "numbers are decimal", "write 31"],
    ["3x", "a name doesn't begin with a digit, and a product is written with `*`", "did you mean 3 * x?"],
  ])("%s", (number, because, help) => {
    const expected = { code: "syntax/number", at: number, message: `\`${number}\` is no number: ${because}`, ...(help === undefined ? {} : { help }) };
    expect(only(`let a = 1 + ${number} - f(2)`)).toEqual(expected);
  });
  test("a number past what a double holds", () => expect(only("let a = 1e999").message).toBe("`1e999` is more than a number here can hold"));

  test.each([
    ["a && b", "&&", "write `and`"], ["a || b", "||", "write `or`"], ["!a", "!", "write `not`"], ["a ** 2", "**", "write `^`"],
    ["a → f", "→", "write `->`"], ["a |> f", "|>", "write `->`"], ["a − b", "−", "write `-`"], ["a ≤ b", "≤", "write `<=`"], ["2 × b", "×", "write `*`"],
  ])("%s", (text, at, help) => expect(only(`let a = ${text}`)).toEqual({ code: "syntax/operator", at, message: `\`${at}\` is no operator of the language`, help }));

  test.each([
    ["let a = 1;\nlet b = 2", { code: "syntax/character", at: ";", message: "`;` is no part of the language", help: "leave it out: a declaration ends where the next begins" }],
    ["let a = b @ c", { code: "syntax/character", at: "@", message: "`@` is no part of the language", help: "a matrix product is written matmul(a, b)" }],
    ["let a = b \u0007 c", { code: "syntax/character", at: "\u0007", message: "`U+0007` is no part of the language" }],
    ["let a = 😀", { code: "syntax/character", at: "😀", message: "`😀` is no part of the language" }],
    ["let λ = 1", { code: "syntax/name", at: "λ", message: "`λ` is no name: names are made of the letters a to z, digits and _", help: "write lambda" }],
    ["let naïve = 1", { code: "syntax/name", at: "naïve", message: "`naïve` is no name: names are made of the letters a to z, digits and _", help: "write naive" }],
    ["# a comment, as elsewhere\nlet a = 1", { code: "syntax/comment", at: "#", message: "`#` begins no comment", help: "begin it with //" }],
    ["let a = 1 /* and so on", { code: "syntax/comment", at: "/*", message: "this comment is never closed", help: "end it with */" }],
    ["import { a } from \"a.gan", { code: "syntax/text", at: "\"a.gan", message: "this text has no closing quote on its line", help: "end it with \"" }],
    ["import { a } from 'a.gan'", { code: "syntax/text", at: "'a.gan'", message: "a text stands in double quotes", help: "write \"a.gan\"" }],
  ])("%s", (text, mistake) => expect(only(text)).toEqual(mistake));
});
