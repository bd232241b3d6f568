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
}

export async function writeCheckpoint(folder: string, gan: Gan, seed: number): Promise<void> {
  const metadata = { model: gan.program.name, iteration: String(gan.iteration), drawn: JSON.stringify(gan.drawn), batch: String(gan.batch), seed: String(seed) };
  writeWhole(join(folder, checkpointName), writeSafetensors(await gan.state(), metadata));
}

export function readCheckpoint(folder: string): Checkpoint {
  const path = join(folder, checkpointName);
  const { tensors, metadata } = readSafetensors(readBytes(path));
  const [iteration, batch, seed] = [metadata.iteration, metadata.batch, metadata.seed].map(Number);
  const drawn = numbers(metadata.drawn);
  if (![iteration, batch, seed].every(Number.isInteger) || !drawn) throw new SourceProblem(`${path} is no checkpoint: it doesn't say where the run stood`);
  return { state: tensors, iteration, drawn, batch, seed };
}

function numbers(text: string | undefined): readonly number[] | undefined {
  return text !== undefined && /^\[(\d+(,\d+)*)?\]$/.test(text) ? text.slice(1, -1).split(",").filter((item) => item !== "").map(Number) : undefined;
}
