/** Networks, called from outside: each as it is after training, on values that the caller gives. */

import type { Engine } from "./engine.js";
import { DataError } from "./errors.js";
import type { Given } from "./given.js";
import { elementsOf } from "./initial.js";
import type { Network } from "./program.js";
import { type GivenTo, type Values, inTurns } from "./turns.js";

/** One of a program's networks: the values of its parameters in, those of its output (by field, where that is a record) out. */
export type Called = (...given: readonly Given[]) => Promise<Values | { readonly [field: string]: Values }>;

/** How many samples there are is told by the values; of numbers alone, there is one. Throws a DataError. */
export async function call(engine: Engine, { name, parameters, graph }: Network, given: readonly Given[]): Promise<Values | { readonly [field: string]: Values }> {
  if (given.length !== parameters.length) throw new DataError(`${name} takes ${parameters.map((parameter) => parameter.name).join(", ")}, and ${given.length} were given`);
  const count = Math.max(1, ...given.map((values, i) => (typeof values === "number" ? 1 : Math.ceil(values.length / elementsOf(parameters[i].shape)))));
  const graphName = `network ${name}`;
  const inputs = parameters.map((parameter, i): GivenTo => [{ ...parameter, name: `${name}'s ${parameter.name}` }, given[i]]);
  const made = await inTurns(engine, [graphName], count, inputs, ({ graphs }) => graphs.get(graphName)!.parameters);
  const fields = Object.fromEntries(made.map((values, i) => [graph.outputs[i].name.slice(name.length + 1), values]));
  return fields[""] ?? fields;
}
