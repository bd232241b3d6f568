import { compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Program } from "../../runtime/program.js";

/** A source text as a program; a mistake in it fails the test. */
export function programOf(text: string): Program {
  const { compilation, diagnostics } = compile({ name: "test.gan", text }, { prelude: preludeSources(), verify: true });
  if (!compilation) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return compilation.program;
}

/** A small one of each thing that training has to get right: batch statistics, dropout, moments, several steps, a clock, metrics. */
export const small = `
hyper lr = 1e-2
data  x: [2]
noise z: [4] ~ normal(0, 1)
generator G(z: [4]) -> [2] { z -> linear(16) -> batch_norm -> relu -> linear(2) }
critic    D(x: [2]) -> [1] { x -> linear(16) -> leaky_relu(0.2) -> dropout(0.1) -> linear(1) }
loss D = mean(D(G(z))) - mean(D(x)) + gradient_penalty(D, x, G(z))
loss G = -mean(D(G(z)))
metric wasserstein = mean(D(x)) - mean(D(G(z)))
train batch 32 {
  repeat if iteration < 2 then 3 else 2 { step D by adam(lr, beta1: 0.5, beta2: 0.9) }
  step G by adam(lr * min(1, 2 - epoch / 100), beta1: 0.5, beta2: 0.9)
  every 3 { clip D in [-1, 1] }
}
`;
