/** A checkpoint: everything that lives between iterations, so that a resumed run is the run that was not stopped. */

import { join } from "node:path";
import type { Gan } from "../runtime/gan.js";
import { type NamedTensor, readSafetensors, writeSafetensors } from "../runtime/safetensors.js";
import { SourceProblem, readBytes, writeWhole } from "./files.js";

const fileName = "checkpoint.safetensors";

export class Checkpoint {
  constructor(
    private readonly gan: Gan,
    private readonly folder: string,
  ) {}

  async write(): Promise<void> {
    const { gan } = this;
    const metadata = { model: gan.program.name, iteration: String(gan.iteration), drawn: JSON.stringify(gan.drawn) };
    writeWhole(join(this.folder, fileName), writeSafetensors(await gan.state(), metadata));
  }
}

export function readCheckpoint(folder: string): { readonly state: Map<string, NamedTensor>; readonly iteration: number; readonly drawn: readonly number[] } {
  const path = join(folder, fileName);
  const { tensors, metadata } = readSafetensors(readBytes(path));
  const iteration = Number(metadata.iteration);
  const drawn: unknown = metadata.drawn === undefined ? undefined : JSON.parse(metadata.drawn);
  if (!Number.isInteger(iteration) || !Array.isArray(drawn)) throw new SourceProblem(`${path} is no checkpoint: it doesn't say where the run stood`);
  return { state: tensors, iteration, drawn: drawn.map(Number) };
}
