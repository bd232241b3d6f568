/** Arguments of builtins that are no values of the program: numbers, words, axes, sizes, initialisers, all known when compiling. */

import type { BuiltinParameter, Option } from "../library/builtin.js";
import { type Context, fail } from "./context.js";
import { refuseInfinite } from "./float32.js";
import type { Given } from "./given.js";
import { initialiser } from "./initialiser.js";
import { offer } from "./names.js";
import { constantOf, describe, describeVarying, isBoolean, type Value } from "./value.js";

type OptionParameter = Exclude<BuiltinParameter, { kind: "value" | "stage" }>;

/** Wrapped, for `undefined` is an option too; `undefined` after a mistake, which was told. */
type Read = { readonly value: Option } | undefined;

const overWords: readonly string[] = ["all", "batch", "sample", "channels", "space"];

export function readOption(callee: string, parameter: OptionParameter, given: readonly Given[], context: Context): Read {
  const [argument] = given;
  const refuse = (wanted: string, is: (value: Value) => string = (value) => `this is ${describe(value)}`): undefined => {
    const value = argument.value();
    if (value.kind === "unknown") return undefined;
    fail(context, { code: "call/argument", message: `${callee} takes ${wanted} as ${parameter.name}, and ${is(value)}`, span: argument.span });
    return undefined;
  };
  const word = (words: readonly string[]): Read => {
    const name = argument.expression?.kind === "name" ? argument.expression.name : "";
    if (words.includes(name)) return { value: name };
    fail(context, { code: "call/word", message: `${callee} takes one of ${words.join(", ")} as ${parameter.name}`, span: argument.span, help: offer(name, words) });
    return undefined;
  };
  switch (parameter.kind) {
    case "number": {
      const value = argument.value();
      const number = isBoolean(value) ? undefined : constantOf(value);
      if (number === undefined) return refuse("a number that is known when compiling", describeVarying);
      if (refuseInfinite(number, argument.span, context)) return undefined;
      return parameter.integer && !Number.isInteger(number) ? refuse("a whole number") : { value: number };
    }
    case "flag":
      return isBoolean(argument.value()) ? { value: constantOf(argument.value()) === 1 } : refuse("true or false");
    case "word":
      return word(parameter.words);
    case "over":
      if (argument.expression?.kind === "name") return word(overWords);
      return integersOf(given) ?? refuse("all, batch, sample, channels, space or a list of axes");
    case "sizes":
      return integersOf(given) ?? refuse("whole numbers that are known when compiling", describeVarying);
    case "initialiser": {
      const value = argument.expression && initialiser(argument.expression, context);
      return value && { value };
    }
  }
}

/** Whole numbers written one by one, or as one list. */
function integersOf(given: readonly Given[]): Read {
  const [first, ...more] = given.map((argument) => argument.value());
  if (first.kind === "list" && more.length === 0) return first.items.every(Number.isInteger) ? { value: first.items } : undefined;
  const numbers = [first, ...more].map(constantOf);
  const whole = numbers.filter((number): number is number => number !== undefined && Number.isInteger(number));
  return whole.length === numbers.length ? { value: whole } : undefined;
}
