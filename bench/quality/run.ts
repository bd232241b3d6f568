/** What the judges share: their command line, and a run to be judged. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadBuilt } from "../../cli/built.js";
import type { AdapterChoice } from "../../runtime/adapter.js";
import { Gan } from "../../runtime/gan.js";
import { requestDevice } from "../../runtime/node/adapter.js";
import { everything } from "../../runtime/parts.js";
import type { DataInput } from "../../runtime/program.js";
import { readSafetensors } from "../../runtime/safetensors.js";

/** The words of a judge's command line, how many samples it asks for, and the device that it computes on. */
export async function commandLine(usage: string, words: number, n: number): Promise<{ readonly words: readonly string[]; readonly n: number; readonly device: GPUDevice; readonly label: string }> {
  const { values, positionals } = parseArgs({ options: { n: { type: "string" }, adapter: { type: "string" } }, allowPositionals: true });
  const count = Number(values.n ?? n);
  if (positionals.length !== words || !Number.isInteger(count) || count < 1) {
    process.stderr.write(`usage: ${usage} [--n ${n}] [--adapter auto]\n`);
    process.exit(2);
  }
  const { device, label } = await requestDevice((values.adapter ?? "auto") as AdapterChoice);
  return { words: positionals, n: count, device, label };
}

/** The model of a run's folder, with the weights that it ended with. */
export async function openRun(folder: string, device: GPUDevice): Promise<Gan> {
  const weights = join(folder, "weights.safetensors");
  if (!existsSync(weights)) throw new Error(`${folder} holds no weights.safetensors: the run is not done`);
  const gan = new Gan(device, await loadBuilt(folder), {}, everything);
  gan.setWeights(readSafetensors(readFileSync(weights)).tensors);
  return gan;
}

/** The data that samples of this shape are like. */
export function likeOf(gan: Gan, shape: readonly number[]): DataInput | undefined {
  return gan.program.inputs.find((input): input is DataInput => input.kind === "data" && input.shape.join() === shape.join());
}
