/** Optimisers as one dispatch each: what its members share, and what two optimisers do. */

import { readFileSync } from "node:fs";
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

test("a gradient that several optimisers read has a place beside each one's others", () => {
  const text = readFileSync(new URL("../programs/found/critics_with_one_gradient.gan", import.meta.url), "utf8");
  const { compilation } = compile({ name: "critics.gan", text }, { prelude: preludeSources() });
  const { kernels } = compilation!.plans.find(({ name }) => name.startsWith("step"))!;
  expect(kernels.filter(({ kernel }) => kernel.pack)).toHaveLength(3);
  const weights = compilation!.program.slots.filter(({ name }) => /^[ACE]\./.test(name));
  const updating = kernels.filter(({ stores }) => stores.some(({ at }) => at.in === "slots" && weights.some(({ offset }) => offset === at.offset)));
  expect(updating.map(({ kernel }) => kernel.pack !== undefined)).toEqual([true, true, true]);
});
