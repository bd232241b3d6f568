/** Calls of builtins: arguments by the kinds of its parameters, its own rule for the result's type, its layer's path and weights. */

import type { Related } from "../../grammar/diagnostic.js";
import { join, type Span } from "../../grammar/source.js";
import type { Expression } from "../../grammar/syntax.js";
import { type Builtin, type BuiltinParameter, type CheckResult, Mistake, type Option } from "../library/builtin.js";
import { builtins } from "../library/index.js";
import { withDefaults } from "../library/options.js";
import { match } from "./arguments.js";
import { type Context, fail, placeIn } from "./context.js";
import { refuseInfiniteValue } from "./float32.js";
import { foldConstant } from "./fold.js";
import type { Given } from "./given.js";
import { declarationOf } from "./names.js";
import { readOption } from "./option.js";
import type { NumberTerm } from "./program.js";
import { booleanTerm, constantOf, describe, isSingle, lineOf, numberTerm, type Single, unknown, type Value } from "./value.js";
import { wrappedLayer } from "./wrapped.js";

/** An operator is a builtin too, that stands between its operands and makes no layer. */
export function operate(name: string, { span }: Expression, operands: readonly Expression[], values: readonly Value[], context: Context): Value {
  const builtin = builtins.get(name);
  if (!builtin) throw new TypeError(`the library has no ${name}`);
  const inputs = operands.map((operand, i) => single(values[i], "an operator takes values", operand.span, context));
  const found = inputs.flatMap((input) => input ?? []);
  return found.length === inputs.length ? apply({ builtin, span, inputs: found, inputSpans: operands.map((operand) => operand.span), options: withDefaults(builtin, {}), optionSpans: new Map() }, undefined, context) : unknown;
}

export function callBuiltin(builtin: Builtin, given: readonly Given[], span: Span, context: Context): Value {
  const arranged = arrange(builtin, given, span, context);
  return arranged ? apply(arranged, (arranged.wrapped ?? builtin).name, context) : unknown;
}

/** `undefined` after a mistake, which was told. */
function arrange(builtin: Builtin, given: readonly Given[], span: Span, context: Context): Arranged | undefined {
  const matched = match(builtin.name, builtin.parameters.map(formalOf), given, span, context);
  if (!matched) return undefined;
  if (builtin.parameters.some(({ kind }) => kind === "stage")) return wrap(builtin, matched, span, context);
  const inputs: Single[] = [];
  const inputSpans: Span[] = [];
  const options: { [name: string]: Option } = {};
  const optionSpans = new Map<string, Span>();
  let sound = true;
  builtin.parameters.forEach((parameter, i) => {
    const [first] = matched[i];
    if (parameter.kind === "value") {
      for (const argument of matched[i]) {
        const input = single(argument.value(), `${builtin.name} takes a value`, argument.span, context);
        if (input) inputs.push(input);
        else sound = false;
        inputSpans.push(argument.span);
      }
    } else if (first && parameter.kind !== "stage") {
      const option = readOption(builtin.name, parameter, matched[i], context);
      if (option) options[parameter.name] = option.value;
      else sound = false;
      optionSpans.set(parameter.name, join(first.span, (matched[i].at(-1) ?? first).span));
    }
  });
  return sound ? { builtin, span, inputs, inputSpans, options: withDefaults(builtin, options), optionSpans } : undefined;
}

/** `spectral(v, f(a))` is given what `f(v, a)` is, and f. */
function wrap(builtin: Builtin, [[value], [stage]]: readonly Given[][], span: Span, context: Context): Arranged | undefined {
  const layer = wrappedLayer(builtin.name, stage, context);
  const arranged = layer && arrange(layer.builtin, [{ ...value, name: undefined }, ...layer.given], stage.span, context);
  if (!arranged) return undefined;
  const options = { stage: { builtin: layer.builtin, options: arranged.options } };
  return { ...arranged, builtin, span, options, optionSpans: new Map([...arranged.optionSpans, ["stage", stage.span]]), wrapped: layer.builtin };
}

function formalOf(parameter: BuiltinParameter): { name: string; rest: boolean; optional: boolean } {
  const { name, kind } = parameter;
  const rest = kind === "sizes" || (kind === "value" && parameter.rest === true);
  const optional = kind === "value" ? parameter.optional === true : "default" in parameter && parameter.default !== undefined;
  return { name, rest, optional };
}

