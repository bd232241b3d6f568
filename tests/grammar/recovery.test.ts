import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parser.js";
import { mistakes, showDeclaration } from "./tree.js";

const read = (text: string) => {
  const { file } = parse({ name: "test.gan", text });
  return {
    whole: file.declarations.map(showDeclaration),
    broken: file.broken.map(({ word, names }) => `${word ?? "?"} ${names.join(" ")}`.trim()),
  };
};

describe("all mistakes of a file in one run, and no others", () => {
  test("five mistakes are five", () => {
    const text = `gan Five
hyper lr = 2e-4, n = = 3
data x: [2 in [-1, 1]
noise z: [1] ~ normal(0, 1)
generater G(z: [1]) -> [2] { z -> linear(2) }
critic C(x: [2]) -> [1] {
  let h = x -> linear(4
  h -> leaky_relu(0.2) -> linear(1)
}
loss C = mean(C(G(z))) - mean(C(x))
loss G = -mean(C(G(z)))
train batch 64 { step C by sgd(0.1)  stop G by sgd(0.1) }
`;
    expect(mistakes(text)).toEqual([
      "2:22 syntax/expected `=` stands where an expression should",
      "3:9 syntax/unclosed this `[` is never closed",
      "5:1 syntax/declaration `generater` begins no declaration",
      "7:22 syntax/unclosed this `(` is never closed",
      "12:38 syntax/statement `stop` begins no statement of the schedule",
    ]);
    expect(read(text)).toEqual({
      whole: [
        "(gan Five)", "(noise z: [1] ~ (call normal 0 1))",
        "(generator G(z: [1]) -> [2] | (-> z (call linear 2)))", "(critic C(x: [2]) -> [1] | (let h (unread)) (unread))",
        "(loss C = (- (call mean (call C (call G z))) (call mean (call C x))))", "(loss G = (- (call mean (call C (call G z)))))",
        "(train 64 (step C by (call sgd 0.1)) (step G by (call sgd 0.1)))",
      ],
      broken: ["hyper lr n", "data x", "generator G", "critic C", "train"],
    });
  });

  test("what is stopped by the next declaration's word hides nothing of that declaration", () => {
    for (const [text, names] of [["let k = 1 +", "let k"], ["hyper k = 1 +", "hyper k"], ["hyper a = 1, k =", "hyper a k"], ["hyper k = (1 +", "hyper k"]]) {
      expect(read(`${text}\ntrain batch 4 { step D by sgd(k) }\nlet after = 1`)).toEqual({ whole: ["(train 4 (step D by (call sgd k)))", "(let after 1)"], broken: [names] });
    }
  });

  test("several in one declaration", () => {
    expect(mistakes("let a = f(1 +, [2 3], g(* 2)) + k(, 1)")).toEqual([
      "1:14 syntax/expected `,` stands where an expression should",
      "1:19 syntax/expected `3` stands where `,` or `]` should",
      "1:25 syntax/expected `*` stands where an argument or `)` should",
      "1:35 syntax/expected `,` stands where an argument or `)` should",
    ]);
  });

  test("in each let of a body", () => {
    const text = `def f(h) {
  let a = h -> -> g
  let b c
  let d = h *
  let e = h
  e
}
let after = 1`;
    expect(mistakes(text)).toEqual([
      "2:16 syntax/expected `->` stands where a stage should",
      "3:9 syntax/expected `c` stands where `=` should",
      "5:3 syntax/expected `let` stands where an expression should",
    ]);
    expect(read(text)).toEqual({ whole: ["(def f(h) | (let a (unread)) (let b (unread)) (let d (unread)) (let e h) e)", "(let after 1)"], broken: ["def f"] });
  });

  test("in each statement, and in blocks", () => {
    const text = `train batch 64 {
  step D adam(lr)
  repeat 5 { step by adam(lr) step D by adam(lr  }
  every { step D by adam(lr) }
  clip D [0, 1]
  clip D in [0]
  set = 3
  average G decay 0.9
  step G by adam(lr)
}
metric m = 1`;
    expect(mistakes(text)).toEqual([
      "2:10 syntax/expected `adam` stands where `by` should",
      "3:22 syntax/expected `adam` stands where `by` should",
      "3:45 syntax/unclosed this `(` is never closed",
      "4:9 syntax/expected `{` stands where an expression should",
      "5:10 syntax/expected `[` stands where `in` should",
      "6:15 syntax/expected `]` stands where `,` should",
      "7:7 syntax/expected `=` stands where the name of a state should",
      "8:13 syntax/expected `decay` stands where `as` should",
    ]);
    expect(read(text)).toEqual({ whole: ["(train 64 (repeat 5 ) (step G by (call adam lr)))", "(metric m 1)"], broken: ["train"] });
  });
});

