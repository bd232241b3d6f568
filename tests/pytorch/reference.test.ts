import { describe, expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { type Backend, casesOf, families, verifyCase } from "./cases.js";

/** The evaluator computes in float64, as the fixtures were. */
const reference: Backend = {
  prepare: (program) => ({
    async run(name, slots, data, batch) {
      const graph = program.graphs.find((candidate) => candidate.name === name);
      if (!graph) throw new Error(`there is no graph ${name}; there are ${program.graphs.map((candidate) => candidate.name).join("; ")}`);
      const launch = runGraph(graph, { slots, data }, batch);
      return { outputs: launch.outputs, slots: new Map([...slots, ...launch.slots]) };
    },
  }),
};

describe.each(families)("%s, as PyTorch computes them", (family) => {
  test.each(casesOf(family).map((fixture) => [fixture.name, fixture] as const))("%s", async (_, fixture) => {
    await verifyCase(fixture, reference, 1e-9);
  });
});

test("a wrong number is noticed", async () => {
  const [fixture] = casesOf("activations");
  const { evaluation } = fixture;
  const [name, value] = Object.entries(evaluation!.expected)[0];
  const wrong = { ...fixture, evaluation: { ...evaluation!, expected: { [name]: { ...value, data: value.data.map((x) => x + 1e-6) } } } };
  await expect(verifyCase(wrong, reference, 1e-9)).rejects.toThrow(name);
});
