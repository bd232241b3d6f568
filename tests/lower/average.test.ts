/** A running average before it has been taken: the network as that starts, also when a module is read again. */

import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.js";
import { pack } from "../../compiler/emit/pack/pack.js";
import { preludeSources } from "../../compiler/prelude.js";
import { initialValues } from "../../runtime/initial.js";
import { unpack } from "../../runtime/unpack.js";

const text = `
data x: [2]
network H(x: [3]) -> [2] init normal(0, 0.02) { x -> linear(2) }
generator G(x: [2]) -> [2] { x -> linear(3) -> batch_norm -> H }
loss G = mse(G(x), x) + mse(G(x), T(x))
train batch 4 { step G by sgd(0.1) average G as T decay 0.99 }`;

test("starts with the weights of its network", () => {
  const { compilation } = compile({ name: "average.gan", text }, { prelude: preludeSources() });
  const { program } = compilation!;
  const { core, training } = pack(program);
  for (const { slots } of [program, unpack(core, training)]) {
    const startOf = (name: string, seed: number): ArrayLike<number> => ((place) => initialValues(slots[place], place, seed))(slots.findIndex((slot) => slot.name === name));
    for (const [average, of] of [["T.linear1.weight", "G.linear1.weight"], ["T.linear1.bias", "G.linear1.bias"], ["T.H.linear1.weight", "H.linear1.weight"], ["T.batch_norm1.weight", "G.batch_norm1.weight"]]) {
      expect(startOf(average, 7), average).toEqual(startOf(of, 7));
      expect(startOf(average, 8), average).toEqual(startOf(of, 8));
    }
    expect(startOf("T.linear1.weight", 7)).not.toEqual(startOf("T.linear1.weight", 8));
  }
});
