/** Networks, called from outside: each as it is after training, on values that the caller gives. */

import type { Engine, Ready, ReadyGraph } from "./engine.js";
import { DataError } from "./errors.js";
import { type Given, valuesFor } from "./given.js";
import { elementsOf } from "./initial.js";
import type { Network } from "./program.js";

/** f32, sample by sample, row-major. */
export interface Values<Sample extends readonly number[] = readonly number[]> {
  readonly values: Float32Array;
  /** The number of samples first. */
  readonly shape: readonly [count: number, ...sample: Sample];
}

/** One of a program's networks: the values of its parameters in, those of its output (by field, where that is a record) out. */
export type Called = (...given: readonly Given[]) => Promise<Values | { readonly [field: string]: Values }>;

/** Past this many, samples go through in turns. */
const most = 64;

export class NetworkCalls {
  readonly #ready = new Map<string, Promise<Ready>>();

  constructor(private readonly engine: Engine) {}

  /** How many samples there are is told by the values; of numbers alone, there is one. Throws a DataError. */
  async call({ name, parameters }: Network, given: readonly Given[]): Promise<Values | { readonly [field: string]: Values }> {
    if (given.length !== parameters.length) throw new DataError(`${name} takes ${parameters.map((parameter) => parameter.name).join(", ")}, and ${given.length} ${given.length === 1 ? "value was" : "values were"} given`);
    const { engine } = this;
    const count = Math.max(1, ...parameters.map(({ shape }, i) => wholeSamples(name, given[i], elementsOf(shape))));
    const batch = Math.min(count, most);
    const turns = Math.ceil(count / batch);
    // Before anything is made: what is wrong with the values is said first.
    const values = parameters.map((parameter, i) => valuesFor({ ...parameter, name: `${name}'s ${parameter.name}` }, given[i], 0, turns * batch, count));
    const graph = (await this.#readyFor(`network ${name}`, batch)).graphs.get(`network ${name}`)!;
    const buffers = values.map((one) => engine.buffer(one.byteLength, `given to ${name}`));
    const results = graph.outputs.map(({ bytes }) => engine.buffer(turns * bytes, `made by ${name}`));
    try {
      values.forEach((one, i) => engine.write(buffers[i], 0, one));
      this.#run(graph, turns, values.map((one, i) => ({ buffer: buffers[i], bytes: one.byteLength / turns })), results);
      const read = await engine.read(graph.outputs.map(({ bytes }, i) => ({ buffer: results[i], offset: 0, bytes: turns * bytes })));
      return named(name, graph, read, count, batch);
    } finally {
      for (const buffer of [...buffers, ...results]) engine.free(buffer);
    }
  }

  /** All turns in one submit. */
  #run(graph: ReadyGraph, turns: number, given: readonly { readonly buffer: GPUBuffer; readonly bytes: number }[], results: readonly GPUBuffer[]): void {
    const encoder = this.engine.device.createCommandEncoder();
    for (let turn = 0; turn < turns; turn++) {
      given.forEach(({ buffer, bytes }, i) => encoder.copyBufferToBuffer(buffer, turn * bytes, graph.parameters[i], 0, bytes));
      const pass = encoder.beginComputePass();
      this.engine.encode(pass, graph);
      pass.end();
      graph.outputs.forEach(({ buffer, offset, bytes }, i) => encoder.copyBufferToBuffer(buffer, offset, results[i], turn * bytes, bytes));
    }
    this.engine.submit(encoder);
  }

  #readyFor(graph: string, batch: number): Promise<Ready> {
    const key = `${graph} ${batch}`;
    let ready = this.#ready.get(key);
    if (!ready) this.#ready.set(key, (ready = this.engine.ready([graph], batch)));
    return ready;
  }
}

function wholeSamples(name: string, given: Given, size: number): number {
  if (typeof given === "number") return 1;
  if (given.length === 0 || given.length % size !== 0) throw new DataError(`${name} takes ${size} values for each sample, and ${given.length} were given`);
  return given.length / size;
}

function named(name: string, { outputs }: ReadyGraph, read: readonly ArrayBuffer[], count: number, batch: number): Values | { [field: string]: Values } {
  const made = outputs.map(({ shape, dtype }, i): Values => {
    const all = dtype === "f32" ? new Float32Array(read[i]) : Float32Array.from(new Int32Array(read[i]));
    return { values: all.slice(0, (all.length * count) / (Math.ceil(count / batch) * batch)), shape: [count, ...shape.slice(1)] };
  });
  if (outputs.length === 1 && outputs[0].name === name) return made[0];
  return Object.fromEntries(outputs.map((output, i) => [output.name.slice(name.length + 1), made[i]]));
}
