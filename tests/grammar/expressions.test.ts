import { describe, expect, test } from "vitest";
import { declarations, expression, mistakes, showDeclaration } from "./tree.js";

describe("literals and names", () => {
  test.each([
    ["0", "0"], ["1.5", "1.5"], ["2e-4", "0.0002"], ["1.5E+3", "1500"], ["1e3", "1000"],
    ["true", "true"], ["false", "false"],
    ["_a1", "_a1"], ["trueish", "trueish"], ["letter", "letter"], ["iffy", "iffy"],
  ])("%s", (text, tree) => expect(expression(text)).toBe(tree));

  test.each(["over", "by", "in", "as", "decay", "batch", "init", "from", "class", "mode", "normal", "uniform", "space", "channels", "all", "zero"])(
    "%s is a name, for all that it means elsewhere", (word) => expect(expression(`${word} + f(${word}, ${word}: ${word})`)).toBe(`(+ ${word} (call f ${word} ${word}: ${word}))`),
  );
});

describe("calls, lists, records, groups", () => {
  test.each([
    ["f()", "(call f)"],
    ["adam(lr, beta1: 0.5, beta2: 0.9)", "(call adam lr beta1: 0.5 beta2: 0.9)"],
    ["norm(grad(sum(D(mix)), mix), over: sample)", "(call norm (call grad (call sum (call D mix)) mix) over: sample)"],
    ["sum(v, over: batch)", "(call sum v over: batch)"],
    ["sum(v, over: [0, 2], keep: true)", "(call sum v over: [0 2] keep: true)"],
    ["upsample(2, mode: nearest)", "(call upsample 2 mode: nearest)"],
    ["param([64], init: normal(0, 0.02))", "(call param [64] init: (call normal 0 0.02))"],
    ["slice(v, 0, from: 1, to: 2)", "(call slice v 0 from: 1 to: 2)"],
    ["spectral(conv(64, 3))", "(call spectral (call conv 64 3))"],
    ["D(x).validity", "(. (call D x) validity)"],
    ["(a).b", "(. (group a) b)"],
    ["[]", "[]"],
    ["[1, 28, 28]", "[1 28 28]"],
    ["(validity: v, label: l)", "{validity: v, label: l}"],
    ["(one: 1)", "{one: 1}"],
    ["(over: 2)", "{over: 2}"],
    ["((a))", "(group (group a))"],
    ["(a, b: 1)", undefined],
  ])("%s", (text, tree) => {
    if (tree === undefined) expect(mistakes(`let it = ${text}`)).toHaveLength(1);
    else expect(expression(text)).toBe(tree);
  });
});

describe("stages", () => {
  test.each([
    ["h -> repeat 9 res(256)", "(-> h (repeat 9 (call res 256)))"],
    ["n -> repeat 9 f", "(-> n (repeat 9 f))"],
    ["h -> repeat n - 1 f -> g", "(-> (-> h (repeat (- n 1) f)) g)"],
    ["h -> repeat min(a, b) f", "(-> h (repeat (call min a b) f))"],
    ["h -> repeat n (conv(64, 3) -> relu)", "(-> h (repeat n (group (-> (call conv 64 3) relu))))"],
    ["h -> repeat (n) (f -> g)", "(-> h (repeat (group n) (group (-> f g))))"],
    ["h -> repeat if big then 9 else 6 res", "(-> h (repeat (if big 9 6) res))"],
    ["h -> repeat 2 repeat 3 f", "(-> h (repeat 2 (repeat 3 f)))"],
    ["h -> (f -> g)", "(-> h (group (-> f g)))"],
    ["h -> (repeat 2 f -> g)", "(-> h (group (-> (repeat 2 f) g)))"],
    ["h -> (if c then f else g)", "(-> h (group (if c f g)))"],
    ["(h -> conv(64, 3)) + h", "(+ (group (-> h (call conv 64 3))) h)"],
    ["h -> f((g -> k))", "(-> h (call f (group (-> g k))))"],
  ])("%s", (text, tree) => expect(expression(text)).toBe(tree));

  test("`repeat` stands nowhere but behind `->`", () => {
    expect(mistakes("let a = repeat 9 f")).toEqual(["1:9 syntax/expected `repeat` stands where an expression should"]);
    expect(mistakes("let a = f(x -> g, repeat 9 f)")).toEqual(["1:19 syntax/expected `repeat` stands where an expression should"]);
  });
});

describe("lines", () => {
  test("newlines, tabs and comments don't matter", () => {
    expect(expression("a\r\n\t+ /* über */ b // ∂\n -> f(\r\n 1\n)")).toBe("(-> (+ a b) (call f 1))");
  });

  test("a ( that is the first on its line calls nothing", () => {
    expect(declarations("def f(h) {\n  let a = g\n  (validity: a, label: h)\n}").map(showDeclaration)).toEqual(["(def f(h) | (let a g) {validity: a, label: h})"]);
    expect(declarations("def f(h) {\n  let a = g\r\n\t(a + h)\n}").map(showDeclaration)).toEqual(["(def f(h) | (let a g) (group (+ a h)))"]);
    expect(expression("g (1)")).toBe("(call g 1)");
    expect(expression("g(\n(1)\n)")).toBe("(call g (group 1))");
  });
});
