/** Networks: a signature, which calls need, and a body, checked once in a scope of its own. */

import type { Expression, Network } from "../../grammar/syntax.js";
import { sameShape } from "../ir/type.js";
import type { TensorType, ValueType } from "../library/type.js";
import { type Context, fail } from "./context.js";
import { declaredTensor, declaredType } from "./declared-type.js";
import { elaborateBody } from "./expression.js";
import { unstarted } from "./frozen.js";
import { initsOf } from "./initialiser.js";
import { Layers } from "./layers.js";
import { duplicate } from "./names.js";
import type { CheckedNetwork, ParameterTerm } from "./program.js";
import { Scope, bound } from "./scope.js";
import { describe, describeBeside, describeType, type FirstArgument, isTerm, type Signature, type Value } from "./value.js";

/** What a call needs to know, but for what the body makes where that isn't written. */
type Head = Omit<Signature, "output" | "checked"> & Partial<Pick<Signature, "output">>;

/** Its body is checked when somebody asks for it. `given`: of its first call, for parameters that are written without a type. */
export function signatureOf(network: Network, given: readonly FirstArgument[], context: Context): Signature | undefined {
  const parameters = network.parameters.flatMap(({ name, type: written }, i): ParameterTerm[] => {
    const type = written ? declaredTensor(written, context) : given[i]?.type;
    return type ? [{ kind: "parameter", name: name.name, type, span: name.span }] : [];
  });
  const written = network.output && declaredType(network.output, context);
  if ((network.output && !written) || parameters.length < network.parameters.length) return undefined;
  const name = network.name.name;
  const declared = network.parameters.map(({ type, span }, i) => (type ? { message: `what ${name} takes`, span } : { message: `what the first call gives ${name}`, span: given[i]?.span ?? span }));
  const head = { name, word: network.word, frozen: network.frozen, parameters, declared };
  return written ? lazySignature(network, { ...head, output: written }, context) : inferredSignature(network, head, context);
}

/** What it gives is what its body makes, which so is checked at once. */
function inferredSignature(network: Network, head: Head, context: Context): Signature | undefined {
  const checked = checkBody(network, head, context);
  return checked && { ...head, output: checked.output, checked: () => checked };
}

function lazySignature(network: Network, head: Head & { readonly output: ValueType }, context: Context): Signature {
  let state: "waiting" | "running" | "done" = "waiting";
  let checked: CheckedNetwork | undefined;
  return {
    ...head,
    checked() {
      if (state === "waiting") {
        state = "running";
        checked = checkBody(network, head, context);
        state = "done";
      }
      return checked;
    },
  };
}

function checkBody(network: Network, { name, parameters, output: written }: Head, outer: Context): CheckedNetwork | undefined {
  const layers = Layers.of(name, network.init ? initsOf(network.init, outer) : {});
  const scope = new Scope(outer.scope);
  network.parameters.forEach((parameter, i) => {
    const before = scope.declare(bound(parameter.name.name, parameter.name.span, `parameter ${parameter.name.name}`, parameters[i]));
    if (before) fail(outer, duplicate(parameter.name.name, parameter.name.span, before.span));
  });
  const context: Context = { ...outer, scope, layers };
  const body = elaborateBody(network.body, context);
  if (body.kind === "unknown") return wrongFields(network, { name, output: written }, context);
  const output = written ?? (isTerm(body) ? batchOf(body.type) : undefined);
  if (!isTerm(body) || !output || !fits(body.type, output)) return wrongOutput(network, { name, output }, body, context);
  const { weights, stages } = layers;
  const head = { name, word: network.word, parameters, output, body, stages, span: network.name.span };
  return network.from ? { ...head, frozen: true, from: network.from.text, weights: weights.map(unstarted) } : { ...head, frozen: false, weights };
}

/** The type as that of a batch: what a network gives differs from sample to sample. */
function batchOf(type: ValueType): ValueType {
  if (type.kind === "tensor") return { ...type, batched: true };
  return { ...type, fields: type.fields.map((field) => ({ ...field, type: { ...field.type, batched: true } })) };
}

function fits(type: ValueType, output: ValueType): boolean {
  if (output.kind === "tensor") return type.kind === "tensor" && fitsTensor(type, output);
  return type.kind === "record" && type.fields.length === output.fields.length && output.fields.every((field) => type.fields.some((found) => found.name === field.name && fitsTensor(found.type, field.type)));
}

function fitsTensor(type: TensorType, declared: TensorType): boolean {
  return type.batched && type.dtype === declared.dtype && type.classes === declared.classes && sameShape(type.shape, declared.shape);
}

function wrongOutput({ body, output: written }: Network, { name, output }: Pick<Head, "name" | "output">, made: Value, context: Context): undefined {
  const span = body.result.span;
  const related = written ? [{ message: `what ${name} says it gives`, span: written.span }] : [];
  if (isTerm(made) && made.type.kind === "tensor" && !made.type.batched) {
    fail(context, { code: "shape/batch", message: `the body of ${name} makes ${describe(made)} of nothing that differs from sample to sample`, span, related, help: "use what the network is given" });
  } else if (!output) {
    fail(context, { code: "shape/output", message: `a network gives values, and the body of ${name} makes ${describe(made)}`, span: lastStage(body.result), label: describe(made) });
  } else {
    const { declared, found, at } = difference(output, made, body.result);
    fail(context, { code: "shape/output", message: `${name} gives ${declared}, and its body makes ${found}`, span: lastStage(at), label: found, related });
  }
  return undefined;
}

/** Which fields a record has is known also where what is in them is not. */
function wrongFields({ body: { result }, output: written }: Network, { name, output }: Pick<Head, "name" | "output">, context: Context): undefined {
  if (!written || output?.kind !== "record" || result.kind !== "record") return undefined;
  const [declared, made] = [output.fields.map((field) => field.name), result.fields.map((field) => field.name.name)].map((names) => [...new Set(names)]);
  if (declared.length === made.length && declared.every((field) => made.includes(field))) return undefined;
  fail(context, { code: "shape/output", message: `${name} gives (${declared.join(", ")}), and its body makes (${made.join(", ")})`, span: result.span, related: [{ message: `what ${name} says it gives`, span: written.span }] });
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
        return { declared: `${name}: ${describeType(wanted.type)}`, found: `${name}: ${describeBeside(type, wanted.type)}`, at: written.value };
      }
    }
  }
  return { declared: describeType(output), found: isTerm(made) ? describeType(made.type) : describe(made), at: result };
}

/** Of a pipe, the stage that makes the result. */
function lastStage(result: Expression): Expression["span"] {
  return result.kind === "pipe" ? lastStage(result.stage) : result.span;
}
