/** Typed programs put together by hand, as the checker would: so that the lowering is tested by itself. */

import type { Source, Span } from "../../grammar/source.js";
import type { BuiltinTerm, CheckedLoss, CheckedNetwork, CheckedProgram, CheckedStatement, CheckedUpdate, DataDeclaration, GradientTerm, NamedTerm, NetworkCallTerm, NoiseDeclaration, NumberTerm, ParameterTerm, StateDeclaration, Term, Weight } from "../../compiler/check/program.js";
import type { Options } from "../../compiler/library/builtin.js";
import { distributions, optimisers } from "../../compiler/library/index.js";
import { scalar, tensor, type TensorType } from "../../compiler/library/type.js";
import { tensorType } from "../../compiler/lower/graph.js";
import { builtin } from "../library/call.js";

const source: Source = { name: "by-hand.gan", text: "gan ByHand" };
export const span: Span = { source, start: 0, end: 3 };

export function number(value: number): NumberTerm {
  return { kind: "number", value, type: scalar, span };
}

export function data(name: string, shape: readonly number[]): Term {
  return { kind: "data", name, type: tensor(shape, true), span };
}

export function noise(name: string, shape: readonly number[]): Term {
  return { kind: "noise", name, type: tensor(shape, true), span };
}

export function state(name: string): Term {
  return { kind: "state", name, type: scalar, span };
}

export function parameter(name: string, shape: readonly number[]): ParameterTerm {
  return { kind: "parameter", name, type: tensor(shape, true), span };
}

export function gradientOf(of: Term, value: Term): GradientTerm {
  return { kind: "gradient", scalar: value, of, type: tensorType(of), span };
}

/** A builtin on terms; with a path its weights are `NETWORK.layer.name`. */
export function apply(name: string, inputs: readonly Term[], options: Options = {}, path?: string): BuiltinTerm {
  const of = builtin(name);
  const defaults = of.parameters.flatMap((option) => ("default" in option ? [[option.name, option.default] as const] : []));
  const filled = { ...Object.fromEntries(defaults), ...options };
  const { type, weights = [] } = of.check({ values: inputs.map(tensorType), options: filled });
  const owned = weights.map((spec): Weight => ({ name: `${path}.${spec.name}`, network: (path ?? "").split(".")[0], spec, initial: spec.initial }));
  return { kind: "builtin", builtin: of, inputs, options: filled, ...(path !== undefined && { path }), weights: owned, type, span };
}

export function network(name: string, parameters: readonly ParameterTerm[], body: Term): CheckedNetwork {
  const weights = new Map<string, Weight>();
  const visit = (term: Term): void => {
    if (term.kind !== "builtin") return;
    term.inputs.forEach(visit);
    for (const weight of term.weights) weights.set(weight.name, weight);
  };
  visit(body);
  return { name, word: "network", frozen: false, parameters, output: body.type, body, weights: [...weights.values()], stages: [], span };
}

export function callOf(of: CheckedNetwork, ...given: Term[]): NetworkCallTerm {
  return { kind: "call", network: of.name, arguments: given, type: of.output, span };
}

export function loss(name: string, over: readonly string[], term: Term): CheckedLoss {
  return { name, over, term, span };
}

export function named(name: string, term: Term): NamedTerm {
  return { name, term, span };
}

export function update(of: CheckedLoss, optimiser: string, given: { readonly [name: string]: Term }): CheckedUpdate {
  const rule = optimisers.get(optimiser)!;
  const defaults = rule.parameters.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, number(value)] as const]));
  return { loss: of, optimiser: rule, arguments: { ...Object.fromEntries(defaults), ...given }, span };
}

export function step(...updates: CheckedUpdate[]): CheckedStatement {
  return { kind: "step", updates, sets: [], span };
}

export function dataDeclaration(name: string, shape: readonly number[], group = 0): DataDeclaration {
  return { name, type: tensor(shape, true), group, span };
}

export function noiseDeclaration(name: string, shape: readonly number[]): NoiseDeclaration {
  return { name, type: tensor(shape, true), distribution: distributions.get("normal")!, arguments: [0, 1], span };
}

export function stateDeclaration(name: string, initial: number, type: TensorType = scalar): StateDeclaration {
  return { name, type, initial, span };
}

export function program(parts: Partial<CheckedProgram> & { readonly statements?: readonly CheckedStatement[] }): CheckedProgram {
  const { statements, ...rest } = parts;
  return {
    name: "ByHand",
    sources: [source],
    hypers: new Map(),
    data: [],
    noises: [],
    networks: [],
    states: [],
    memories: [],
    losses: [],
    metrics: [],
    samples: [],
    values: [],
    ...rest,
    ...(statements && { train: { batch: 4, statements } }),
  };
}
