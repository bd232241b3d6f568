/** Each network alone, as somebody calls it from outside: in evaluation mode, on what he gives. */

import type { CheckedNetwork, CheckedProgram, DataTerm, NetworkCallTerm, Term } from "../check/program.js";
import { IrError } from "../ir/op.js";
import { stabilisedGraph } from "../simplify/stable.js";
import { givenNoise, GraphLowering } from "./graph.js";
import { sampleShape } from "./inputs.js";
import type { LoweredNetwork } from "./program.js";
import type { SlotTable } from "./slots.js";

/** The program's networks, then the running averages that the schedule keeps of them, by name. One that takes nothing makes nothing of a batch, and is left out. */
export function lowerNetworks(program: CheckedProgram, averages: ReadonlyMap<string, string>, slots: SlotTable): readonly LoweredNetwork[] {
  const networks = program.networks.filter(({ parameters }) => parameters.length > 0);
  const averaged = [...averages].flatMap(([as, of]) => networks.filter(({ name }) => name === of).map((network) => lowerNetwork(network, as, program, slots)));
  return [...networks.map((network) => lowerNetwork(network, undefined, program, slots)), ...averaged];
}

function lowerNetwork(network: CheckedNetwork, averaged: string | undefined, program: CheckedProgram, slots: SlotTable): LoweredNetwork {
  const name = averaged ?? network.name;
  const given = network.parameters.map((parameter): DataTerm => ({ kind: "data", name: `${name}.${parameter.name}`, type: parameter.type, span: parameter.span }));
  const call: NetworkCallTerm = { kind: "call", network: network.name, averaged, arguments: given, type: network.output, span: network.span };
  const lowering = new GraphLowering({
    program,
    slots,
    training: false,
    randomness() {
      throw new IrError("a network that is called from outside draws nothing");
    },
    noise: givenNoise,
  });
  const outputs = resultsOf(call).map(([field, term]) => ({ name: [name, ...field].join("."), value: lowering.node(term) }));
  return {
    name,
    parameters: network.parameters.map(({ name: parameter, type }) => ({ name: parameter, ...sampleShape(type) })),
    graph: stabilisedGraph({ name: `network ${name}`, assignments: [], outputs }),
  };
}

/** The value itself, or each field of a record. */
function resultsOf(call: NetworkCallTerm): readonly (readonly [field: readonly string[], term: Term])[] {
  const { type, span } = call;
  if (type.kind === "tensor") return [[[], call]];
  return type.fields.map(({ name, type: field }) => [[name], { kind: "field", of: call, field: name, type: field, span }]);
}
