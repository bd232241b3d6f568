import { describe, expect, test } from "vitest";
import { SourceError } from "../../grammar/diagnostic.js";
import { format } from "../../grammar/format.js";
import { declarations, showDeclaration } from "./tree.js";

const formatted = (text: string): string => format({ name: "test.gan", text });
const shown = (text: string): string[] => declarations(text).map(showDeclaration);
const comments = (text: string): string[] => [...text.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)].map(([comment]) => comment.trimEnd()).sort();

describe("the layout", () => {
  test.each([
    ["gan   X\n\n\n\nhyper a=1,b = 2e-4", "gan X\n\nhyper a = 1, b = 2e-4\n"],
    ["data  x : [ 1,28 , 28 ] in [ -1,1 ]", "data x: [1, 28, 28] in [-1, 1]\n"],
    ["data (x:[2],y:class[10])noise z:[latent]~normal(0,1)", "data (x: [2], y: class[10])\nnoise z: [latent] ~ normal(0, 1)\n"],
    ["import {a,b}from\"./x.gan\"", "import { a, b } from \"./x.gan\"\n"],
    ["let fake  = G( z )\nlet b=-a^2*( c+d )%e", "let fake = G(z)\nlet b = -a ^ 2 * (c + d) % e\n"],
    ["let a = not b and(c or d)", "let a = not b and (c or d)\n"],
    ["let s = norm(v,over:sample ,keep : true).x", "let s = norm(v, over: sample, keep: true).x\n"],
    ["let a=if b then c else d", "let a = if b then c else d\n"],
    ["def f(h,n=64)=h->repeat 9 res(n)->repeat n (g->k)", "def f(h, n = 64) = h -> repeat 9 res(n) -> repeat n (g -> k)\n"],
    ["state k:[2]=0 loss GE over G,E=a metric m=1 sample s=G(z)", "state k: [2] = 0\nloss GE over G, E = a\nmetric m = 1\nsample s = G(z)\n"],
    ["generator G(z:[1])->[2]{z->linear(2)}", "generator G(z: [1]) -> [2] { z -> linear(2) }\n"],
    ["critic D(x: [2]) -> (validity:[1], label:[10]) init(conv: normal(0,0.02)) {\nlet h=x->f\n(validity: h, label: h)}",
      "critic D(x: [2]) -> (validity: [1], label: [10]) init (conv: normal(0, 0.02)) {\n  let h = x -> f\n  (validity: h, label: h)\n}\n"],
    ["frozen network V(x) from \"v.safetensors\" init normal(0,1) { x }", "frozen network V(x) from \"v.safetensors\" init normal(0, 1) { x }\n"],
    ["train batch 64{step C by sgd(0.1) step G by sgd(0.1)}", "train batch 64 { step C by sgd(0.1)  step G by sgd(0.1) }\n"],
    ["train batch 64 {}", "train batch 64 {}\n"],
    ["train batch 64 {\nrepeat 5{step D by adam(lr),set k=k+1,E by sgd(1)}\n\n\nevery 2{clip D in[-1,1]}\naverage G as A decay 0.9 set k=1}",
      "train batch 64 {\n  repeat 5 { step D by adam(lr), set k = k + 1, E by sgd(1) }\n\n  every 2 { clip D in [-1, 1] }\n  average G as A decay 0.9\n  set k = 1\n}\n"],
    ["", ""],
    ["\n\n", ""],
    ["let a = 1\r\nlet b = 2\r\n", "let a = 1\nlet b = 2\n"],
  ])("%j", (text, laid) => {
    expect(formatted(text)).toBe(laid);
    expect(formatted(laid)).toBe(laid);
  });

  test("a pipe's own line breaks are kept, and it is broken where it is too long", () => {
    const text = `generator G(z: [latent]) -> [1, 28, 28] {
  z -> linear(128) -> leaky_relu(0.2)
       -> up(256) -> up(512)
    -> linear(784) -> tanh -> reshape(1, 28, 28) -> linear(784) -> tanh -> reshape(1, 28, 28) -> linear(784) -> tanh
}
`;
    expect(formatted(text)).toBe(`generator G(z: [latent]) -> [1, 28, 28] {
  z -> linear(128) -> leaky_relu(0.2)
    -> up(256) -> up(512)
    -> linear(784) -> tanh -> reshape(1, 28, 28) -> linear(784) -> tanh -> reshape(1, 28, 28)
    -> linear(784) -> tanh
}
`);
  });

  test("what is too long is broken at operators, branches, commas", () => {
    const long = "a_rather_long_name_of_a_value";
    expect(formatted(`let a = ${Array(5).fill(long).join(" + ")}`)).toBe(`let a = ${long} + ${long}\n  + ${long} + ${long} + ${long}\n`);
    expect(formatted(`let a = f(${Array(4).fill(long).join(", ")})`)).toBe(`let a = f(\n${Array(4).fill(`  ${long}`).join(",\n")}\n)\n`);
    expect(formatted(`let a = if ${long} then ${long} else f(${long})`)).toBe(`let a = if ${long}\n  then ${long}\n  else f(${long})\n`);
    expect(formatted(`hyper a = 1,\n b = 2,${Array(8).fill("c = 123456789").join(", ")}`)).toBe(
      `hyper a = 1,\n      b = 2, ${Array(5).fill("c = 123456789").join(", ")},\n      ${Array(3).fill("c = 123456789").join(", ")}\n`,
    );
  });
});

