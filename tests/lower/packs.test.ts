/** Weights of one element each, updated together: what they share is a scalar, and no member's element. */

import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";

test("a pack of weights of one element reads the optimiser's scalars where they are", () => {
  const text = "noise z: [1] ~ normal(0, 1)\ngenerator G(z: [1]) -> [1] { param([1], init: normal(1, 0)) + z * param([1], init: normal(1, 0)) }\nloss G = mean(G(z)^2)\ntrain batch 8 { step G by adam(0.01) }";
  const { compilation } = compile({ name: "packs.gan", text }, { prelude: preludeSources() });
  const update = /fn G_update[^]*?\n}/.exec(compilation!.module.wgsl)![0];
  const scalars = [...update.matchAll(/\b(G_adam\w*)\[(\w+)\]/g)];
  expect(scalars.length).toBeGreaterThan(0);
  for (const [, name, index] of scalars) expect(index, name).toBe("0u");
});
