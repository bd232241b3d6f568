/** Networks: a signature, which calls need, and a body, checked once in a scope of its own. */

import type { Expression, Network } from "../../grammar/syntax.js";
import { sameShape } from "../ir/type.js";
import type { TensorType, ValueType } from "../library/type.js";
import { type Context, fail } from "./context.js";
import { declaredTensor, declaredType } from "./declared-type.js";
import { elaborateBody } from "./expression.js";
import { initsOf } from "./initialiser.js";
import { Layers } from "./layers.js";
import { duplicate } from "./names.js";
import type { CheckedNetwork, ParameterTerm } from "./program.js";
import { Scope, bound } from "./scope.js";
import { describe, describeType, isTerm, type Signature, type Value } from "./value.js";

/** Its body is checked when somebody asks for it. */
export function signatureOf(network: Network, context: Context): Signature | undefined {
  if (network.frozen || network.from) {
    fail(context, { code: "unsupported/frozen", message: "this version does not compile networks with weights from a file", span: network.name.span });
    return undefined;
  }
  const parameters = network.parameters.flatMap(({ name, type: written }): ParameterTerm[] => {
    const type = written && declaredTensor(written, context);
    return type ? [{ kind: "parameter", name: name.name, type, span: name.span }] : [];
  });
  const output = network.output && declaredType(network.output, context);
  if (!output || parameters.length < network.parameters.length) return undefined;
  let state: "waiting" | "running" | "done" = "waiting";
  let checked: CheckedNetwork | undefined;
  const signature: Signature = {
    name: network.name.name,
    word: network.word,
    parameters,
    parameterSpans: network.parameters.map(({ span }) => span),
    output,
    checked() {
      if (state === "waiting") {
        state = "running";
        checked = checkBody(network, signature, context);
        state = "done";
      }
      return checked;
    },
  };
  return signature;
}

function checkBody(network: Network, signature: Signature, outer: Context): CheckedNetwork | undefined {
  const { name, parameters, output } = signature;
  const layers = Layers.of(name, network.init ? initsOf(network.init, outer) : {});
  const scope = new Scope(outer.scope);
  network.parameters.forEach((parameter, i) => {
    const before = scope.declare(bound(parameter.name.name, parameter.name.span, `parameter ${parameter.name.name}`, parameters[i]));
    if (before) fail(outer, duplicate(parameter.name.name, parameter.name.span, before.span));
  });
  const context: Context = { ...outer, scope, layers };
  const body = elaborateBody(network.body, context);
  if (body.kind === "unknown") return undefined;
  if (!isTerm(body) || !fits(body.type, output)) return wrongOutput(network, signature, body, context);
  const { weights, stages } = layers;
  return { name, word: network.word, frozen: false, parameters, output, body, weights, stages, span: network.name.span };
}

function fits(type: ValueType, output: ValueType): boolean {
  if (output.kind === "tensor") return type.kind === "tensor" && fitsTensor(type, output);
  return type.kind === "record" && type.fields.length === output.fields.length && output.fields.every((field) => type.fields.some((found) => found.name === field.name && fitsTensor(found.type, field.type)));
}

function fitsTensor(type: TensorType, declared: TensorType): boolean {
  return type.batched && type.dtype === declared.dtype && type.classes === declared.classes && sameShape(type.shape, declared.shape);
}

function wrongOutput({ body, output: written }: Network, { name, output }: Signature, made: Value, context: Context): undefined {
  const span = body.result.span;
  const related = written ? [{ message: `what ${name} says it gives`, span: written.span }] : [];
  if (isTerm(made) && made.type.kind === "tensor" && !made.type.batched) {
    fail(context, { code: "shape/batch", message: `the body of ${name} makes ${describe(made)} of nothing that differs from sample to sample`, span, related, help: "use what the network is given" });
  } else {
    const { declared, found, at } = difference(output, made, body.result);
    fail(context, { code: "shape/output", message: `${name} gives ${declared}, and its body makes ${found}`, span: lastStage(at), label: found, related });
  }
  return undefined;
}

interface Difference {
  readonly declared: string;
  readonly found: string;
  readonly at: Expression;
}

/** The field that differs, where it is one field; else the whole. */
function difference(output: ValueType, made: Value, result: Expression): Difference {
  if (output.kind === "record" && isTerm(made) && made.type.kind === "record" && result.kind === "record") {
    for (const { name, type } of made.type.fields) {
      const wanted = output.fields.find((field) => field.name === name);
      const written = result.fields.find((field) => field.name.name === name);
      if (wanted && written && !fitsTensor(type, wanted.type)) {
        return { declared: `${name}: ${describeType(wanted.type)}`, found: `${name}: ${describeType(type)}`, at: written.value };
      }
    }
  }
  return { declared: describeType(output), found: isTerm(made) ? describeType(made.type) : describe(made), at: result };
}

/** Of a pipe, the stage that makes the result. */
function lastStage(result: Expression): Expression["span"] {
  return result.kind === "pipe" ? lastStage(result.stage) : result.span;
}
