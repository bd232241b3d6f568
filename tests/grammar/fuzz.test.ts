import { expect, test } from "vitest";
import { parse } from "../../grammar/parser.js";
import { renderDiagnostic } from "../../grammar/render.js";

const program = `// everything once
gan Fuzz
import { up, down } from "./blocks.gan"
hyper latent = 100, lr = 2e-4
data (x: [1, 28, 28] in [-1, 1], y: class[10])
noise z: [latent] ~ normal(0, 1)
state k: [2] = 0
def up(h, n = 64) = h -> linear(n) -> if n > 3 then relu else repeat 2 tanh
def both(h) {
  let a = h -> conv(64, 3)
  /* a record */
  (validity: a, label: not (h == 1 and true or -h ^ 2 < 3))
}
frozen network V(x: [2]) -> [1] init (conv: normal(0, 0.02)) from "v.safetensors" { x -> repeat 9 res(256) }
let slope = norm(grad(sum(V(x)), x), over: sample)
loss G over G, E = mean((slope - 1) ^ 2) * k.a % 3
metric m = 1
sample s = G(z)
train batch 64 {
  repeat if iteration < 25 then 100 else 5 { step D by adam(lr, beta1: 0.5), G by sgd(lr), set k = k + 1 }
  every 2 { clip D in [-0.01, 0.01] }
  average G as G_avg decay 0.999
}
`;

/** Mulberry32: a number in [0, 1) from a seed, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pieces = program.match(/\s+|\w+|"[^"]*"|->|[<>=!]=|./g) ?? [];
const strange = ["(", ")", "[", "]", "{", "}", "->", "let", "train", "sample", "\"", "/*", "@", "1.2.3", "=", "\n", ",", "if", "é", ";"];

function mutated(seed: number): string {
  const random = randomFrom(seed);
  const text = [...pieces];
  const pick = (length: number): number => Math.floor(random() * length);
  for (let changes = 1 + pick(4); changes > 0; changes--) {
    const at = pick(text.length);
    const change = pick(5);
    if (change === 0) text.splice(at, 1);
    if (change === 1) text.splice(at, 0, text[at], text[at]);
    if (change === 2) text.splice(at, 0, strange[pick(strange.length)]);
    if (change === 3) [text[at], text[text.length - 1 - at]] = [text[text.length - 1 - at], text[at]];
    if (change === 4) text.splice(at, pick(12));
  }
  return text.join("");
}

test("the program itself parses", () => expect(parse({ name: "fuzz.gan", text: program })).toMatchObject({ file: { broken: [] }, diagnostics: [] }));

test("whatever is deleted, doubled, inserted or swapped: a tree, or mistakes with places in the text", () => {
  let wrong = 0;
  for (let seed = 0; seed < 600; seed++) {
    const text = mutated(seed);
    const { file, diagnostics } = parse({ name: "fuzz.gan", text });
    if (diagnostics.length > 0) wrong++;
    expect(file.broken.length > 0 ? diagnostics.length : 1, `seed ${seed}: something is broken and nobody says why`).toBeGreaterThan(0);
    for (const diagnostic of diagnostics) {
      for (const { span } of [diagnostic, ...diagnostic.related]) {
        expect(span.start, `seed ${seed}`).toBeGreaterThanOrEqual(0);
        expect(span.end, `seed ${seed}`).toBeGreaterThanOrEqual(span.start);
        expect(span.end, `seed ${seed}`).toBeLessThanOrEqual(text.length);
      }
      expect(diagnostic.message, `seed ${seed}`).not.toMatch(/something else|undefined|-word|\.$/);
      expect(renderDiagnostic(diagnostic, { unicode: true, colour: false })).toContain("fuzz.gan:");
    }
  }
  expect(wrong).toBeGreaterThan(400);
}, 30_000);

test("one token taken out is at most two mistakes", () => {
  for (let i = 0; i < pieces.length; i++) {
    if (pieces[i].trim() === "" || /^(\/|\*|everything|once|a|record)$/.test(pieces[i])) continue;
    const text = [...pieces.slice(0, i), " ", ...pieces.slice(i + 1)].join("");
    const { diagnostics } = parse({ name: "fuzz.gan", text });
    expect(diagnostics.map(({ message }) => message).slice(2), `without ${JSON.stringify(pieces[i])}, token ${i}:\n${text.split("\n").slice(0, 40).join("\n")}`).toEqual([]);
  }
});
