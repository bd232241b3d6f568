import { type Compilation, compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";

export function compiled(text: string): Compilation {
  const { compilation, diagnostics } = compile({ name: "model.gan", text }, { prelude: preludeSources() });
  if (!compilation) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return compilation;
}

/** With something of everything that the types know by name. */
export const model = `
gan Labelled
data (x: [1, 4, 4] in [0, 1], y: class[3])
noise z: [2] ~ normal(0, 1)
noise c: class[3] ~ categorical(3)
generator G(z: [2], c: class[3]) -> [1, 4, 4] { concat(z, one_hot(c)) -> linear(16) -> sigmoid -> reshape(1, 4, 4) }
discriminator D(x: [1, 4, 4]) -> (validity: [1], label: [3]) {
  let h = x -> flatten -> linear(8) -> leaky_relu(0.2)
  (validity: h -> linear(1), label: h -> linear(3))
}
let fake = G(z, c)
loss D = bce_logits(D(x).validity, 1) + bce_logits(D(fake).validity, 0) + cross_entropy(D(x).label, y)
loss G = bce_logits(D(fake).validity, 1) + cross_entropy(D(fake).label, c)
metric wasserstein = mean(D(x).validity) - mean(D(fake).validity)
sample fakes = fake
sample inverted = 1 - fake
train batch 8 { step D by adam(1e-3)  step G by adam(1e-3) }
`;