function single(value: Value, takes: string, span: Span, context: Context): Single | undefined {
  if (value.kind === "unknown") return undefined;
  if (isSingle(value)) return value;
  const field = "type" in value && value.type.kind === "record" ? `read one of its fields, .${value.type.fields[0].name}` : undefined;
  fail(context, { code: "type/value", message: `${takes}, and this is ${describe(value)}`, span, help: field });
  return undefined;
}

/** A call whose arguments are in their places. */
interface Arranged {
  readonly builtin: Builtin;
  readonly span: Span;
  readonly inputs: readonly Single[];
  readonly inputSpans: readonly Span[];
  readonly options: { readonly [name: string]: Option };
  readonly optionSpans: ReadonlyMap<string, Span>;
  /** The layer that this one wraps, and whose name and path it has. */
  readonly wrapped?: Builtin;
}

/** `kind`: how the layer's path names it; an operator is no layer. */
function apply(call: Arranged, kind: string | undefined, context: Context): Value {
  const checked = checkCall(call, context);
  if (!checked) return unknown;
  const { type, weights: specs = [] } = checked;
  const { builtin, inputs, options } = call;
  const constants = inputs.flatMap((input): NumberTerm[] => (input.kind === "number" ? [input] : []));
  if (constants.length === inputs.length && inputs.length > 0 && specs.length === 0 && !builtin.draws && type.shape.length === 0) return folded(call, constants, checked, context);
  const infinite = inputs.filter((input, i) => refuseInfiniteValue(input, call.inputSpans[i], context));
  if (infinite.length > 0) return unknown;
  if (specs.some(({ role }) => role === "memory")) return remembering(call, checked, context);
  const { layers } = context;
  if (specs.length > 0 && !layers) {
    if (context.draft) return unknown;
    return fail(context, { code: "weights/outside", message: `${builtin.name} owns weights, and weights belong to a network`, span: call.span, help: "write it in the body of a generator, critic or network" });
  }
  const span = placeIn(context, call.span);
  const path = kind === undefined ? undefined : layers?.next(kind);
  const weights = (path && layers?.own(path, specs)) || [];
  if (path) layers?.enter(path, lineOf(call.span), type, weights, span);
  return { kind: "builtin", builtin, inputs, options, path, weights, type, span };
}

/** What a network made before the step is the schedule's to keep: a network itself is the same wherever it is called. */
function remembering({ builtin, inputs, options, span }: Arranged, { type, weights: specs = [] }: CheckResult, context: Context): Value {
  const { layers } = context;
  if (layers) return fail(context, { code: "memory/inside", message: `${builtin.name} remembers from step to step, and the body of ${layers.network} does not`, span, help: `call ${builtin.name} at the top level, on what ${layers.network} gives or is given` });
  if (context.draft) return unknown;
  return context.memories.termOf({ kind: "builtin", builtin, inputs, options, type, span: placeIn(context, span) }, specs);
}

function folded({ builtin, span, options }: Arranged, constants: readonly NumberTerm[], { type }: CheckResult, context: Context): Value {
  const value = foldConstant(builtin, constants, type, options);
  if (type.dtype === "bool") return booleanTerm(value !== 0, placeIn(context, span));
  if (Number.isFinite(value)) return numberTerm(value, placeIn(context, span));
  return fail(context, { code: "value/number", message: `${lineOf(span)} is ${Number.isNaN(value) ? "no number" : "infinite"}`, span });
}

function checkCall({ builtin, inputs, inputSpans, options, optionSpans, span }: Arranged, context: Context): CheckResult | undefined {
  try {
    return builtin.check({ values: inputs.map(({ type }) => type), constants: inputs.map(constantOf), options });
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    const { at, label, help } = mistake.detail;
    const place = typeof at === "number" ? inputSpans[at] : at === undefined ? undefined : optionSpans.get(at);
    // The value at fault has its own words; the others, which it disagrees with, and their declarations stand beside it.
    const others = inputs.flatMap((input, i): Related[] => (typeof at === "number" && i !== at && inputSpans[i] !== place ? [{ message: describe(input), span: inputSpans[i] }] : []));
    const declared = mistake.code.startsWith("shape/") ? inputSpans.flatMap((inputSpan) => declarationOf(inputSpan, context)) : [];
    fail(context, { code: mistake.code, message: mistake.message, span: place ?? span, label, related: distinct([...others, ...declared]), help });
    return undefined;
  }
}

/** A name that stands in two places is declared in one. */
function distinct(places: readonly Related[]): Related[] {
  return places.filter(({ message, span }, i) => !places.slice(0, i).some((earlier) => earlier.message === message && earlier.span.start === span.start && earlier.span.source === span.source));
}
