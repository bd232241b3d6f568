/** Networks, called from outside: each as it is after training, on values that the caller gives. */

import type { Engine, PlacedOutput, ReadyGraph } from "./engine.js";
import { DataError } from "./errors.js";
import { type Given, valuesFor } from "./given.js";
import { elementsOf } from "./initial.js";
import type { Network } from "./program.js";
import { Recorder } from "./recorder.js";

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

/** How many samples there are is told by the values; of numbers alone, there is one. Throws a DataError. */
export async function call(engine: Engine, { name, parameters }: Network, given: readonly Given[]): Promise<Values | { readonly [field: string]: Values }> {
  if (given.length !== parameters.length) throw new DataError(`${name} takes ${parameters.map((parameter) => parameter.name).join(", ")}, and ${given.length} were given`);
  const count = Math.max(1, ...parameters.map(({ shape }, i) => wholeSamples(name, given[i], elementsOf(shape))));
  const batch = Math.min(count, most);
  const turns = Math.ceil(count / batch);
  // Before anything is made: what is wrong with the values is said first.
  const values = parameters.map((parameter, i) => valuesFor({ ...parameter, name: `${name}'s ${parameter.name}` }, given[i], 0, turns * batch, count));
  const graph = (await engine.ready([`network ${name}`], batch)).graphs.get(`network ${name}`)!;
  const results = graph.outputs.map((output) => ({ ...output, buffer: engine.buffer(turns * output.bytes, `made by ${name}`), offset: 0, bytes: turns * output.bytes }));
  try {
    for (let turn = 0; turn < turns; turn++) run(engine, graph, values, results, turn, turns);
    const read = await engine.values(results);
    const made = results.map(({ shape }, i): Values => ({ values: read[i].slice(0, (read[i].length * count) / (turns * batch)), shape: [count, ...shape.slice(1)] }));
    if (results.length === 1 && results[0].name === name) return made[0];
    return Object.fromEntries(results.map((result, i) => [result.name.slice(name.length + 1), made[i]]));
  } finally {
    for (const { buffer } of results) engine.free(buffer);
  }
}

function run(engine: Engine, { launches, parameters, outputs }: ReadyGraph, values: readonly (Float32Array | Int32Array)[], results: readonly PlacedOutput[], turn: number, turns: number): void {
  values.forEach((all, i) => engine.write(parameters[i], 0, all.subarray((turn * all.length) / turns, ((turn + 1) * all.length) / turns)));
  const recorder = new Recorder(engine);
  recorder.launch({ launches });
  outputs.forEach(({ buffer, offset, bytes }, i) => recorder.copy(buffer, offset, results[i].buffer, turn * bytes, bytes));
  recorder.submit();
}

function wholeSamples(name: string, given: Given, size: number): number {
  if (typeof given === "number") return 1;
  if (given.length === 0 || given.length % size !== 0) throw new DataError(`${name} takes ${size} values for each sample, and ${given.length} were given`);
  return given.length / size;
}
