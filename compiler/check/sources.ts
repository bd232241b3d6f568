/** Where values come from: hypers, data, noise and states, as declarations of the program and as values. */

import type { Data, Hyper, Noise, State } from "../../grammar/syntax.js";
import { Mistake } from "../library/builtin.js";
import type { Distribution } from "../library/distributions.js";
import { distributions } from "../library/index.js";
import { showTensor, tensor, type TensorType } from "../library/type.js";
import { constantArguments, constantNumber, constantRange } from "./constants.js";
import { type Context, fail } from "./context.js";
import { declaredTensor } from "./declared-type.js";
import { elaborate } from "./expression.js";
import { refuseInfinite, refuseInfiniteValue } from "./float32.js";
import { offer } from "./names.js";
import type { DataDeclaration, NoiseDeclaration, StateDeclaration } from "./program.js";
import { booleanTerm, constantOf, describeVarying, isBoolean, lineOf, numberTerm, unknown, type Value } from "./value.js";

/** `given`: the value that `--set` puts in its place. */
export function elaborateHyper({ name, value: expression, span }: Hyper["items"][number], given: number | undefined, context: Context): Value {
  const value = elaborate(expression, context);
  if (value.kind === "unknown") return unknown;
  if (constantOf(value) === undefined) {
    return fail(context, { code: "constant/needed", message: `a hyper is a number that is known when compiling, and ${describeVarying(value)}`, span: expression.span });
  }
  if (given === undefined) return refuseInfiniteValue(value, expression.span, context) ? unknown : value;
  if (refuseInfinite(given, span, context, `${name.name}, set to ${given},`)) return unknown;
  return isBoolean(value) ? booleanTerm(given !== 0, span) : numberTerm(given, span);
}

/** Where only the range is wrong the type is known all the same, and what follows from it is checked. */
export function elaborateData({ name, type: written, range, span }: Data["items"][number], group: number, context: Context): DataDeclaration | undefined {
  const type = declaredTensor(written, context);
  const scaled = range && constantRange(range.low, range.high, context);
  if (range && type?.classes !== undefined) {
    fail(context, { code: "data/range", message: `${name.name} is a class, and classes are not scaled into a range`, span: range.span });
  }
  return type && { name: name.name, type, range: scaled, group, span };
}

/** What is drawn: the type is known also where the distribution is wrong, so that what follows from it is checked. */
export function elaborateNoise({ name, type: written, distribution: call, span }: Noise, context: Context): { readonly type?: TensorType; readonly noise?: NoiseDeclaration } {
  const type = declaredTensor(written, context);
  const distribution = distributions.get(call.callee.name);
  if (!distribution) {
    const known = [...distributions.keys()];
    fail(context, { code: "noise/distribution", message: `there is no distribution ${call.callee.name}: there are ${known.join(", ")}`, span: call.callee.span, help: offer(call.callee.name, known) });
    return { type };
  }
  const numbers = constantArguments(call, distribution.parameters, context);
  if (!type || !numbers || !draws(distribution, numbers, type, { name, type: written, distribution: call, span }, context)) return { type };
  return { type, noise: { name: name.name, type, distribution, arguments: numbers, span } };
}

/** Whether the distribution draws values of the type. */
function draws(distribution: Distribution, numbers: readonly number[], type: TensorType, { name, type: written, distribution: call }: Omit<Noise, "kind">, context: Context): boolean {
  if (distribution.dtype !== type.dtype) {
    const isClass = type.classes !== undefined;
    const message = isClass ? `${name.name} is a class, and ${distribution.name} draws numbers` : `${distribution.name} draws classes, and ${name.name} is none`;
    const help = isClass ? `write ~ categorical(${type.classes})` : `write noise ${name.name}: class[${numbers[0]}]`;
    fail(context, { code: "noise/distribution", message, span: call.span, related: [{ message: `what ${name.name} is`, span: written.span }], help });
    return false;
  }
  try {
    distribution.check(numbers, type.classes);
    return true;
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    fail(context, { code: mistake.code, message: mistake.message, span: call.span });
    return false;
  }
}

export function elaborateState({ name, shape, value, span }: State, context: Context): StateDeclaration | undefined {
  const type = shape ? declaredTensor(shape, context) : tensor([], false);
  const initial = constantNumber(value, `what ${name.name} starts at`, context);
  if (shape && type?.classes !== undefined) {
    const message = `a state is a number, or numbers of a shape, and ${name.name} is ${showTensor(type)}`;
    fail(context, { code: "type/state", message, span: shape.span, help: `write state ${name.name} = ${lineOf(value.span)}` });
    return undefined;
  }
  return type && initial !== undefined ? { name: name.name, type: { ...type, batched: false }, initial, span } : undefined;
}
