import { describe, expect, test } from "vitest";
import { expression, mistakes } from "./tree.js";

describe("which operator binds tighter", () => {
  test.each([
    ["a + b * c", "(+ a (* b c))"],
    ["a * b + c", "(+ (* a b) c)"],
    ["a - b - c", "(- (- a b) c)"],
    ["a / b * c % d", "(% (* (/ a b) c) d)"],
    ["2 ^ 3 ^ 2", "(^ 2 (^ 3 2))"],
    ["-x^2", "(- (^ x 2))"],
    ["2^-1", "(^ 2 (- 1))"],
    ["2 ^ -x ^ 2", "(^ 2 (- (^ x 2)))"],
    ["2 ^ -1 * 3", "(* (^ 2 (- 1)) 3)"],
    ["a * -b", "(* a (- b))"],
    ["-a * b", "(* (- a) b)"],
    ["- -a", "(- (- a))"],
    ["a - -b", "(- a (- b))"],
    ["a < b + 1", "(< a (+ b 1))"],
    ["not a == b", "(not (== a b))"],
    ["not not a", "(not (not a))"],
    ["not a and b", "(and (not a) b)"],
    ["a and not b", "(and a (not b))"],
    ["a or b and c", "(or a (and b c))"],
    ["a and b or c and d", "(or (and a b) (and c d))"],
    ["a < b and b <= c or c != d", "(or (and (< a b) (<= b c)) (!= c d))"],
    ["if a or b then c + 1 else d - 1", "(if (or a b) (+ c 1) (- d 1))"],
    ["if a then b else if c then d else e", "(if a b (if c d e))"],
    ["-f(x).y ^ 2", "(- (^ (. (call f x) y) 2))"],
    ["a.b.c", "(. (. a b) c)"],
    ["(a + b) * c", "(* (group (+ a b)) c)"],
  ])("%s", (text, tree) => expect(expression(text)).toBe(tree));
});

describe("`->` binds loosest", () => {
  test.each([
    ["a -> f -> g", "(-> (-> a f) g)"],
    ["a + b -> f", "(-> (+ a b) f)"],
    ["-a -> f", "(-> (- a) f)"],
    ["if c then a else b -> f", "(-> (if c a b) f)"],
    ["a -> if c then f else g -> h", "(-> (-> a (if c f g)) h)"],
    ["a -> if c then repeat 2 f else g(1)", "(-> a (if c (repeat 2 f) (call g 1)))"],
    ["if c then (a -> f) else b", "(if c (group (-> a f)) b)"],
    ["f(a -> g, b)", "(call f (-> a g) b)"],
    ["[a -> f]", "[(-> a f)]"],
  ])("%s", (text, tree) => expect(expression(text)).toBe(tree));
});

describe("what has no meaning without parentheses", () => {
  test.each([
    ["a < b < c", "1:16 syntax/comparison comparisons don't chain: the left side of this `<` is already true or false"],
    ["a == b == c", "1:17 syntax/comparison comparisons don't chain: the left side of this `==` is already true or false"],
    ["a + not b", "1:14 syntax/group `not` binds looser than the operator before it"],
    ["-not b", "1:11 syntax/group `not` binds looser than the operator before it"],
    ["1 + if a then b else c", "1:14 syntax/expected `if` stands where an expression should"],
    ["x -> f + 1", "1:15 syntax/stage what stands behind `->` is no stage"],
    ["x -> 3", "1:15 syntax/stage what stands behind `->` is no stage"],
    ["x -> if c then f else 3", "1:32 syntax/stage what stands behind `->` is no stage"],
    ["x -> (1 -> f)", "1:16 syntax/stage what stands behind `->` is no stage"],
    ["x -> a.b", "1:15 syntax/stage what stands behind `->` is no stage"],
    ["if c then a -> f else b", "1:22 syntax/expected `->` stands where `else` should"],
  ])("%s", (text, mistake) => expect(mistakes(`let it = ${text}`)).toEqual([mistake]));

  test("a group with a comparison in it may be compared", () => {
    expect(expression("(a < b) == c")).toBe("(== (group (< a b)) c)");
  });
});
