/** Frozen networks: what they may leave out, what they reach, and what can't be done to them. */

import { describe, expect, test } from "vitest";
import { mistakesIn, programOf } from "./checking.js";
import { checkFiles } from "./files.js";
import { compiled, networkIn, weightsOf } from "./helper.js";

const base = `
data x: [2]
noise z: [2] ~ normal(0, 1)
generator G(z: [2]) -> [2] { z -> linear(2) }
frozen network F(v: [2]) -> [3] from "f.safetensors" { v -> linear(4) -> batch_norm -> relu -> linear(3) }
critic D(x: [2]) -> [1] { x -> F -> linear(1) }
`;

test("its weights have names like any others, start as nothing, and say which file has them", () => {
  const { frozen, from, weights } = networkIn(programOf(base), "F");
  expect([frozen, from]).toEqual([true, "f.safetensors"]);
  expect(weights.map(({ name }) => name)).toEqual(["F.linear1.weight", "F.linear1.bias", "F.batch_norm1.weight", "F.batch_norm1.bias", "F.batch_norm1.running_mean", "F.batch_norm1.running_var", "F.linear2.weight", "F.linear2.bias"]);
  expect(new Set(weights.map(({ initial }) => JSON.stringify(initial)))).toEqual(new Set([JSON.stringify({ kind: "constant", value: 0 })]));
});

test("a loss moves the weights of a network that calls it, and not its own", () => {
  const { losses } = programOf(`${base}\nloss D = mean(D(x))\nloss G = mse(F(G(z)), F(x))\nloss both over D, G = mean(D(G(z)))`);
  expect(losses.map(({ over }) => over)).toEqual([["D"], ["G"], ["G", "D"]]);
});

describe("shapes may be left out", () => {
  test("of what it gives: that is what its body makes", () => {
    const { output } = networkIn(programOf(`data x: [3, 8, 8]\nfrozen network F(x: [3, 8, 8]) from "f.safetensors" { let h = x -> conv(4, 3)\n (low: h, high: h -> conv(5, 3)) }\nlet a = F(x).high`), "F");
    expect(output).toMatchObject({ kind: "record", fields: [{ name: "low", type: { shape: [4, 6, 6], batched: true } }, { name: "high", type: { shape: [5, 4, 4], batched: true } }] });
  });

  test("of what it takes: that is what its first call gives it", () => {
    const program = programOf(`data x: [3, 8, 8]\ngenerator G(x: [3, 8, 8]) -> [3, 8, 8] { x -> conv(3, 3, pad: 1) }
      frozen network VGG(x) from "vgg19.safetensors" { x -> conv(4, 3) -> relu -> max_pool(2) }
      loss G = l1(VGG(G(x)), VGG(x))`);
    expect(weightsOf(networkIn(program, "VGG"))).toEqual(["VGG.conv1.weight [4, 3, 3, 3]", "VGG.conv1.bias [4]"]);
    expect(networkIn(program, "VGG").output).toMatchObject({ shape: [4, 3, 3] });
    expect(program.networks.map(({ name }) => name)).toEqual(["G", "VGG"]);
  });

  test("a class, too; and one that nobody calls has no weights", () => {
    const program = programOf(`data (x: [2], y: class[3])\nfrozen network E(v, c) from "e.safetensors" { v + embedding(c, 2) }\nfrozen network Unused(v) from "u.safetensors" { v -> linear(2) }\nlet a = E(x, y)`);
    expect(program.networks.map(({ name }) => name)).toEqual(["E"]);
    expect(weightsOf(networkIn(program, "E"))).toEqual(["E.embedding1.weight [3, 2]"]);
  });

  test("also in an imported file", () => {
    const program = checkFiles({
      "main.gan": `import { perceptual } from "losses/vgg.gan"\ndata x: [3, 4, 4]\nmetric m = perceptual(x, x * 2)`,
      "losses/vgg.gan": `hyper features = 4\nfrozen network VGG(x) from "vgg.safetensors" { x -> conv(features, 3) }\ndef perceptual(a, b) = l1(VGG(a), VGG(b))`,
    });
    expect(program.networks.map(({ name, from }) => [name, from])).toEqual([["VGG", "vgg.safetensors"]]);
  });
});

test("the program names the file, from where its own source lies", () => {
  const { program } = compiled(`${base}\nloss D = mean(D(x))\ntrain batch 4 { step D by adam(0.1) }`);
  expect(program.frozen).toEqual([{ network: "F", file: "f.safetensors" }]);
  const moments = program.slots.filter(({ role }) => role === "moment").map(({ name }) => name);
  expect(moments.filter((name) => name.endsWith(" first"))).toEqual(["adam D.D.linear1.weight first", "adam D.D.linear1.bias first"]);
});

test.each([
  ["a loss over it", `loss F = mean(F(x))`, ["frozen/moved 7:6 F"]],
  ["a loss over it and others", `loss L over D, F = mean(D(x))`, ["frozen/moved 7:16 F"]],
  ["a loss over one that leaves its shapes out", `frozen network H(v) from "h.safetensors" { v -> linear(2) }\nloss H = mean(H(x))`, ["frozen/moved 8:6 H"]],
  ["clipping it", `train batch 4 { clip F in [-1, 1] }`, ["frozen/moved 7:22 F"]],
  ["averaging it", `train batch 4 { average F as E decay 0.9 }`, ["frozen/moved 7:25 F"]],
  ["no file", `frozen network H(v: [2]) -> [2] { v }`, ["frozen/file 7:16 H"]],
  ["a file of one that isn't frozen", `network H(v: [2]) -> [2] from "h.safetensors" { v }`, [`frozen/file 7:31 "h.safetensors"`]],
  ["a start of its own", `frozen network H(v: [2]) -> [2] init normal(0, 1) from "h.safetensors" { v }`, ["frozen/init 7:38 normal(0, 1)"]],
  ["a loss that reaches only frozen weights", `network H(v: [2]) -> [3] { v -> F }\nloss H = mean(H(x))`, ["loss/weights 8:6 H"]],
  ["a loss that reaches another's only through it", `loss L over G = mean(F(x))`, ["loss/independent 7:13 G"]],
  ["a call that differs from the first", `frozen network H(v) from "h.safetensors" { v -> linear(2) }\nlet a = H(x)\nlet b = H(F(x))`, ["shape/argument 9:11 F(x)"]],
  ["a first call that gives no value", `frozen network H(v) from "h.safetensors" { v -> linear(2) }\nlet a = H(G)`, ["type/value 8:11 G"]],
  ["one that calls itself", `frozen network H(v) from "h.safetensors" { v -> linear(2) -> H }\nlet a = H(x)`, ["name/cycle 7:16 H"]],
  ["one that calls itself, with shapes of what it takes", `frozen network H(v: [2]) from "h.safetensors" { v -> linear(2) -> H }`, ["name/cycle 7:16 H"]],
  ["a wrong body without a call", `frozen network H(v) from "h.safetensors" { v -> nowhere }`, ["name/unknown 7:49 nowhere"]],
  ["a body that makes no value", `frozen network H(v: [2]) from "h.safetensors" { tanh }`, ["shape/output 7:49 tanh"]],
])("%s", (_, text, expected) => {
  expect(mistakesIn(`${base.trim()}\n\n${text}`)).toEqual(expected);
});