describe("comments", () => {
  test("stay where they stand", () => {
    const text = `// the model
gan X // its name


/* what can be set */
hyper a = 1, // the first
      b = 2  // the second

// before a body
def f(h /* any */, n) {   // opens
  // a let

  let a = h   -> linear(n) // a layer
    // between stages
    -> relu

  /* several
     lines */
  a
  // at the end
}
let c = f(
  1, // one
  // two
  2
)
// the last word
`;
    expect(formatted(text)).toBe(`// the model
gan X // its name

/* what can be set */
hyper a = 1, // the first
      b = 2 // the second

// before a body
def f(h /* any */, n) { // opens
  // a let

  let a = h -> linear(n) // a layer
    // between stages
    -> relu

  /* several
     lines */
  a
  // at the end
}
let c = f(
  1, // one
  // two
  2
)
// the last word
`);
  });

  test("only comments", () => expect(formatted("\n\n// one\n\n\n/* two */ // three\n")).toBe("// one\n\n/* two */\n// three\n"));
  test("in an empty block", () => expect(formatted("train batch 1 { // nothing yet\n}")).toBe("train batch 1 { // nothing yet\n}\n"));
});

test("a file with mistakes is not laid out", () => {
  expect(() => formatted("let a = (")).toThrow(SourceError);
});

// ── Whatever the white space and the comments: the same tree, the same comments, and the second time the same text ───────

const program = `gan Fuzz
import { up, down } from "./blocks.gan"
hyper latent = 100, lr = 2e-4
data (x: [1, 28, 28] in [-1, 1], y: class[10])
noise z: [latent] ~ normal(0, 1)
state k: [2] = 0
def up(h, n = 64) = h -> linear(n) -> if n > 3 then relu else repeat 2 tanh
def both(h) {
  let a = h -> conv(64, 3) -> repeat h (f -> g)
  (validity: a, label: not (h == 1 and true or -h ^ 2 < 3))
}
frozen network V(x: [2]) -> [1] init (conv: normal(0, 0.02)) from "v.safetensors" { x -> repeat 9 res(256) }
let slope = norm(grad(sum(V(x)), x), over: sample) + f(1, [2, 3]).a * if_not(c, d) - long_name_of_a_value_that_needs_a_line
loss G over G, E = mean((slope - 1) ^ 2) * k.a % 3
train batch 64 {
  repeat if iteration < 25 then 100 else 5 { step D by adam(lr, beta1: 0.5), G by sgd(lr), set k = k + 1 }
  every 2 { clip D in [-0.01, 0.01] }
  average G as G_avg decay 0.999
}
`;

/** Xorshift: a whole number below `limit`, the same row for the same seed. */
function below(seed: number): (limit: number) => number {
  let state = (seed + 1) * 0x9e3779b1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

test("of a hundred variants", () => {
  const pieces = program.match(/\s+|\d+e-\d+|\w[\w.]*|"[^"]*"|->|[<>=!]=|./g) ?? [];
  const filling = ["\n", "\n\n\n", " ", "  // a remark\n", "\n// alone\n", " /* inline */ ", "\n/* two\n   lines */\n", "\n\n// apart\n\n", " /* one */ // two\n", "\t"];
  let tried = 0;
  for (let seed = 0; seed < 100; seed++) {
    const pick = below(seed);
    // Where a ( follows a name, a line break would say something else.
    const text = pieces.map((piece, i) => (pick(7) === 0 && pieces[i] !== "(" && pieces[i - 1] !== "h" ? filling[pick(filling.length)] : "") + piece).join("");
    const laid = formatted(text);
    expect(shown(laid), `seed ${seed}`).toEqual(shown(text));
    expect(comments(laid), `seed ${seed}`).toEqual(comments(text));
    expect(formatted(laid), `seed ${seed}`).toBe(laid);
    expect(laid, `seed ${seed}`).not.toMatch(/[ \t]\n|\n\n\n|\t/);
    tried++;
  }
  expect(tried).toBe(100);
});
