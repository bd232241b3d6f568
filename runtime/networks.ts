/** Networks, called from outside: each as it is after training, on values that the caller gives. */

import type { Engine } from "./engine.js";
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

/** How many samples there are is told by the values; of numbers alone, there is one. Throws a DataError. */
export async function call(engine: Engine, { name, parameters }: Network, given: readonly Given[]): Promise<Values | { readonly [field: string]: Values }> {
  if (given.length !== parameters.length) throw new DataError(`${name} takes ${parameters.map((parameter) => parameter.name).join(", ")}, and ${given.length} were given`);
  const count = Math.max(1, ...parameters.map(({ shape }, i) => wholeSamples(name, given[i], elementsOf(shape))));
  const batch = Math.min(count, most);
  const turns = Math.ceil(count / batch);
  // Before anything is made: what is wrong with the values is said first.
  const values = parameters.map((parameter, i) => valuesFor({ ...parameter, name: `${name}'s ${parameter.name}` }, given[i], 0, turns * batch, count));
  const graph = (await engine.ready([`network ${name}`], batch)).graphs.get(`network ${name}`)!;
  const made = await Promise.all(
    Array.from({ length: turns }, (_, turn) => {
      values.forEach((all, i) => engine.write(graph.parameters[i], 0, all.subarray((turn * all.length) / turns, ((turn + 1) * all.length) / turns)));
      return engine.run(graph);
    }),
  );
  const fields = graph.outputs.map(({ name: output, shape: [, ...shape] }, i) => {
    const all = new Float32Array(turns * batch * elementsOf(shape));
    made.forEach((parts, turn) => all.set(parts[i], turn * parts[i].length));
    return [output.slice(name.length + 1), { values: all.slice(0, count * elementsOf(shape)), shape: [count, ...shape] }] as const;
  });
  return fields.length === 1 && fields[0][0] === "" ? fields[0][1] : Object.fromEntries(fields);
}

function wholeSamples(name: string, given: Given, size: number): number {
  if (typeof given === "number") return 1;
  if (given.length === 0 || given.length % size !== 0) throw new DataError(`${name} takes ${size} values for each sample, and ${given.length} were given`);
  return given.length / size;
}
