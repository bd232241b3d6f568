#!/usr/bin/env node
/** `ganc COMMAND …`: finds the command, runs it, and turns what goes wrong into a sentence and an exit code. */

import { nearest } from "../grammar/nearest.js";
import { type Command, UsageError, helpOf, readInput } from "./command.js";
import { optimiseLater } from "./tiers.js";

/** Each is loaded when it is asked for: `ganc --help` waits for nobody. */
const commands: { readonly [name: string]: { readonly summary: string; load(): Promise<Command> } } = {
  init: { summary: "a folder with a small .gan that trains at once", load: async () => (await import("./commands/init.js")).init },
  check: { summary: "all mistakes of files", load: async () => (await import("./commands/check.js")).check },
  fmt: { summary: "the canonical layout of files", load: async () => (await import("./commands/fmt.js")).fmt },
  build: { summary: "a module, its types and its kernels", load: async () => (await import("./commands/build.js")).build },
  run: { summary: "train what was built", load: async () => (await import("./commands/run.js")).run },
  train: { summary: "compile and train", load: async () => (await import("./commands/train.js")).train },
  sample: { summary: "pictures or numbers from a trained model", load: async () => (await import("./commands/sample.js")).sample },
  eval: { summary: "one draw, looked at: values, gradients, a step", load: async () => (await import("./commands/eval.js")).evaluate },
  explain: { summary: "what a file compiles to", load: async () => (await import("./commands/explain.js")).explainCommand },
  adapters: { summary: "the adapters of this machine", load: async () => (await import("./commands/adapters.js")).adapters },
};

function help(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`);
  return ["  ganc init digits && ganc train digits/digits.gan --data mnist", "", "A compiler for generative adversarial networks.", "", ...rows, "", "ganc COMMAND --help says more.", ""].join("\n");
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    process.stdout.write(`${(await import("../compiler/emit/version.js")).version}\n`);
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    const near = nearest(name, Object.keys(commands));
    throw new UsageError(`there is no command ${name}${near ? `; did you mean ${near}?` : ": ganc --help lists them"}`);
  }
  const command = await commands[name].load();
  const input = readInput(command, args, command.name === "sample");
  if (input.flag("help")) {
    process.stdout.write(helpOf(command));
    return 0;
  }
  return command.run(input);
}

/** Errors by name: the runtime's classes come from another copy of it where a module was built with `--standalone`. */
const codes: { readonly [name: string]: number } = {
  UsageError: 2,
  NoAdapterError: 3,
  DeviceLostError: 3,
  SourceProblem: 1,
  DataError: 1,
  WeightsError: 1,
  SafetensorsError: 1,
  ProgramVersionError: 1,
  DeviceError: 1,
  EvaluationRequestError: 2,
};

function fail(error: unknown): void {
  const known = error instanceof Error ? codes[error.name] : undefined;
  const message = error instanceof Error ? error.message || (error.name === "SourceProblem" ? "" : error.name) : String(error);
  if (message !== "") process.stderr.write(known === undefined ? `ganc: ${message} (a fault of ganc's own; --debug shows where)\n` : `ganc: ${message}\n`);
  if (process.argv.includes("--debug") && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = known ?? 1;
}

// What nobody waits for can fail too.
process.on("uncaughtException", (error) => {
  fail(error);
  process.exit();
});
// Whoever reads may have seen enough (`| head`, `2>&1 | head`): a run is not lost for that.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

optimiseLater();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  fail(error);
}
// A live device keeps nothing alive, but a stream that nobody reads might.
process.stdin.unref?.();
