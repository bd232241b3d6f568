/** What `ganc sample` shows where nothing else is declared: the first generator on its noise. */

import type { CheckedNetwork, DataDeclaration, NamedTerm, NoiseDeclaration, ParameterTerm, Term } from "./program.js";

/** Each parameter takes the noise (or data) of its name, else the only one of its type. */
export function defaultSample(networks: readonly CheckedNetwork[], noises: readonly NoiseDeclaration[], data: readonly DataDeclaration[]): NamedTerm[] {
  const generator = networks.find(({ word }) => word === "generator");
  if (!generator) return [];
  const args = generator.parameters.flatMap((parameter) => sourceFor(parameter, noises, "noise") ?? sourceFor(parameter, data, "data") ?? []);
  if (args.length < generator.parameters.length) return [];
  const call: Term = { kind: "call", network: generator.name, arguments: args, type: generator.output, span: generator.span };
  if (call.type.kind === "tensor") return [{ name: generator.name, term: call, span: generator.span }];
  const [first] = call.type.fields;
  return [{ name: generator.name, term: { kind: "field", of: call, field: first.name, type: first.type, span: generator.span }, span: generator.span }];
}

function sourceFor({ name, type }: ParameterTerm, sources: readonly (NoiseDeclaration | DataDeclaration)[], kind: "noise" | "data"): Term | undefined {
  const fitting = sources.filter((source) => source.type.dtype === type.dtype && source.type.classes === type.classes && source.type.shape.join() === type.shape.join());
  const found = fitting.find((source) => source.name === name) ?? (fitting.length === 1 ? fitting[0] : undefined);
  return found && { kind, name: found.name, type: found.type, span: found.span };
}
