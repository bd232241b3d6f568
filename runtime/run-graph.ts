/** One launch of one graph on given values: how tests and `ganc eval` compare a device with the reference. */

import { Engine } from "./engine.js";
import { elementsOf, typed } from "./initial.js";
import type { Program } from "./program.js";

export type Values = ReadonlyMap<string, ArrayLike<number>>;

export interface GraphResult {
  readonly outputs: ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array | Int32Array }>;
  /** All slots after the launch. */
  readonly slots: ReadonlyMap<string, Float32Array | Int32Array>;
}

/** Slots that are not given start as they do at load; inputs that the graph reads must be given. */
export async function runGraph(device: GPUDevice, program: Program, graph: string, given: { readonly slots: Values; readonly inputs: Values }, batch: number): Promise<GraphResult> {
  const engine = new Engine(device, program, 0);
  try {
    const ready = await engine.ready([graph], batch);
    for (const { name, offset, dtype } of program.slots) {
      const values = given.slots.get(name);
      if (values) engine.write(engine.slots, offset, typed(dtype, values));
    }
    program.inputs.forEach(({ name, dtype }, place) => {
      const values = given.inputs.get(name);
      if (values) engine.write(ready.inputs[place], 0, typed(dtype, values));
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const { outputs, launches } = ready.graphs.get(graph)!;
    engine.encode(pass, { launches });
    pass.end();
    engine.submit(encoder);
    const slots = program.slots.map(({ offset, shape, dtype }) => ({ buffer: engine.slots, offset, bytes: 4 * elementsOf(shape), dtype }));
    const values = await engine.read([...outputs, ...slots]);
    return {
      outputs: new Map(outputs.map(({ name, shape }, i) => [name, { shape, values: values[i] }])),
      slots: new Map(program.slots.map(({ name }, i) => [name, values[outputs.length + i]])),
    };
  } finally {
    engine.dispose();
  }
}
