/** Graphs that make something of many samples, in turns of as many as are launched at once. */

import type { Engine, Ready } from "./engine.js";
import { type Given, type Taken, valuesFor } from "./given.js";
import { elementsOf } from "./initial.js";

/** f32, sample by sample, row-major. */
export interface Values<Sample extends readonly number[] = readonly number[]> {
  readonly values: Float32Array;
  /** The number of samples first. */
  readonly shape: readonly [count: number, ...sample: Sample];
}

/** Past this many, samples are made in turns. */
const most = 64;

/** What somebody gives, and what is known of that. */
export type GivenTo = readonly [taken: Taken, given: Given];

/**
 * The outputs of the last of these graphs, for `count` samples, with what is given in these buffers of the graphs; `before` each turn more may be
 * launched. Throws a DataError before anything is made.
 */
export async function inTurns(engine: Engine, names: readonly string[], count: number, given: readonly GivenTo[], buffersOf: (ready: Ready) => readonly GPUBuffer[], before?: (ready: Ready, turn: number) => void): Promise<Values[]> {
  const batch = Math.min(count, most);
  const turns = Math.ceil(count / batch);
  const all = given.map(([taken, values]) => valuesFor(taken, values, count, turns * batch));
  const ready = await engine.ready(names, batch);
  const graph = ready.graphs.get(names.at(-1)!)!;
  const buffers = buffersOf(ready);
  const made = graph.outputs.map(({ shape }) => new Float32Array(turns * elementsOf(shape)));
  for (let turn = 0; turn < turns; turn++) {
    before?.(ready, turn);
    all.forEach((values, i) => engine.write(buffers[i], 0, values.subarray((turn * values.length) / turns, ((turn + 1) * values.length) / turns)));
    (await engine.run(graph)).forEach((values, i) => made[i].set(values, turn * values.length));
  }
  return graph.outputs.map(({ shape: [, ...shape] }, i) => ({ values: made[i].slice(0, count * elementsOf(shape)), shape: [count, ...shape] }));
}
