/** `normal(0, 0.02)`, `uniform(-1, 1)`, `constant(1)`: how weights start. */

import type { Call, Expression, Record } from "../../grammar/syntax.js";
import type { Initialiser } from "../../runtime/program.js";
import type { InitKind } from "../library/builtin.js";
import { constantArguments } from "./constants.js";
import { type Context, fail } from "./context.js";
import type { Inits } from "./layers.js";
import { duplicate, offer } from "./names.js";

interface Maker {
  readonly parameters: readonly string[];
  make(numbers: readonly number[]): Initialiser;
  /** What is wrong with these numbers. */
  refuse?(numbers: readonly number[]): string | undefined;
}

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["normal", {
    parameters: ["mean", "deviation"],
    make: ([mean, deviation]) => ({ kind: "normal", mean, deviation }),
    refuse: ([, deviation]) => (deviation < 0 ? `a standard deviation is at least 0, and this is ${deviation}` : undefined),
  }],
  ["uniform", {
    parameters: ["low", "high"],
    make: ([low, high]) => ({ kind: "uniform", low, high }),
    refuse: ([low, high]) => (low > high ? `the range [${low}, ${high}] is empty: the lower end comes first` : undefined),
  }],
  ["constant", { parameters: ["value"], make: ([value]) => ({ kind: "constant", value }) }],
]);

/** `undefined` after a mistake, which was told. */
export function initialiser(expression: Expression, context: Context): Initialiser | undefined {
  const maker = expression.kind === "call" ? makers.get(expression.callee.name) : undefined;
  if (expression.kind !== "call" || !maker) {
    const help = expression.kind === "call" ? offer(expression.callee.name, makers.keys()) : undefined;
    fail(context, { code: "call/initialiser", message: "weights start as normal(mean, deviation), uniform(low, high) or constant(value)", span: expression.span, help });
    return undefined;
  }
  const numbers = constantArguments(expression, maker.parameters, context);
  const wrong = numbers && maker.refuse?.(numbers);
  if (wrong !== undefined) fail(context, { code: "value/range", message: wrong, span: expression.span });
  return numbers && wrong === undefined ? maker.make(numbers) : undefined;
}

const kinds: readonly InitKind[] = ["linear", "conv", "embedding", "norm", "bias"];

/** `init …` of a network. A single one is for the weights of its linear and conv layers. */
export function initsOf(init: Call | Record, context: Context): Inits {
  if (init.kind === "call") {
    const value = initialiser(init, context);
    return value ? { linear: value, conv: value } : {};
  }
  const inits: { [kind in InitKind]?: Initialiser } = {};
  init.fields.forEach(({ name, value }, i) => {
    const kind = kinds.find((candidate) => candidate === name.name);
    const before = init.fields.slice(0, i).find((field) => field.name.name === name.name);
    if (before) fail(context, duplicate(name.name, name.span, before.name.span));
    else if (kind) inits[kind] = initialiser(value, context);
    else fail(context, { code: "call/word", message: `init tells ${kinds.join(", ")} apart, and not ${name.name}`, span: name.span, help: offer(name.name, kinds) });
  });
  return inits;
}
