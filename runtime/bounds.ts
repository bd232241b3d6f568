/** A program may come from anywhere: nothing in it is taken for what it says before it is held against what there is. What a kernel does inside of its bindings, WebGPU's robust access keeps there. */

import { ProgramError } from "./errors.js";
import { elementsOf } from "./initial.js";
import type { Network, Program } from "./program.js";

export type Launchable = Pick<Network, "graph" | "parameters">;

export function demand(program: Program, isSo: boolean, what: string): void {
  if (!isSo) throw new ProgramError(`${program.name} is no program that ganc writes: ${what}`);
}

/** Throws a ProgramError that names the first slot that doesn't lie in the slots' memory. */
export function demandSlots(program: Program): void {
  for (const { name, offset, shape, initial } of program.slots) {
    const elements = elementsOf(shape);
    demand(program, offset >= 0 && elements >= 0 && offset + 4 * elements <= program.slotBytes, `${name} lies outside the memory of its slots`);
    demand(program, initial.kind !== "values" || initial.values.length === elements, `${name} has other first values`);
  }
}

/** One of the program's graphs, or that of a network, `network D`. Throws a ProgramError where it isn't there. */
export function launchable(program: Program, name: string): Launchable {
  const network = program.networks.find((one) => name === `network ${one.name}`);
  demand(program, network !== undefined || Object.hasOwn(program.graphs, name), `it has no graph ${name}`);
  return network ?? { graph: program.graphs[name], parameters: [] };
}
