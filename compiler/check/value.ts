/** What an expression can be while it is elaborated: a term of the program, or something that only the compiler handles. */

import type { Related } from "../../grammar/diagnostic.js";
import type { Span } from "../../grammar/source.js";
import type { Definition, Network, NetworkWord } from "../../grammar/syntax.js";
import type { Builtin } from "../library/builtin.js";
import { scalar, showTensor, tensor, type TensorType, type ValueType } from "../library/type.js";
import type { CheckedNetwork, NumberTerm, ParameterTerm, Term } from "./program.js";
import type { Scope } from "./scope.js";

export type Value = Term | ListValue | DefinitionValue | BuiltinValue | NetworkValue | OpenNetworkValue | UnknownValue;

/** A term of one value, which everything but a call's result and a record is. */
export type Single = Term & { readonly type: TensorType };

/** `[1, 28, 28]`, all of whose items are constant. */
export interface ListValue {
  readonly kind: "list";
  readonly items: readonly number[];
}
export interface DefinitionValue {
  readonly kind: "definition";
  readonly definition: Definition;
  /** Where it is written: what its own names mean. */
  readonly scope: Scope;
}
export interface BuiltinValue {
  readonly kind: "function";
  readonly builtin: Builtin;
}
export interface NetworkValue {
  readonly kind: "network";
  readonly signature: Signature;
  /** The name of the running average whose weights stand in. */
  readonly averaged?: string;
}
/** What a first call gives for a parameter. */
export interface FirstArgument {
  readonly type: TensorType;
  readonly span: Span;
}
/** A frozen network that leaves the shapes of its parameters to its first call. */
export interface OpenNetworkValue {
  readonly kind: "open network";
  readonly network: Network;
  /** Where it is written. */
  readonly scope: Scope;
  /** The network for these arguments; later ones don't count. `undefined` after a mistake, which was told. */
  close(given: readonly FirstArgument[]): Signature | undefined;
}
/** What is wrong was said already: everything that follows from it stays silent. */
export interface UnknownValue {
  readonly kind: "unknown";
}

export const unknown: UnknownValue = { kind: "unknown" };

/** What a call of a network needs to know: known before its body is. */
export interface Signature {
  readonly name: string;
  readonly word: NetworkWord;
  /** Its weights are those of a file: nothing moves them. */
  readonly frozen: boolean;
  readonly parameters: readonly ParameterTerm[];
  /** What says so of each: the network itself, or its first call. */
  readonly declared: readonly Related[];
  readonly output: ValueType;
  /** Checks its body, once; `undefined` while that is under way, and where it is wrong. */
  checked(): CheckedNetwork | undefined;
}

export function isTerm(value: Value): value is Term {
  return !["list", "definition", "function", "network", "open network", "unknown"].includes(value.kind);
}

export function numberTerm(value: number, span: Span): NumberTerm {
  return { kind: "number", value, type: scalar, span };
}

export function booleanTerm(value: boolean, span: Span): NumberTerm {
  return { kind: "number", value: Number(value), type: tensor([], false, "bool"), span };
}

/** The value of a constant number or boolean. */
export function constantOf(value: Value): number | undefined {
  return value.kind === "number" ? value.value : undefined;
}

export function isBoolean(value: Value): boolean {
  return value.kind === "number" && value.type.dtype === "bool";
}

/** One value, not a record of them. */
export function isSingle(value: Value): value is Single {
  return isTerm(value) && value.type.kind === "tensor";
}

/** A loss, a metric, what `grad` is of: f32, without axes, the same for the whole batch. */
export function isOneNumber(value: Value): value is Single {
  return isSingle(value) && value.type.dtype === "f32" && value.type.shape.length === 0 && !value.type.batched;
}

/** What to write instead, where a value of many numbers stands in the place of one. */
export function oneNumberOf(reduction: "mean" | "sum", value: Value): string | undefined {
  return isSingle(value) && value.type.dtype === "f32" ? `${reduction}(…) makes one number of it` : undefined;
}

/** As it is written, on one line. */
export function lineOf({ source, start, end }: Span): string {
  return source.text.slice(start, end).replace(/\s+/g, " ");
}

/** As it is written, for a sentence; where that is long, "this". */
export function textOf(span: Span): string {
  const text = lineOf(span);
  return text.length <= 40 ? text : "this";
}

/** In a reader's words: "[1, 28, 28]", "a number", "the network D". */
export function describe(value: Value): string {
  switch (value.kind) {
    case "list":
      return `the list [${value.items.join(", ")}]`;
    case "definition":
      return `the definition ${value.definition.name.name}`;
    case "function":
      return `the function ${value.builtin.name}`;
    case "network":
      return `the network ${value.averaged ?? value.signature.name}`;
    case "open network":
      return `the network ${value.network.name.name}`;
    case "unknown":
      return "unknown";
    case "number":
      return isBoolean(value) ? String(value.value === 1) : `the number ${value.value}`;
    case "clock":
      return value.name;
    default:
      return describeType(value.type);
  }
}

/** Behind "a number that is known when compiling, and": a number that varies is of the right kind, and not known. */
export function describeVarying(value: Value): string {
  return value.kind !== "number" && isOneNumber(value) ? "this one is not" : `this is ${describe(value)}`;
}

export function describeType(type: ValueType): string {
  if (type.kind === "record") return `a record (${type.fields.map(({ name, type: field }) => `${name}: ${describeType(field)}`).join(", ")})`;
  return describeTensor(type);
}

/** The type of what was found, beside one that it should have: where their words would be the same, it is the batch that differs. */
export function describeBeside(type: TensorType, wanted: TensorType): string {
  const words = describeType(type);
  if (words !== describeType(wanted)) return words;
  return type.batched ? `${words} for each sample` : `${words} for the whole batch`;
}

function describeTensor(type: TensorType): string {
  if (type.dtype === "bool") return type.shape.length === 0 ? "a condition" : `a condition of ${showTensor(type)}`;
  if (type.classes === undefined && type.shape.length === 0 && type.batched) return "[] (a number for each sample)";
  return showTensor(type);
}
