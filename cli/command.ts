/** What a command is, and how its options are read. */

import { parseArgs } from "node:util";
import { nearest } from "../grammar/nearest.js";

export interface Option {
  /** `N`, `FILE`: what stands for the value in the help; a flag has none. */
  readonly value?: string;
  readonly short?: string;
  /** May be given several times. */
  readonly many?: boolean;
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
    private readonly values: { readonly [name: string]: string | boolean | readonly (string | boolean)[] | undefined },
    /** Any `--NAME VALUE` that is no option of the command, where it takes such (`--class 7`). */
    readonly others: ReadonlyMap<string, string> = new Map(),
  ) {}

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
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
      const [, name, value] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? [];
      if (name === undefined || Number.isNaN(Number(value))) throw new UsageError(`--set takes NAME=NUMBER, and it is ${text}`);
      settings.set(name, Number(value));
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
  const known = { ...command.options, ...common };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value, short, many }]) => [name, { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short && { short }), ...(many && { multiple: true }) }]),
  );
  const { values, positionals, tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const others = new Map<string, string>();
  let taken = 0;
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = known[token.name];
    if (option && option.value !== undefined && token.value === undefined) throw new UsageError(`${token.rawName} takes ${option.value}`);
    if (option && option.value === undefined && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    if (option) continue;
    const near = nearest(token.name, Object.keys(known));
    const value = token.value ?? args[token.index + 1];
    if (!anyName || value === undefined || value.startsWith("--")) throw new UsageError(`ganc ${command.name} has no option ${token.rawName}${near ? `; did you mean --${near}?` : ""}`);
    others.set(token.name, value);
    // What follows an unknown option was read as a word.
    if (token.value === undefined) taken = removeWord(positionals, value, taken);
  }
  const [least, most] = command.takes;
  if (!values.help && (positionals.length < least || positionals.length > most)) throw new UsageError(`usage: ganc ${command.name} ${command.usage}`);
  return new Input(positionals, values, others);
}

function removeWord(words: string[], word: string, from: number): number {
  const place = words.indexOf(word, from);
  if (place >= 0) words.splice(place, 1);
  return from;
}

export function helpOf(command: Command): string {
  const rows = Object.entries({ ...command.options, ...common }).map(([name, { value, short, about }]) => [`${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`, about]);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [`  ${command.example}`, "", command.summary, "", `usage: ganc ${command.name} ${command.usage}`, "", ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`), ""].join("\n");
}
