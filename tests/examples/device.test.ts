/** Every example, small, trained for 20 iterations on a device: PyTorch's losses, gradients and weights, in float32. */

import { describe, test } from "vitest";
import { compileLowered } from "../../compiler/backend.js";
import { interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { Engine } from "../../runtime/engine.js";
import { elementsOf } from "../../runtime/initial.js";
import type { Program } from "../../runtime/program.js";
import { stepsOf } from "../../runtime/schedule.js";
import { testDevice } from "../device.js";
import { checked } from "./examples.js";
import { firstSlots, fixtures, type Machine, verify } from "./fixture.js";
import { lowerGiven } from "./given.js";

type DType = Program["inputs"][number]["dtype"];

const toArray = (dtype: DType, values: ArrayLike<number>): Float32Array | Int32Array => (dtype === "f32" ? Float32Array.from(values) : Int32Array.from(values));

/** All graphs that nobody watches, made ready once, as in training. */
async function onDevice(engine: Engine, first: ReadonlyMap<string, Tensor>, batch: number): Promise<Machine> {
  const { program } = engine;
  const gradients = Object.keys(program.graphs).filter((graph) => graph.startsWith("gradients "));
  const ready = await engine.ready([...stepsOf(program), ...gradients], batch);
  for (const { name, offset, dtype } of program.slots) engine.write(engine.slots, offset, toArray(dtype, first.get(name)!.data));
  return {
    async launch(name, given) {
      const { launches, outputs, reads } = ready.graphs.get(name)!;
      for (const place of reads) engine.write(ready.inputs[place], 0, toArray(program.inputs[place].dtype, given.get(program.inputs[place].name)!.data));
      const encoder = engine.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      engine.encode(pass, { launches });
      pass.end();
      engine.submit(encoder);
      const found = await engine.read(outputs);
      return new Map(outputs.map(({ name: output, shape }, i) => [output, { shape, data: Float64Array.from(found[i]) }]));
    },
    async slots() {
      const found = await engine.read(program.slots.map(({ offset, shape, dtype }) => ({ buffer: engine.slots, offset, bytes: 4 * elementsOf(shape), dtype })));
      return new Map(program.slots.map(({ name, shape }, i) => [name, { shape, data: Float64Array.from(found[i]) }]));
    },
  };
}

describe.each(fixtures())("%s", (name, fixture) => {
  test("trains on a device as PyTorch trains it", async () => {
    const { lowered, program } = interning(() => {
      const lowering = lowerGiven(checked(name, fixture.hypers, fixture.narrowed));
      return { lowered: lowering, program: compileLowered(lowering).program };
    });
    const engine = new Engine(await testDevice(), program, 0);
    try {
      const machine = await onDevice(engine, firstSlots(fixture, lowered.slots), fixture.batch);
      // Rounding moves an undetermined weight by a whole step of its optimiser, either way.
      const steps = fixture.losses.length * fixture.hypers.lr;
      await verify(fixture, lowered, machine, { relative: 1e-3, undetermined: steps / 1e-2 });
    } finally {
      engine.dispose();
    }
  }, 600_000);
});
