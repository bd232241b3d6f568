/** Networks: a signature, which calls need, and a body, checked once in a scope of its own. */

import type { Call, Network, Record } from "../../grammar/syntax.js";
import { nearest } from "../../grammar/nearest.js";
import type { Initialiser } from "../../runtime/program.js";
import { sameShape } from "../ir/type.js";
import type { InitKind } from "../library/builtin.js";
import type { TensorType, ValueType } from "../library/type.js";
import { type Context, fail } from "./context.js";
import { declaredTensor, declaredType } from "./declared-type.js";
import { duplicate, elaborate, elaborateBody } from "./expression.js";
import { initialiser } from "./initialiser.js";
import { type Inits, Layers } from "./layers.js";
import { partsOf } from "./reach.js";
import type { CheckedNetwork, ParameterTerm, Term } from "./program.js";
import { Scope, bound } from "./scope.js";
import { type Signature, type Value, describeType, isTerm } from "./value.js";

/** The signature; its body is checked when somebody asks for it. */
export function signatureOf(network: Network, context: Context): Signature | undefined {
  if (network.frozen || network.from) {
    fail(context, { code: "unsupported/frozen", message: "this version does not compile frozen networks with weights from a file", span: network.name.span });
    return undefined;
  }
  const name = network.name.name;
  const parameters: ParameterTerm[] = [];
  for (const parameter of network.parameters) {
    const type = parameter.type && declaredTensor(parameter.type, context);
    if (!type) return undefined;
    parameters.push({ kind: "parameter", name: parameter.name.name, type, span: parameter.name.span });
  }
  const output = network.output && declaredType(network.output, context);
  if (!output) return undefined;
  let checked: CheckedNetwork | undefined | "running" | "waiting" = "waiting";
  const signature: Signature = {
    name,
    parameters,
    parameterSpans: network.parameters.map(({ span }) => span),
    output,
    checked() {
      if (checked === "running") return undefined;
      if (checked === "waiting") {
        checked = "running";
        checked = checkBody(network, signature, context);
      }
      return checked;
    },
  };
  return signature;
}

function checkBody(network: Network, signature: Signature, context: Context): CheckedNetwork | undefined {
  const inits = network.init ? initsOf(network.init, context) : {};
  const layers = Layers.of(signature.name, inits);
  const scope = new Scope(context.scope);
  network.parameters.forEach(({ name }, i) => {
    const before = scope.declare(bound(name.name, name.span, `parameter ${name.name}`, signature.parameters[i]));
    if (before) fail(context, duplicate(name.name, name.span, before.span));
  });
  const inner: Context = { ...context, scope, layers };
  const body = elaborateBody(network.body, inner);
  if (body.kind === "unknown") return undefined;
  if (!isTerm(body) || !fits(body, signature.output)) return wrongOutput(network, signature, body, inner);
  return {
    name: signature.name,
    word: network.word,
    frozen: false,
    parameters: signature.parameters,
    output: signature.output,
    body,
    weights: layers.weights,
    stages: layers.stages,
    span: network.name.span,
  };
}

function fits(body: Value, output: ValueType): boolean {
  if (!isTerm(body)) return false;
  const type: ValueType = body.type;
  if (output.kind === "tensor") return type.kind === "tensor" && sameTensor(type, output);
  return type.kind === "record" && type.fields.length === output.fields.length && output.fields.every((field) => type.fields.some((found) => found.name === field.name && sameTensor(found.type, field.type)));
}

function sameTensor(type: TensorType, declared: TensorType): boolean {
  return type.batched && type.dtype === declared.dtype && type.classes === declared.classes && sameShape(type.shape, declared.shape);
}

function wrongOutput(network: Network, { name, output }: Signature, body: Value, context: Context): undefined {
  const made = isTerm(body) ? describeType(body.type) : "no value";
  const unbatched = isTerm(body) && body.type.kind === "tensor" && !body.type.batched;
  fail(context, {
    code: unbatched ? "shape/batch" : "shape/output",
    message: unbatched ? `${name} gives the same ${made} for every sample: its body doesn't use what it is given` : `${name} says that it gives ${describeType(output)}, and its body makes ${made}`,
    span: network.body.result.span,
    label: made,
    related: network.output ? [{ message: `what ${name} says it gives`, span: network.output.span }] : [],
  });
  return undefined;
}

const initKinds: readonly InitKind[] = ["linear", "conv", "embedding", "norm", "bias"];

/** A single one is for the weights of linear and conv layers. */
function initsOf(init: Call | Record, context: Context): Inits {
  if (init.kind === "call") {
    const value = initialiser(init, context, elaborate);
    return value ? { linear: value, conv: value } : {};
  }
  const inits: { [kind in InitKind]?: Initialiser } = {};
  for (const { name, value } of init.fields) {
    const kind = initKinds.find((candidate) => candidate === name.name);
    if (kind) inits[kind] = initialiser(value, context, elaborate);
    else {
      const near = nearest(name.name, initKinds);
      fail(context, { code: "call/word", message: `init tells ${initKinds.join(", ")} apart, and not ${name.name}`, span: name.span, help: near && `did you mean ${near}?` });
    }
  }
  return inits;
}

/** Networks that call themselves, by whatever way, have no end. */
export function reportCycles(networks: readonly CheckedNetwork[], context: Context): void {
  const done = new Set<string>();
  const visit = (network: CheckedNetwork, path: readonly string[]): void => {
    if (path.includes(network.name)) {
      const cycle = [...path.slice(path.indexOf(network.name)), network.name];
      fail(context, { code: "name/cycle", message: `network ${network.name} calls itself: ${cycle.join(" → ")}`, span: network.span });
      return;
    }
    if (done.has(network.name)) return;
    for (const called of callsIn(network.body)) {
      const next = networks.find(({ name }) => name === called);
      if (next) visit(next, [...path, network.name]);
    }
    done.add(network.name);
  };
  networks.forEach((network) => visit(network, []));
}

/** Names of the networks that a body calls itself. */
export function callsIn(body: Term): Set<string> {
  const called = new Set<string>();
  const seen = new Set<Term>();
  const stack = [body];
  for (let term = stack.pop(); term; term = stack.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    if (term.kind === "call") called.add(term.network);
    stack.push(...partsOf(term));
  }
  return called;
}
