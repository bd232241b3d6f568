import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parser.js";
import { declarations, showDeclaration } from "./tree.js";

const shown = (text: string): string[] => declarations(text).map(showDeclaration);

describe("each declaration", () => {
  test.each([
    ["gan WganGp", "(gan WganGp)"],
    [`import { a, b } from "./blocks.gan"`, `(import a b "./blocks.gan")`],
    ["hyper latent = 100, lambda = 10, lr = 2e-4", "(hyper latent = 100, lambda = 10, lr = 0.0002)"],
    ["data x: [1, 28, 28] in [-1, 1]", "(data x: [1 28 28] in (- 1) 1)"],
    ["data x: [2]", "(data x: [2])"],
    ["data (x: [1, 28, 28] in [-1, 1], y: class[10])", "(data x: [1 28 28] in (- 1) 1, y: class[10])"],
    ["data (in: [2] in [0, 1])", "(data in: [2] in 0 1)"],
    ["noise z: [latent] ~ normal(0, 1)", "(noise z: [latent] ~ (call normal 0 1))"],
    ["noise c: class[k] ~ categorical(k)", "(noise c: class[k] ~ (call categorical k))"],
    ["noise b: [] ~ bernoulli(0.5)", "(noise b: [] ~ (call bernoulli 0.5))"],
    ["let fake = G(z)", "(let fake (call G z))"],
    ["state k = 0", "(state k 0)"],
    ["state m: [2, 3] = 0", "(state m: [2 3] 0)"],
    ["loss D = mean(D(x))", "(loss D = (call mean (call D x)))"],
    ["loss GE over G, E = a + b", "(loss GE over G E = (+ a b))"],
    ["loss over over over = 1", "(loss over over over = 1)"],
    ["metric w = mean(D(x))", "(metric w (call mean (call D x)))"],
    ["sample faces = G(z)", "(sample faces (call G z))"],
    ["def up(h, n) = h -> linear(n) -> relu", "(def up(h, n) | (-> (-> h (call linear n)) relu))"],
    ["def res(h, n = 64) = h", "(def res(h, n = 64) | h)"],
    ["def one() = 1", "(def one() | 1)"],
    ["def block(h, n, bn = true) { let c = h -> conv(n, 3)  if bn then batch_norm(c) else c }",
      "(def block(h, n, bn = true) | (let c (-> h (call conv n 3))) (if bn (call batch_norm c) c))"],
  ])("%s", (text, tree) => expect(shown(text)).toEqual([tree]));
});

describe("networks", () => {
  test.each(["generator", "discriminator", "critic", "encoder", "decoder", "network"])("%s", (word) => {
    expect(shown(`${word} N(z: [4]) -> [2] { z -> linear(2) }`)).toEqual([`(${word} N(z: [4]) -> [2] | (-> z (call linear 2)))`]);
  });

  test.each([
    ["critic D(x: [2], y: class[10]) -> (validity: [1], label: [10]) { let h = x -> f\n  (validity: h, label: y) }",
      "(critic D(x: [2], y: class[10]) -> {validity: [1], label: [10]} | (let h (-> x f)) {validity: h, label: y})"],
    ["generator G(z: [4]) -> [128 * 8] init normal(0, 0.02) { z }", "(generator G(z: [4]) -> [(* 128 8)] init (call normal 0 0.02) | z)"],
    ["generator G(z: [4]) -> [2] init (conv: normal(0, 0.02), norm: normal(1, 0.02)) { z }",
      "(generator G(z: [4]) -> [2] init {conv: (call normal 0 0.02), norm: (call normal 1 0.02)} | z)"],
    [`frozen network VGG(x: [3, 64, 64]) -> [1] from "vgg19.safetensors" { x -> f }`,
      `(frozen network VGG(x: [3 64 64]) -> [1] from "vgg19.safetensors" | (-> x f))`],
    [`frozen network VGG(x) from "vgg19.safetensors" { x -> f }`, `(frozen network VGG(x) from "vgg19.safetensors" | (-> x f))`],
  ])("%s", (text, tree) => expect(shown(text)).toEqual([tree]));
});

describe("the schedule", () => {
  test.each([
    ["step D by adam(lr)  step G by adam(lr)", "(step D by (call adam lr)) (step G by (call adam lr))"],
    ["step G by adam(lr), D by sgd(0.1)", "(step G by (call adam lr), D by (call sgd 0.1))"],
    ["step G by adam(lr), D by adam(lr), set k = k + 1", "(step G by (call adam lr), D by (call adam lr), set k (+ k 1))"],
    ["step D by adam(lr), set k = clamp(k + 1, 0, 1) set j = 2", "(step D by (call adam lr), set k (call clamp (+ k 1) 0 1)) (set j 2)"],
    ["repeat 5 { step D by adam(lr) }", "(repeat 5 (step D by (call adam lr)))"],
    ["repeat if iteration < 25 then 100 else 5 { }", "(repeat (if (< iteration 25) 100 5) )"],
    ["repeat n { every 2 { clip D in [-0.01, 0.01] } }", "(repeat n (every 2 (clip D (- 0.01) 0.01)))"],
    ["set k = k * 2", "(set k (* k 2))"],
    ["average G as G_avg decay 0.999", "(average G as G_avg 0.999)"],
  ])("%s", (text, tree) => expect(shown(`train batch 64 { ${text} }`)).toEqual([`(train 64 ${tree})`]));

  test("the batch is an expression", () => expect(shown("train batch 2 * n {}")).toEqual(["(train (* 2 n) )"]));
});

