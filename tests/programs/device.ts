/** A program on the test device, made ready once: its graphs launched one by one, on whatever values. */

import type { Tensor } from "../../compiler/ir/op.js";
import { Engine } from "../../runtime/engine.js";
import { elementsOf } from "../../runtime/initial.js";
import type { Program } from "../../runtime/program.js";
import { testDevice } from "../device.js";

export type Tensors = ReadonlyMap<string, Tensor>;

export interface Memory {
  readonly slots: Tensors;
  readonly data: Tensors;
}

/** Runs one graph: its outputs, and all slots after it. */
export type Launch = (graph: string, memory: Memory) => Promise<Tensors>;

/** Calls `work` with what launches the graphs, and gives everything back afterwards. */
export async function onDevice<T>(program: Program, graphs: readonly string[], batch: number, work: (launch: Launch) => Promise<T>): Promise<T> {
  const device = await testDevice();
  const engine = new Engine(device, program, 0);
  try {
    const ready = await engine.ready([...graphs], batch);
    const typed = (dtype: string, { data }: Tensor): Float32Array | Int32Array => (dtype === "f32" ? Float32Array.from(data) : Int32Array.from(data));
    const tensor = (shape: readonly number[], values: ArrayLike<number>): Tensor => ({ shape, data: Float64Array.from(values) });
    return await work(async (graph, { slots, data }) => {
      for (const { name, offset, dtype } of program.slots) engine.write(engine.slots, offset, typed(dtype, slots.get(name)!));
      program.inputs.forEach(({ name, dtype }, place) => engine.write(ready.inputs[place], 0, typed(dtype, data.get(name)!)));
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      const { outputs, launches } = ready.graphs.get(graph)!;
      engine.encode(pass, { launches });
      pass.end();
      engine.submit(encoder);
      const places = program.slots.map(({ offset, shape, dtype }) => ({ buffer: engine.slots, offset, bytes: 4 * elementsOf(shape), dtype }));
      const values = await engine.read([...outputs, ...places]);
      return new Map([
        ...outputs.map(({ name, shape }, i) => [name, tensor(shape, values[i])] as const),
        ...program.slots.map(({ name, shape }, i) => [name, tensor(shape, values[outputs.length + i])] as const),
      ]);
    });
  } finally {
    engine.dispose();
  }
}
