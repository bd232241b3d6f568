/**
 * What the page looks at besides the program's own samples: a discriminator over points that the page chooses, what it
 * is shown as real, and where a generator's loss pulls its samples. Each is a sample added to the checked program, from
 * noise that the page gives; training draws by name, so it goes as it would without them.
 */

import type { CheckedLoss, CheckedProgram, NamedTerm, NetworkCallTerm, NoiseDeclaration, Term } from "../../compiler/check/program.js";
import { partsOf } from "../../compiler/check/reach.js";
import { distributions } from "../../compiler/library/index.js";
import { tensor, type TensorType } from "../../compiler/library/type.js";

export interface Probes {
  /** The sample whose value is what `network` says of the points given as `input`. */
  readonly field?: { readonly sample: string; readonly network: string; readonly input: string; readonly others: readonly string[] };
  /** The sample that draws what the discriminator is shown as real, where that isn't data. */
  readonly real?: string;
  /** Two samples of one draw: where points are, and the gradient of a loss by each. */
  readonly pull?: { readonly at: string; readonly gradient: string; readonly loss: string };
}

export interface Probed {
  readonly checked: CheckedProgram;
  readonly probes: Probes;
}

/** For samples that are points: [1] or [2]. Pictures have nothing of this to be drawn. */
export function withProbes(checked: CheckedProgram): Probed {
  const shape = pointShape(checked.samples[0]);
  if (!shape) return { checked, probes: {} };
  const field = fieldOf(checked, shape);
  const real = realOf(checked, shape);
  const pull = pullOf(checked, shape);
  const samples: NamedTerm[] = [...checked.samples, ...(field?.samples ?? []), ...(real?.samples ?? []), ...(pull?.samples ?? [])];
  return {
    checked: { ...checked, samples, noises: [...checked.noises, ...(field?.noises ?? [])] },
    probes: { ...(field && { field: field.probe }), ...(real && { real: real.probe }), ...(pull && { pull: pull.probe }) },
  };
}

function pointShape(sample: NamedTerm | undefined): string | undefined {
  const type = sample?.term.type;
  if (type?.kind !== "tensor" || type.dtype !== "f32" || !type.batched) return undefined;
  const shape = type.shape.join();
  return shape === "1" || shape === "2" ? shape : undefined;
}

const judges: ReadonlySet<string> = new Set(["discriminator", "critic"]);

function isPoint(type: Term["type"], shape: string): type is TensorType {
  return type.kind === "tensor" && type.dtype === "f32" && type.shape.join() === shape;
}

function judgeOf({ networks }: CheckedProgram, shape: string) {
  return networks.find(({ word, parameters }) => judges.has(word) && parameters.some(({ type }) => isPoint(type, shape)));
}

function fieldOf(checked: CheckedProgram, shape: string) {
  const judge = judgeOf(checked, shape);
  if (!judge) return undefined;
  const free = freeName(checked);
  const noises = judge.parameters.map((parameter): NoiseDeclaration => ({
    name: free(`at_${judge.name}_${parameter.name}`),
    type: parameter.type,
    ...distributionFor(parameter.type),
    span: parameter.span,
  }));
  const given = noises.map(({ name, type, span }): Term => ({ kind: "noise", name, type, span }));
  const call: NetworkCallTerm = { kind: "call", network: judge.name, arguments: given, type: judge.output, span: judge.span };
  const point = judge.parameters.findIndex(({ type }) => isPoint(type, shape));
  const sample = free(`field_${judge.name}`);
  const inputs = noises.map(({ name }) => name);
  return {
    samples: [{ name: sample, term: firstField(call), span: judge.span }],
    noises,
    probe: { sample, network: judge.name, input: inputs[point], others: inputs.filter((_, i) => i !== point) },
  };
}

function distributionFor({ classes }: TensorType): Pick<NoiseDeclaration, "distribution" | "arguments"> {
  const name = classes === undefined ? "normal" : "categorical";
  const distribution = distributions.get(name);
  if (!distribution) throw new Error(`the language has no distribution ${name}`);
  return { distribution, arguments: classes === undefined ? [0, 1] : [classes] };
}

function firstField(call: NetworkCallTerm): Term {
  if (call.type.kind === "tensor") return call;
  const [field] = call.type.fields;
  return { kind: "field", of: call, field: field.name, type: field.type, span: call.span };
}

/** Of a program that reads no data: an argument of its discriminator that no network made. */
function realOf(checked: CheckedProgram, shape: string) {
  const judge = judgeOf(checked, shape);
  if (!judge || checked.data.length > 0) return undefined;
  const position = judge.parameters.findIndex(({ type }) => isPoint(type, shape));
  const shown = callsIn(checked.losses).filter(({ network }) => network === judge.name).map((call) => call.arguments[position]);
  const term = shown.find((argument) => argument.type.kind === "tensor" && argument.type.batched && !hasCall(argument));
  if (!term) return undefined;
  const name = freeName(checked)("real");
  return { samples: [{ name, term, span: term.span }], probe: name };
}

/** By the first loss that moves the network which makes the samples; a history of earlier samples would be drawn from, so none where there is one. */
function pullOf(checked: CheckedProgram, shape: string) {
  if (checked.memories.length > 0) return undefined;
  const makes = ({ network, type }: NetworkCallTerm): boolean => isPoint(type, shape) && checked.networks.some(({ name, word }) => name === network && word === "generator");
  for (const loss of checked.losses) {
    const made = callsIn([loss]).find((call) => makes(call) && call.averaged === undefined && loss.over.includes(call.network));
    if (!made) continue;
    const free = freeName(checked);
    const [at, gradient] = [free("pull_at"), free("pull")];
    const slope: Term = { kind: "gradient", scalar: loss.term, of: made, type: tensor(shape.split(",").map(Number), true), span: loss.span };
    return { samples: [{ name: at, term: made, span: loss.span }, { name: gradient, term: slope, span: loss.span }], probe: { at, gradient, loss: loss.name } };
  }
  return undefined;
}

function callsIn(losses: readonly CheckedLoss[]): readonly NetworkCallTerm[] {
  return [...termsUnder(losses.map(({ term }) => term))].filter((term) => term.kind === "call");
}

function hasCall(term: Term): boolean {
  return [...termsUnder([term])].some(({ kind }) => kind === "call");
}

function termsUnder(roots: readonly Term[]): ReadonlySet<Term> {
  const seen = new Set<Term>();
  const stack = [...roots];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    stack.push(...partsOf(next));
  }
  return seen;
}

/** Underlines are added until nobody else has the name. */
function freeName({ noises, data, samples, networks, values }: CheckedProgram): (wanted: string) => string {
  const taken = new Set([...noises, ...data, ...samples, ...networks, ...values].map(({ name }) => name));
  return (wanted) => {
    let name = wanted;
    while (taken.has(name)) name += "_";
    taken.add(name);
    return name;
  };
}
