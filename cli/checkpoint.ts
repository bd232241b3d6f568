/** A checkpoint: everything that lives between iterations, so that a resumed run is the run that was not stopped. */

import { join } from "node:path";
import type { Gan } from "../runtime/gan.js";
import { type Tensors, readSafetensors, writeSafetensors } from "../runtime/safetensors.js";
import { SourceProblem, readBytes, writeWhole } from "./files.js";

export const checkpointName = "checkpoint.safetensors";

export interface Checkpoint {
  readonly state: Tensors;
  readonly iteration: number;
  /** Batches of each group of data. */
  readonly drawn: readonly number[];
  readonly batch: number;
  readonly seed: number;
  readonly asked: Asked;
}

/** What the command line asked for, and a run that goes on is not told again. An older checkpoint says nothing of it. */
export interface Asked {
  readonly iterations?: number;
  readonly epochs?: number;
  /** `--set`: the hypers that were given another value. */
  readonly set?: { readonly [name: string]: number };
}

/** `module`: the name of the file in the folder that runs it. */
export async function writeCheckpoint(folder: string, gan: Gan, module: string, { seed, asked }: Pick<Checkpoint, "seed" | "asked">): Promise<void> {
  const metadata = { model: gan.program.name, module, iteration: String(gan.iteration), drawn: JSON.stringify(gan.drawn), batch: String(gan.batch), seed: String(seed), asked: JSON.stringify(asked) };
  writeWhole(join(folder, checkpointName), writeSafetensors(await gan.state(), metadata));
}

export function readCheckpoint(folder: string): Checkpoint {
  const path = join(folder, checkpointName);
  const { tensors, metadata } = readSafetensors(readBytes(path));
  const [iteration, batch, seed] = [metadata.iteration, metadata.batch, metadata.seed].map(Number);
  const [drawn, asked] = [numbers(metadata.drawn), askedIn(metadata.asked ?? "{}")];
  if (![iteration, batch, seed].every(Number.isInteger) || !drawn || !asked) throw new SourceProblem(`${path} is no checkpoint: it doesn't say where the run stood`);
  return { state: tensors, iteration, drawn, batch, seed, asked };
}

function numbers(text: string | undefined): readonly number[] | undefined {
  return text !== undefined && /^\[(\d+(,\d+)*)?\]$/.test(text) ? text.slice(1, -1).split(",").filter((item) => item !== "").map(Number) : undefined;
}

function askedIn(text: string): Asked | undefined {
  try {
    const { iterations, epochs, set = {} } = JSON.parse(text) as { readonly [name: string]: unknown };
    const isCount = (value: unknown): value is number | undefined => value === undefined || (Number.isInteger(value) && Number(value) >= 1);
    const isSet = (value: unknown): value is Asked["set"] => typeof value === "object" && value !== null && Object.values(value).every(Number.isFinite);
    return isCount(iterations) && isCount(epochs) && isSet(set) ? { iterations, epochs, set } : undefined;
  } catch {
    return undefined;
  }
}