const wganGp = `// WGAN-GP (Gulrajani et al. 2017, arXiv 1704.00028)
gan WganGp

hyper latent = 100, lambda = 10, lr = 2e-4

data  x: [1, 28, 28] in [-1, 1]
noise z: [latent] ~ normal(0, 1)

def up(h, n) = h -> linear(n) -> batch_norm(eps: 0.8) -> leaky_relu(0.2)

generator G(z: [latent]) -> [1, 28, 28] {
  z -> linear(128) -> leaky_relu(0.2)
    -> up(256) -> up(512) -> up(1024)
    -> linear(784) -> tanh -> reshape(1, 28, 28)
}

critic D(x: [1, 28, 28]) -> [1] {
  x -> flatten
    -> linear(512) -> leaky_relu(0.2)
    -> linear(256) -> leaky_relu(0.2)
    -> linear(1)
}

noise a: [1, 1, 1] ~ uniform(0, 1)

let fake  = G(z)
let mix   = a * x + (1 - a) * fake
let slope = norm(grad(sum(D(mix)), mix), over: sample)

loss D = mean(D(fake)) - mean(D(x)) + lambda * mean((slope - 1) ^ 2)
loss G = -mean(D(fake))

metric wasserstein = mean(D(x)) - mean(D(fake))

train batch 64 {
  repeat 5 { step D by adam(lr, beta1: 0.5, beta2: 0.9) }
  step G by adam(lr, beta1: 0.5, beta2: 0.9)
}
`;

const tiny = `gan Tiny
data  x: [2] in [-1, 1]
noise z: [1] ~ normal(0, 1)
generator G(z: [1]) -> [2] { z -> linear(2) }
critic    C(x: [2]) -> [1] { x -> linear(4) -> leaky_relu(0.2) -> linear(1) }
let slope = norm(grad(sum(C(x)), x), over: sample)
loss C = mean(C(G(z))) - mean(C(x)) + mean((slope - 1) ^ 2)
loss G = -mean(C(G(z)))
train batch 64 { step C by sgd(0.1)  step G by sgd(0.1) }
`;

describe("whole programs", () => {
  test("WGAN-GP, as on top of the language's page", () => {
    const shownAll = shown(wganGp);
    expect(shownAll).toHaveLength(15);
    expect(shownAll.slice(7)).toEqual([
      "(noise a: [1 1 1] ~ (call uniform 0 1))",
      "(let fake (call G z))",
      "(let mix (+ (* a x) (* (group (- 1 a)) fake)))",
      "(let slope (call norm (call grad (call sum (call D mix)) mix) over: sample))",
      "(loss D = (+ (- (call mean (call D fake)) (call mean (call D x))) (* lambda (call mean (^ (group (- slope 1)) 2)))))",
      "(loss G = (- (call mean (call D fake))))",
      "(metric wasserstein (- (call mean (call D x)) (call mean (call D fake))))",
      "(train 64 (repeat 5 (step D by (call adam lr beta1: 0.5 beta2: 0.9))) (step G by (call adam lr beta1: 0.5 beta2: 0.9)))",
    ]);
  });

  test("the small one", () => {
    expect(shown(tiny).slice(-2)).toEqual([
      "(loss G = (- (call mean (call C (call G z)))))",
      "(train 64 (step C by (call sgd 0.1)) (step G by (call sgd 0.1)))",
    ]);
  });

  test("CRLF line ends give the same tree", () => expect(shown(wganGp.replaceAll("\n", "\r\n"))).toEqual(shown(wganGp)));
});

/** Every span in a tree, with the text that it covers. */
function spansOf(node: unknown, found: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (typeof node !== "object" || node === null) return found;
  for (const [key, value] of Object.entries(node)) {
    if (key === "span" || key === "at") found.push(value);
    else if (key !== "source") spansOf(value, found);
  }
  return found;
}

describe("spans", () => {
  test("each lies in its parent's, and begins and ends at a token", () => {
    const { file } = parse({ name: "test.gan", text: wganGp });
    for (const declaration of file.declarations) {
      for (const { start, end } of spansOf(declaration)) {
        expect(start).toBeGreaterThanOrEqual(declaration.span.start);
        expect(end).toBeLessThanOrEqual(declaration.span.end);
        expect(wganGp.slice(start, end)).toMatch(/^\S(.*\S)?$/s);
      }
    }
  });

  test("a declaration, an expression, an argument, an operator", () => {
    const text = "gan X\nlet a = -f(b + 1, over: sample).y -> g  // end\nmetric m = 1";
    const [, a] = declarations(text);
    if (a?.kind !== "let" || a.value.kind !== "pipe" || a.value.value.kind !== "unary") throw new Error("another tree");
    const cut = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    const { operand } = a.value.value;
    if (operand.kind !== "field" || operand.of.kind !== "call") throw new Error("another tree");
    const [first, second] = operand.of.arguments;
    expect([a.span, a.value.span, a.value.value.span, operand.span, operand.of.span, first.span, second.span, operand.field.span].map(cut)).toEqual([
      "let a = -f(b + 1, over: sample).y -> g", "-f(b + 1, over: sample).y -> g", "-f(b + 1, over: sample).y", "f(b + 1, over: sample).y",
      "f(b + 1, over: sample)", "b + 1", "over: sample", "y",
    ]);
    if (first.value.kind !== "binary") throw new Error("another tree");
    expect(cut(first.value.at)).toBe("+");
  });
});
