/** Calls of networks: every argument must be what the parameter says. */

import type { Span } from "../../grammar/source.js";
import { sameShape } from "../ir/type.js";
import { showTensor, type TensorType } from "../library/type.js";
import { match } from "./arguments.js";
import { type Context, fail, placeIn } from "./context.js";
import { refuseInfiniteValue } from "./float32.js";
import type { Given } from "./given.js";
import { declarationOf } from "./names.js";
import { describe, describeType, type FirstArgument, isSingle, type NetworkValue, type OpenNetworkValue, type Signature, type Single, textOf, unknown, type Value } from "./value.js";

/** What is not batched goes to every sample, if there are samples: something that is given must be batched. */
export function callNetwork({ signature, averaged }: NetworkValue, given: readonly Given[], span: Span, context: Context): Value {
  const name = averaged ?? signature.name;
  const matched = match(name, signature.parameters.map((parameter) => ({ name: parameter.name })), given, span, context);
  if (!matched) return unknown;
  const terms = matched.map(([argument], i) => argumentFor({ name, signature, place: i }, argument, context));
  const args = terms.flatMap((term) => term ?? []);
  if (args.length < terms.length) return unknown;
  if (args.length > 0 && !args.some((term) => term.type.batched)) {
    return fail(context, { code: "shape/batch", message: `${name} works on batches, and nothing that it is given here is one`, span, help: "give it something that depends on data or noise" });
  }
  return { kind: "call", network: signature.name, averaged, arguments: args, type: signature.output, span: placeIn(context, span) };
}

/** Its first call says what a frozen network takes, where it does not say so itself. */
export function callOpenNetwork({ network, close }: OpenNetworkValue, given: readonly Given[], span: Span, context: Context): Value {
  const name = network.name.name;
  const matched = match(name, network.parameters.map((parameter) => ({ name: parameter.name.name })), given, span, context);
  if (!matched) return unknown;
  const first = matched.flatMap(([argument]) => firstArgument(name, argument, context) ?? []);
  const signature = first.length === matched.length ? close(first) : undefined;
  return signature ? callNetwork({ kind: "network", signature }, given, span, context) : unknown;
}

function firstArgument(network: string, argument: Given, context: Context): FirstArgument | undefined {
  const value = argument.value();
  if (value.kind === "unknown") return undefined;
  if (isSingle(value) && value.type.dtype !== "bool") return { type: { ...value.type, batched: true }, span: argument.span };
  fail(context, { code: "type/value", message: `${network} takes numbers, and this is ${describe(value)}`, span: argument.span });
  return undefined;
}

/** One parameter of the network that is called. */
interface Place {
  readonly name: string;
  readonly signature: Signature;
  readonly place: number;
}

function argumentFor(at: Place, argument: Given, context: Context): Single | undefined {
  const value = argument.value();
  if (value.kind === "unknown") return undefined;
  const { type: wanted, name: parameter } = at.signature.parameters[at.place];
  if (isSingle(value) && fits(value.type, wanted)) return refuseInfiniteValue(value, argument.span, context) ? undefined : value;
  if (value.kind === "number" && wanted.classes !== undefined) return classNumber(value, wanted.classes, at, argument, context);
  const text = textOf(argument.span);
  // What a longer pipe gives has no name, and is shown at the network that it goes to.
  const name = isName(text) && text !== at.name ? text : undefined;
  fail(context, {
    code: "shape/argument",
    message: `${at.name} takes ${parameter}: ${showTensor(wanted)}, and ${name ?? "this"} is ${describe(value)}`,
    span: argument.span,
    label: isSingle(value) ? origin(value, name, context) : describe(value),
    related: [at.signature.declared[at.place], ...(name === undefined ? [] : declarationOf(argument.span, context))],
    help: isSingle(value) && name !== undefined ? suggestion(at.name, name, value.type, wanted, context) : undefined,
  });
  return undefined;
}

function fits(type: TensorType, wanted: TensorType): boolean {
  if (wanted.classes !== undefined) return type.classes === wanted.classes;
  return type.dtype === "f32" && sameShape(type.shape, wanted.shape);
}

/** A number may stand for a class, if it is one of them. */
function classNumber(value: Single & { readonly value: number }, classes: number, at: Place, argument: Given, context: Context): Single | undefined {
  if (Number.isInteger(value.value) && value.value >= 0 && value.value < classes) return value;
  fail(context, { code: "value/class", message: `the classes of class[${classes}] are 0 to ${classes - 1}, and this is ${value.value}`, span: argument.span, related: [at.signature.declared[at.place]] });
  return undefined;
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** "[1], from noise z". */
function origin({ type }: Single, name: string | undefined, context: Context): string {
  const binding = name === undefined ? undefined : context.scope.find(name);
  return binding ? `${describeType(type)}, from ${binding.what}` : describeType(type);
}

/** A network that makes what is wanted of what was given: the fake, most likely. */
function suggestion(callee: string, given: string, type: TensorType, wanted: TensorType, context: Context): string | undefined {
  for (const [name, { word, parameters, output }] of context.networks) {
    if (!context.scope.find(name)) continue;
    const what = word === "generator" ? "the fake, " : "";
    if (parameters.length === 1 && fits(type, parameters[0].type) && output.kind === "tensor" && fits(output, wanted)) return `did you mean ${what}${callee}(${name}(${given}))?`;
  }
  return undefined;
}
