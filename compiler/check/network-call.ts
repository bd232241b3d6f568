/** Calls of networks: every argument must be what the parameter says. */

import type { Span } from "../../grammar/source.js";
import { sameShape } from "../ir/type.js";
import type { TensorType } from "../library/type.js";
import { showTensor } from "../library/type.js";
import { match } from "./arguments.js";
import type { Given } from "./call.js";
import { type Context, fail, placeIn } from "./context.js";
import type { Term } from "./program.js";
import { type NetworkValue, type Value, describe, isTerm, unknown } from "./value.js";

export function callNetwork({ signature, averaged }: NetworkValue, given: readonly Given[], span: Span, context: Context): Value {
  const name = averaged ?? signature.name;
  const matched = match(name, signature.parameters.map((parameter) => ({ name: parameter.name })), given, span, context);
  if (!matched) return unknown;
  const args = matched.map(([argument], i) => argumentFor(name, signature, i, argument, context));
  if (args.some((term) => term === undefined)) return unknown;
  const terms = args as Term[];
  if (terms.length > 0 && !terms.some((term) => term.type.kind === "tensor" && term.type.batched)) {
    return fail(context, { code: "shape/batch", message: `${name} works on batches, and nothing that it is given here is one`, span, help: "at least one argument depends on data or noise" });
  }
  return { kind: "call", network: signature.name, averaged, arguments: terms, type: signature.output, span: placeIn(context, span) };
}

function argumentFor(name: string, signature: NetworkValue["signature"], place: number, argument: Given, context: Context): Term | undefined {
  const value = argument.value();
  if (value.kind === "unknown") return undefined;
  const { type: wanted, name: parameter } = signature.parameters[place];
  const declared = { message: `what ${name} takes`, span: signature.parameterSpans[place] };
  if (!isTerm(value) || value.type.kind === "record") {
    fail(context, { code: "shape/argument", message: `${name} takes ${parameter}: ${showTensor(wanted)}, and this is ${describe(value)}`, span: argument.span, related: [declared] });
    return undefined;
  }
  if (fits(value, value.type, wanted)) return value;
  const text = argument.span.source.text.slice(argument.span.start, argument.span.end);
  const is = /^\w+$/.test(text) ? `${text} is ${describe(value)}` : `this is ${describe(value)}`;
  fail(context, {
    code: "shape/argument",
    message: `${name} takes ${parameter}: ${showTensor(wanted)}, and ${is}`,
    span: argument.span,
    label: /^\w+$/.test(text) ? originOf(text, value.type, context) : showTensor(value.type),
    related: [declared],
    help: suggestion(name, text, value.type, wanted, context),
  });
  return undefined;
}

function fits(value: Term, type: TensorType, wanted: TensorType): boolean {
  if (wanted.classes !== undefined) {
    if (value.kind === "number") return Number.isInteger(value.value) && value.value >= 0 && value.value < wanted.classes;
    return type.classes === wanted.classes;
  }
  return type.dtype === "f32" && sameShape(type.shape, wanted.shape);
}

/** "[1], from noise z". */
function originOf(name: string, type: TensorType, context: Context): string {
  const binding = context.scope.find(name);
  return binding ? `${showTensor(type)}, from ${binding.what}` : showTensor(type);
}

/** A network that makes what is wanted of what was given: the fake, most likely. */
function suggestion(callee: string, given: string, type: TensorType, wanted: TensorType, context: Context): string | undefined {
  for (const name of context.scope.names()) {
    const binding = context.scope.find(name);
    if (binding?.what !== `network ${name}`) continue;
    const value = binding.value();
    if (value.kind !== "network" || value.signature.output.kind === "record" || value.signature.parameters.length !== 1) continue;
    const [parameter] = value.signature.parameters;
    if (sameShape(value.signature.output.shape, wanted.shape) && sameShape(parameter.type.shape, type.shape) && /^\w+$/.test(given)) return `did you mean ${callee}(${name}(${given}))?`;
  }
  return undefined;
}
