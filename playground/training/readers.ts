/** Graphs that are looked at, each made ready once for its number of samples. */

import type { Engine, Ready } from "../../runtime/engine.js";
import type { Shown } from "./messages.js";

export type Given = ReadonlyMap<string, Float32Array | Int32Array>;

export class Readers {
  readonly #ready = new Map<string, Promise<Ready>>();

  constructor(private readonly engine: Engine) {}

  /** The graph's outputs for `count` samples of what is given; inputs that it doesn't read are left alone. */
  async all(graph: string, count: number, given: Given): Promise<ReadonlyMap<string, Shown>> {
    const { engine } = this;
    const ready = await this.#readyFor(graph, count);
    // Its buffers may be gone by now, and a write to one would be laid to whoever shares the device.
    engine.check();
    const { launches, outputs, reads } = ready.graphs.get(graph)!;
    for (const place of reads) {
      const values = given.get(engine.program.inputs[place].name);
      if (values) engine.write(ready.inputs[place], 0, values);
    }
    const encoder = engine.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    engine.encode(pass, { launches });
    pass.end();
    engine.submit(encoder);
    const values = await engine.read(outputs);
    return new Map(outputs.map(({ name, shape }, i) => [name, { shape: shape.slice(1), values: new Float32Array(values[i]) }]));
  }

  async first(graph: string, count: number, given: Given): Promise<Shown> {
    const [shown] = (await this.all(graph, count, given)).values();
    if (!shown) throw new Error(`${graph} gives nothing to look at`);
    return shown;
  }

  #readyFor(graph: string, count: number): Promise<Ready> {
    const key = `${graph} ${count}`;
    let ready = this.#ready.get(key);
    if (!ready) this.#ready.set(key, (ready = this.engine.ready([graph], count)));
    return ready;
  }
}
