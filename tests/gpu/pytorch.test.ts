/** PyTorch's numbers on a device: the same fixtures that the reference is held to, in float32. */

import { describe, test } from "vitest";
import { compileLowered } from "../../compiler/backend.js";
import { type Backend, casesOf, families, verifyCase } from "../pytorch/cases.js";
import { launch } from "./backend.js";

const gpu: Backend = {
  prepare(lowered) {
    const { program } = compileLowered(lowered, { verify: true });
    return {
      run: (graph, slots, data, batch) => launch(program, graph, { slots, data }, batch),
    };
  },
};

describe.each(families)("%s, as PyTorch computes them, on a device", (family) => {
  test.each(casesOf(family).map((fixture) => [fixture.name, fixture] as const))("%s", async (_, fixture) => {
    await verifyCase(fixture, gpu, 1e-4);
  });
});