describe("a bracket that is never closed", () => {
  test("( before the next declaration", () => {
    expect(mistakes("loss D = mean(D(fake)\nloss G = 1")).toEqual(["1:14 syntax/unclosed this `(` is never closed"]);
    expect(read("loss D = mean(D(fake)\nloss G = 1")).toEqual({ whole: ["(loss G = 1)"], broken: ["loss D"] });
  });
  test("( before a }", () => {
    expect(mistakes("def f(h) { h -> linear(3 }\nlet a = 1")).toEqual(["1:23 syntax/unclosed this `(` is never closed"]);
  });
  test("[ before a )", () => expect(mistakes("let a = f([1, 2)\nlet b = 1")).toEqual(["1:11 syntax/unclosed this `[` is never closed"]));
  test("a body's {, where the next declaration begins at the left", () => {
    const text = "def f(h) {\n  let a = h\n  a -> linear(3)\n\nlet b = 1\nlet c = (";
    expect(mistakes(text)).toEqual(["1:10 syntax/unclosed this `{` is never closed", "6:10 syntax/expected the file ends where an expression should stand"]);
    expect(read(text).whole).toEqual(["(let b 1)"]);
  });
  test("the train block's {", () => {
    expect(mistakes("train batch 64 { repeat 5 { step D by adam(lr) }\n")).toEqual(["1:16 syntax/unclosed this `{` is never closed"]);
    expect(mistakes("train batch 64 {\n  step D by adam(lr)\nmetric m = 1")).toEqual(["1:16 syntax/unclosed this `{` is never closed"]);
  });
  test("the {, of an import", () => expect(mistakes(`import { a, b from "x.gan"\nlet a = 1`)).toEqual(["1:8 syntax/unclosed this `{` is never closed"]));
});

describe("what stands where no declaration can", () => {
  test.each([
    ["def f(h) = h }", ["1:14 syntax/unopened this `}` closes nothing"]],
    ["let a = f)\nlet b = 2", ["1:10 syntax/unopened this `)` closes nothing"]],
    ["step D by adam(lr)", ["1:1 syntax/declaration `step` stands outside the train block"]],
    ["fake = G(z)\nlet a = 1", ["1:1 syntax/declaration `fake` begins no declaration"]],
    ["42\nlet a = ]", ["1:1 syntax/expected `42` stands where a declaration should", "2:9 syntax/expected `]` stands where an expression should"]],
    ["foo bar baz\nfake = 1\nlet a = 1", ["1:1 syntax/declaration `foo` begins no declaration", "2:1 syntax/declaration `fake` begins no declaration"]],
  ])("%s", (text, found) => expect(mistakes(text)).toEqual(found));

  test("a misspelt word is read as the one that was meant", () => {
    const text = "nosie z: [1] ~ normal(0, 1)\ncrtic D(x: [2]) -> [1] { x -> ) }\nfunction f(h) = h";
    expect(mistakes(text)).toEqual([
      "1:1 syntax/declaration `nosie` begins no declaration",
      "2:1 syntax/declaration `crtic` begins no declaration",
      "2:31 syntax/expected `)` stands where a stage should",
      "3:1 syntax/declaration `function` begins no declaration",
    ]);
    expect(read(text).broken).toEqual(["noise z", "critic D", "def f"]);
  });
});

describe("what a broken piece declares", () => {
  test.each([
    ["hyper a = 1, b = ]", ["hyper a b"]],
    ["data (x: [1, y: class[10])", ["data x y"]],
    [`import { a, b frm "x.gan"`, ["import a b frm"]],
    ["train batch 64 { average G as G_avg decay step }", ["train G_avg"]],
    ["frozen network V(x) ->", ["network V"]],
    ["let a = 1 < 2 < 3", ["let a"]],
    ["fake = G(z)", ["? fake"]],
    ["/* never closed\nlet a = 1", ["?"]],
    ["(", ["?"]],
  ])("%s", (text, broken) => expect(read(text).broken).toEqual(broken));
});
