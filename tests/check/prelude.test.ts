/** Every definition of the prelude, in a program that compiles to the end. */

import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parser.js";
import { preludeSources } from "../../compiler/prelude.js";
import { checkText, placeOf, programOf } from "./checking.js";
import { compiled } from "./helper.js";

/** A discriminator of logits, a generator that can meet it, and one loss for each of the two. */
function pair(lossD: string, lossG: string): string {
  return `
    data (x: [2], y: class[3])
    noise z: [2] ~ normal(0, 1)
    generator G(z: [2]) -> [2] { z -> linear(2) }
    discriminator D(x: [2]) -> [1] { x -> linear(4) -> leaky_relu(0.2) -> linear(1) }
    network Classes(x: [2]) -> [3] { x -> linear(3) }
    let fake = G(z)
    let real_score = D(x)
    let fake_score = D(fake)
    loss D over D = ${lossD}
    loss G over G = ${lossG}
    train batch 4 { step D by adam(1e-3)  step G by adam(1e-3) }
  `;
}

const g = "-mean(fake_score)";
const d = "-mean(real_score)";

/** By definition: the two losses of a program that uses it. */
const programs: { readonly [definition: string]: readonly [string, string] } = {
  bce: ["bce(sigmoid(real_score), 1)", g],
  bce_logits: ["bce_logits(real_score, 1) + bce_logits(fake_score, 0)", "bce_logits(fake_score, 1)"],
  cross_entropy: [d + " + cross_entropy(concat(x, real_score), y)", "cross_entropy(concat(fake, fake_score), 2)"],
  mse: ["mse(real_score, 1)", "mse(fake, x)"],
  l1: ["l1(real_score, 1)", "l1(fake, x)"],
  kl_normal: [d, "kl_normal(fake, 0.5 * fake)"],
  minimax_d: ["minimax_d(real_score, fake_score)", g],
  minimax_g: [d, "minimax_g(fake_score)"],
  non_saturating_d: ["non_saturating_d(real_score, fake_score)", g],
  non_saturating_g: [d, "non_saturating_g(fake_score)"],
  least_squares_d: ["least_squares_d(real_score, fake_score)", g],
  least_squares_g: [d, "least_squares_g(fake_score)"],
  wasserstein_d: ["wasserstein_d(real_score, fake_score)", g],
  wasserstein_g: [d, "wasserstein_g(fake_score)"],
  hinge_d: ["hinge_d(real_score, fake_score)", g],
  hinge_g: [d, "hinge_g(fake_score)"],
  relativistic_d: ["relativistic_d(real_score, fake_score)", g],
  relativistic_g: [d, "relativistic_g(real_score, fake_score)"],
  relativistic_average_d: ["relativistic_average_d(real_score, fake_score)", g],
  relativistic_average_g: [d, "relativistic_average_g(real_score, fake_score)"],
  boundary_seeking_d: ["boundary_seeking_d(real_score, fake_score)", g],
  boundary_seeking_g: [d, "boundary_seeking_g(fake_score)"],
  softmax_gan_partition: ["softmax_gan_partition(real_score, fake_score)", g],
  softmax_gan_d: ["softmax_gan_d(real_score, fake_score)", g],
  softmax_gan_g: [d, "softmax_gan_g(real_score, fake_score)"],
  logsumexp_all: ["logsumexp_all(real_score, fake_score)", g],
  gradient_penalty: [`${d} + 10 * gradient_penalty(D, x, fake)`, g],
  dragan: [`${d} + 10 * dragan(D, x)`, g],
  r1: [`${d} + 5 * r1(D, x)`, g],
  r2: [`${d} + 5 * r2(D, fake)`, g],
  wgan_div: [`${d} + 2 * wgan_div(D, x, fake)`, g],
  kl: [d, "kl(mean(softmax(fake), over: batch), mean(softmax(x), over: batch))"],
  js: [d, "js(mean(softmax(fake), over: batch), mean(softmax(x), over: batch))"],
  js_bound: ["-js_bound(sigmoid(real_score), sigmoid(fake_score))", g],
};

const definitions = preludeSources().flatMap((source) => parse(source).file.declarations.flatMap((declaration) => (declaration.kind === "def" ? [declaration.name.name] : [])));

test("every definition has a program here", () => {
  expect(Object.keys(programs).sort()).toEqual([...definitions].sort());
});

describe("compiles to the end", () => {
  for (const [name, [lossD, lossG]] of Object.entries(programs)) {
    test(name, () => {
      const { program } = compiled(pair(lossD, lossG));
      expect(program.schedule).toBeDefined();
    });
  }
});

describe("the prelude", () => {
  test("has no mistake of its own", () => {
    expect(preludeSources().flatMap((source) => parse(source).diagnostics)).toEqual([]);
  });

  test("brings its noise into a program only where that uses it", () => {
    expect(programOf(pair(d, g)).noises.map(({ name }) => name)).toEqual(["z"]);
    expect(programOf(pair(`${d} + gradient_penalty(D, x, fake)`, g)).noises.map(({ name }) => name)).toEqual(["z", "penalty_place"]);
  });

  test("keeps its noise apart from one that has its name", () => {
    const program = programOf(`${pair(`${d} + gradient_penalty(D, x, fake) + mean(penalty_place)`, g)}\nnoise penalty_place: [5] ~ normal(0, 1)`);
    expect(program.noises.map(({ name, type }) => `${name}: [${type.shape.join(", ")}]`)).toEqual(["z: [2]", "penalty_place: [5]", "prelude_penalty_place: []"]);
  });

  test("shows what the user wrote where a definition is called wrongly, and its own line beside that", () => {
    const { diagnostics } = checkText("data x: [2]\ndata far: [5]\nlet a = mse(x, far)\nlet b = x -> l1(far)");
    expect(diagnostics.map(({ code, span, related }) => [code, placeOf(span), related[0].span.source.name])).toEqual([
      ["shape/broadcast", "3:16 far", "prelude/losses.gan"],
      ["shape/broadcast", "4:17 far", "prelude/losses.gan"],
    ]);
  });
});
