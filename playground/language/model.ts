/** What the page draws of a program: its parts by name, with shapes and lines, and what flows from which into which. */

import { positionAt, type Span } from "../../grammar/source.js";
import type { NetworkWord } from "../../grammar/syntax.js";
import type { CheckedNetwork, CheckedProgram } from "../../compiler/check/program.js";
import { showTensor, type ValueType } from "../../compiler/library/type.js";
import { type Flow, flowsOf } from "./flows.js";

/** The line of the program that is edited, from 1; none for what stands in another file. */
type Line = number | undefined;

export interface ModelDescription {
  readonly name: string;
  readonly batch: number;
  /** With the values that stand in the source, whatever was set. */
  readonly hypers: readonly { readonly name: string; readonly written: number }[];
  readonly sources: readonly SourceDescription[];
  readonly networks: readonly NetworkDescription[];
  readonly losses: readonly LossDescription[];
  readonly metrics: readonly string[];
  readonly flows: readonly Flow[];
  readonly trains: boolean;
}

export interface SourceDescription {
  readonly kind: "data" | "noise";
  readonly name: string;
  readonly shape: string;
  /** `normal(0, 1)`, `in [-1, 1]`. */
  readonly detail?: string;
  readonly line: Line;
}

export interface NetworkDescription {
  readonly name: string;
  readonly word: NetworkWord;
  readonly frozen: boolean;
  readonly parameters: number;
  readonly inputs: readonly { readonly name: string; readonly shape: string }[];
  readonly output: string;
  readonly stages: readonly { readonly text: string; readonly shape: string; readonly parameters: number; readonly line: Line }[];
  readonly line: Line;
}

export interface LossDescription {
  readonly name: string;
  /** Names of the networks that it moves. */
  readonly over: readonly string[];
  readonly text: string;
  readonly line: Line;
}

export function describe(checked: CheckedProgram, written: CheckedProgram["hypers"]): ModelDescription {
  const lineOf = ({ source, start }: Span): Line => (source === checked.sources[0] ? positionAt(source, start).line : undefined);
  return {
    name: checked.name,
    batch: checked.train?.batch ?? 0,
    hypers: [...written].map(([name, value]) => ({ name, written: value })),
    sources: [
      ...checked.data.map(({ name, type, range, span }) => ({ kind: "data" as const, name, shape: showTensor(type), detail: range && `in [${range.join(", ")}]`, line: lineOf(span) })),
      ...checked.noises.map(({ name, type, distribution, arguments: given, span }) => ({ kind: "noise" as const, name, shape: showTensor(type), detail: `${distribution.name}(${given.join(", ")})`, line: lineOf(span) })),
    ],
    networks: checked.networks.map((network) => describeNetwork(network, lineOf)),
    losses: checked.losses.map(({ name, over, span }) => ({ name, over, text: textOf(span), line: lineOf(span) })),
    metrics: checked.metrics.map(({ name }) => name),
    flows: flowsOf(checked),
    trains: checked.train !== undefined,
  };
}

function describeNetwork({ name, word, frozen, parameters, output, stages, weights, span }: CheckedNetwork, lineOf: (span: Span) => Line): NetworkDescription {
  return {
    name,
    word,
    frozen,
    parameters: weights.filter(({ spec }) => spec.role === "weight").reduce((sum, { spec }) => sum + spec.shape.reduce((a, b) => a * b, 1), 0),
    inputs: parameters.map((parameter) => ({ name: parameter.name, shape: showTensor(parameter.type) })),
    output: showType(output),
    stages: stages.map((stage) => ({ text: stage.text, shape: showTensor(stage.type), parameters: stage.parameters, line: lineOf(stage.span) })),
    line: lineOf(span),
  };
}

function showType(type: ValueType): string {
  return type.kind === "tensor" ? showTensor(type) : `(${type.fields.map((field) => `${field.name}: ${showTensor(field.type)}`).join(", ")})`;
}

function textOf({ source, start, end }: Span): string {
  return source.text.slice(start, end).replace(/\/\/[^\n]*/g, "").replace(/\s+/g, " ").trim();
}
