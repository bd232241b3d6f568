/** Weights of frozen networks: from the files that the source names, or from those that the command line names instead. */

import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { SafetensorsError, WeightsError } from "../runtime/errors.js";
import { frozenWeights, frozenWithout } from "../runtime/frozen.js";
import { type Tensors, readSafetensors } from "../runtime/safetensors.js";
import type { Described } from "../runtime/tensors.js";
import { type Input, type Option, UsageError } from "./command.js";
import { SourceProblem, readBytes } from "./files.js";

export const frozenOption: Option = { value: "NETWORK=FILE", about: "weights of a frozen network, instead of the file that the source names" };

/**
 * By network, those that the command line names and those that lie nowhere among the other weights. `home`: the source, module or
 * run that the program is of; paths are relative to where it lies. Throws a SourceProblem that names network and file.
 */
export function readFrozen(program: Described, input: Input, home: string, weights: Tensors | undefined): Map<string, Tensors> {
  const named = namedFiles(program, input);
  const files = new Map([...frozenWithout(program, (tensor) => weights?.has(tensor) ?? false).map(({ network, file }) => [network, isAbsolute(file) ? file : join(folderOf(home), file)] as const), ...named]);
  return new Map([...files].map(([network, file]) => [network, readOne(program, network, file)]));
}

function readOne(program: Described, network: string, file: string): Tensors {
  try {
    return frozenWeights(program, network, readSafetensors(readBytes(file)).tensors);
  } catch (error) {
    if (!(error instanceof SourceProblem || error instanceof WeightsError || error instanceof SafetensorsError)) throw error;
    const told = error.message.startsWith(file) ? error.message : `${file}: ${error.message}`;
    throw new SourceProblem(`${network} is frozen, and its weights can't be had from ${told}; --frozen ${network}=FILE names another file`);
  }
}

function namedFiles({ name: model, frozen = [] }: Described, input: Input): Map<string, string> {
  return new Map(input.list("frozen").map((text) => {
    const [, network, file] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? [];
    if (network === undefined) throw new UsageError(`--frozen takes NETWORK=FILE, and it is ${text}`);
    if (!frozen.some((one) => one.network === network)) throw new UsageError(`${model} has no frozen network ${network}; it has ${frozen.map((one) => one.network).join(", ") || "none"}`);
    return [network, file] as const;
  }));
}

function folderOf(home: string): string {
  return existsSync(home) && statSync(home).isDirectory() ? home : dirname(home);
}
