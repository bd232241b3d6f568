/** What a command is, and how its options are read. */

import { isFloat32 } from "../compiler/ir/type.js";
import { nearest } from "../grammar/nearest.js";

export interface Option {
  /** `N`, `FILE`: what stands for the value in the help; a flag has none. */
  readonly value?: string;
  readonly short?: string;
  readonly about: string;
}

export interface Command {
  readonly name: string;
  /** `FILE -o DIR` */
  readonly usage: string;
  readonly summary: string;
  /** The first thing that its help shows. */
  readonly example: string;
  readonly options: { readonly [name: string]: Option };
  /** How many words it takes. */
  readonly takes: readonly [least: number, most: number];
  run(input: Input): Promise<number>;
}

export class Input {
  constructor(
    readonly words: readonly string[],
    /** What each option was given, in order; nothing for a flag. */
    private readonly values: ReadonlyMap<string, readonly string[]>,
    /** Any `--NAME VALUE` that is no option of the command, where it takes such (`--class 7`). */
    readonly others: ReadonlyMap<string, string>,
  ) {}

  flag(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | undefined {
    return this.values.get(name)?.at(-1);
  }

  list(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  /** A whole number of at least `least`. */
  whole(name: string, least: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least) throw new UsageError(`--${name} takes a whole number of at least ${least}, and it is ${text}`);
    return value;
  }

  /** `--set lr=1e-4`, as often as it is given. */
  settings(): Map<string, number> {
    const settings = new Map<string, number>();
    for (const text of this.list("set")) {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*\S.*)$/.exec(text) ?? [];
      const number = Number(value);
      if (name === undefined || Number.isNaN(number)) throw new UsageError(`--set takes NAME=NUMBER, and it is ${text}`);
      if (!isFloat32(number)) throw new UsageError(`--set ${name}=${value} is too large: a number is at most 3.4e38`);
      settings.set(name, number);
    }
    return settings;
  }
}

/** The command line is at fault: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

export const common: { readonly [name: string]: Option } = {
  help: { short: "h", about: "this text" },
  debug: { about: "show where an error comes from" },
};

export function readInput(command: Command, args: readonly string[], anyName = false): Input {
  const known = new Map(Object.entries({ ...command.options, ...common }));
  const [words, values, others]: [string[], Map<string, string[]>, Map<string, string>] = [[], new Map(), new Map()];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--") {
      words.push(...args.slice(i + 1));
      break;
    }
    if (!isOption(args[i])) {
      words.push(args[i]);
      continue;
    }
    const { written, name, value: attached } = parted(args[i], known);
    const option = known.get(name);
    if (!option && !anyName) throw unknownOption(command, written, name, known);
    if (option && option.value === undefined) {
      if (attached !== undefined) throw new UsageError(`${written} takes no value`);
      values.set(name, []);
      continue;
    }
    const next = args[i + 1] as string | undefined;
    const value = attached ?? (next === undefined || isOption(next) ? undefined : args[++i]);
    if (value === undefined && !option) throw unknownOption(command, written, name, known);
    if (value === undefined) throw new UsageError(`${written} needs a value: ${written} ${option!.value}${next === undefined ? "" : `, or ${written}=${next} if ${next} is one`}`);
    if (option) values.set(name, [...(values.get(name) ?? []), value]);
    else others.set(name, value);
  }
  const [least, most] = command.takes;
  if (!values.has("help") && (words.length < least || words.length > most)) throw new UsageError(`usage: ganc ${command.name} ${command.usage}`);
  return new Input(words, values, others);
}

/** A negative number is a value, and so is `-` alone. */
function isOption(text: string): boolean {
  return /^-[^\d.]/.test(text);
}

/** `--out=x`, `--out`, `-ox`, `-o`, `-o=x`: how the option is written, its name in full, and the value that hangs on it. */
function parted(text: string, known: ReadonlyMap<string, Option>): { readonly written: string; readonly name: string; readonly value: string | undefined } {
  const [, long, short, rest] = /^(?:--([^=]*)|-([^-]))(.*)$/s.exec(text)!;
  const value = rest === "" ? undefined : rest.replace(/^=/, "");
  if (long !== undefined) return { written: `--${long}`, name: long, value };
  const [name] = [...known].find(([, option]) => option.short === short) ?? [short];
  return { written: `-${short}`, name, value };
}

function unknownOption(command: Command, written: string, name: string, known: ReadonlyMap<string, Option>): UsageError {
  const near = nearest(name, [...known.keys()]);
  return new UsageError(`ganc ${command.name} has no option ${written}${near ? `; did you mean --${near}?` : ""}`);
}

export function helpOf(command: Command): string {
  const rows = Object.entries({ ...command.options, ...common }).map(([name, { value, short, about }]) => [`${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`, about]);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [`  ${command.example}`, "", command.summary, "", `usage: ganc ${command.name} ${command.usage}`, "", ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`), ""].join("\n");
}
