/** Every example, small, trained for 20 iterations by the reference evaluator: PyTorch's losses, gradients and weights, in float64. */

import { describe, expect, test } from "vitest";
import type { Tensor } from "../../compiler/ir/op.js";
import { interning } from "../../compiler/ir/node.js";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import type { LoweredProgram } from "../../compiler/lower/program.js";
import { checked, examples } from "./examples.js";
import { type Fixture, firstSlots, fixtures, type Machine, verify } from "./fixture.js";
import { lowerGiven } from "./given.js";

function reference({ graphs }: LoweredProgram, first: ReadonlyMap<string, Tensor>, batch: number): Machine {
  let slots = first;
  return {
    async launch(name, data) {
      const { outputs, slots: changed } = runGraph(graphs.find((graph) => graph.name === name)!, { slots, data }, batch);
      slots = new Map([...slots, ...changed]);
      return outputs;
    },
    slots: async () => slots,
  };
}

async function verified(name: string, fixture: Fixture): Promise<void> {
  const program = interning(() => lowerGiven(checked(name, fixture.hypers, fixture.narrowed)));
  await verify(fixture, program, reference(program, firstSlots(fixture, program.slots), fixture.batch), { relative: 1e-9, undetermined: 1e-5 });
}

describe.each(fixtures())("%s", (name, fixture) => {
  test("is as wide as PyTorch's", () => {
    expect(examples[name].parameters).toEqual(fixture.parameters);
  });

  test("trains as PyTorch trains it", async () => {
    await verified(name, fixture);
  });
});

test("a wrong number is noticed", async () => {
  const [name, fixture] = fixtures()[0];
  const losses = fixture.losses.map(([loss, value], i) => [loss, i === 12 ? value * (1 + 1e-7) : value] as const);
  await expect(verified(name, { ...fixture, losses })).rejects.toThrow("draw 13");
});
