/** Reading a builtin's options. The checker fills them in by the builtin's parameters, so one of another kind is a broken promise between rooms. */

import type { Initialiser } from "../../runtime/program.js";
import { IrError } from "../ir/op.js";
import { type Builtin, Mistake, type Option, type Options, type Over, type OverWord, type WrappedStage } from "./builtin.js";

const overWords: readonly string[] = ["all", "batch", "sample", "channels", "space"] satisfies OverWord[];

/** What was given, and the defaults of the rest. */
export function withDefaults({ parameters }: Builtin, given: Options): Options {
  const defaults = parameters.flatMap((parameter): [string, Option][] => {
    if (parameter.kind === "value" || !("default" in parameter)) return [];
    const borrowed = parameter.kind === "number" && typeof parameter.default === "string";
    return [[parameter.name, borrowed ? given[String(parameter.default)] : parameter.default]];
  });
  return { ...Object.fromEntries(defaults), ...given };
}

export function numberOption(options: Options, name: string): number {
  const value = options[name];
  if (typeof value !== "number") throw broken(name, "a number", value);
  return value;
}

export function flagOption(options: Options, name: string): boolean {
  const value = options[name];
  if (typeof value !== "boolean") throw broken(name, "true or false", value);
  return value;
}

export function wordOption(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== "string") throw broken(name, "a word", value);
  return value;
}

export function sizesOption(options: Options, name: string): readonly number[] {
  const value = options[name];
  if (!isNumbers(value)) throw broken(name, "a list of numbers", value);
  return value;
}

export function overOption(options: Options): Over {
  const value = options.over;
  if (isNumbers(value)) return value;
  if (isOverWord(value)) return value;
  throw broken("over", "a word or a list of axes", value);
}

export function initialiserOption(options: Options, name: string): Initialiser {
  const value = options[name];
  if (typeof value !== "object" || !("kind" in value)) throw broken(name, "an initialiser", value);
  return value;
}

export function stageOption(options: Options): WrappedStage {
  const value = options.stage;
  if (typeof value !== "object" || !("builtin" in value)) throw broken("stage", "a layer", value);
  return value;
}

/** A width, a count: at least 1. */
export function countOption(builtin: string, options: Options, name: string): number {
  const value = numberOption(options, name);
  if (!Number.isInteger(value) || value < 1) {
    throw new Mistake("value/size", `${builtin} takes a whole number of at least 1 as ${name}, and it is ${value}`, { at: name });
  }
  return value;
}

/** An amount, of padding: a whole number of at least 0. */
export function amountOption(builtin: string, options: Options, name: string): number {
  const value = numberOption(options, name);
  if (!Number.isInteger(value) || value < 0) {
    throw new Mistake("value/size", `${builtin} takes a whole number of at least 0 as ${name}, and it is ${value}`, { at: name });
  }
  return value;
}

/** The sizes of a shape: each at least 1. */
export function shapeOption(builtin: string, options: Options, name: string): readonly number[] {
  const sizes = sizesOption(options, name);
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1)) {
    throw new Mistake("value/size", `${builtin} takes sizes of at least 1, and they are [${sizes.join(", ")}]`, {
      at: name,
      ...(sizes.includes(-1) && { help: "a shape is that of one sample, without the batch; flatten makes one axis of all" }),
    });
  }
  return sizes;
}

function isNumbers(value: Option): value is readonly number[] {
  return Array.isArray(value);
}

function isOverWord(value: Option): value is OverWord {
  return typeof value === "string" && overWords.includes(value);
}

function broken(name: string, wanted: string, value: Option): IrError {
  return new IrError(`option ${name} should be ${wanted}, and is ${JSON.stringify(value)}`);
}
