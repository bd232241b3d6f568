/**
 * A program may come from anywhere. Before a launch is made ready, every operand is held against the memory that it lies in, so that a
 * kernel is bound to nothing but what is its own; what it does inside of that, WebGPU's robust access keeps there.
 */

import { bytesAt } from "./arena.js";
import { ProgramError } from "./errors.js";
import { elementsOf } from "./initial.js";
import type { Graph, Network, Operand, Program } from "./program.js";

export type Launchable = Pick<Network, "graph" | "parameters">;

function demand(program: Program, isSo: boolean, what: string): void {
  if (!isSo) throw new ProgramError(`${program.name} is no program that ganc writes: ${what}`);
}

/** Throws a ProgramError that names the first slot that doesn't lie in the slots' memory. */
export function demandSlots(program: Program): void {
  for (const { name, offset, shape, initial } of program.slots) {
    const elements = elementsOf(shape);
    demand(program, offset >= 0 && elements >= 0 && offset + 4 * elements <= program.slotBytes, `${name} lies outside the memory of its slots`);
    demand(program, initial.kind !== "values" || initial.values.length === elements, `${name} starts with more or fewer values than it has`);
  }
}

/** One of the program's graphs, or that of a network, `network D`. Throws a ProgramError where it, or an operand of it, is out of bounds. */
export function launchable(program: Program, name: string, batch: number): Launchable {
  const network = program.networks.find((one) => name === `network ${one.name}`);
  demand(program, network !== undefined || Object.hasOwn(program.graphs, name), `it has no graph ${name}`);
  const found = network ?? { graph: program.graphs[name], parameters: [] };
  const { graph } = found;
  graph.dispatches.forEach(({ kernel, operands }, i) => {
    demand(program, program.kernels[kernel]?.bindings.length === operands.length, `dispatch ${i} of ${name} has not the operands of its kernel`);
    for (const operand of operands) demand(program, bytesOf(operand, program, found, batch) > 0, `dispatch ${i} of ${name} reaches past its memory`);
  });
  for (const { name: output, shape, at } of graph.outputs) {
    const bytes = 4 * elementsOf(shape.map((dim) => (dim === "B" ? batch : dim)));
    demand(program, bytes <= bytesOf(at, program, found, batch), `${output} of ${name} reaches past its memory`);
  }
  return found;
}

/** How many bytes an operand has, or 0 where they don't lie in the memory that it names. */
function bytesOf(operand: Operand, { slotBytes, inputs }: Program, { graph, parameters }: Launchable, batch: number): number {
  switch (operand.in) {
    case "slots":
      return within(operand.offset, operand.bytes, slotBytes);
    case "input":
      return inputs[operand.input] ? 4 * elementsOf(inputs[operand.input].shape) * (inputs[operand.input].kind === "control" ? 1 : batch) : 0;
    case "parameter":
      return parameters[operand.parameter] ? 4 * elementsOf(parameters[operand.parameter].shape) * batch : 0;
    case "temporary":
      return within(operand.offset, bytesAt(operand.bytes, batch), temporaryBytes(graph, operand.temporary, batch));
  }
}

function within(offset: number, bytes: number, whole: number): number {
  return offset >= 0 && offset + bytes <= whole ? bytes : 0;
}

function temporaryBytes({ temporaries }: Graph, place: number, batch: number): number {
  return temporaries[place]?.bytes.reduce((sum, size) => sum + bytesAt(size, batch), 0) ?? 0;
}
