/** What a run leaves behind: its module, pictures, the log, a checkpoint, the weights. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "../runtime/data.js";
import type { Gan } from "../runtime/gan.js";
import type { DataInput } from "../runtime/program.js";
import { writeSafetensors } from "../runtime/safetensors.js";
import { type Asked, writeCheckpoint } from "./checkpoint.js";
import { readText, writeWhole } from "./files.js";
import { weightsName } from "./latest.js";
import { isShowable, picture } from "./picture.js";

/** Of the noise of the pictures, the same for all of a run, so that one can see them change. */
const pictureSeed = 1;

export class RunFolder {
  readonly #folder: string;
  readonly #module: string;
  readonly #log: string[];
  /** What the samples are pictures of; undefined where they can't be shown, or need data to be made. */
  readonly #shown: { readonly count: number; readonly like: DataInput | undefined } | undefined;

  /** `files`: contents by name, the module first. */
  constructor(
    private readonly gan: Gan,
    private readonly settings: { readonly folder: string; readonly seed: number; readonly dataset: Dataset; readonly asked: Asked },
    files: ReadonlyMap<string, string>,
  ) {
    this.#folder = settings.folder;
    [this.#module] = files.keys();
    this.#shown = shownOf(gan);
    this.#log = earlierLog(this.#logPath, gan.iteration);
    for (const [name, text] of files) writeWhole(join(this.#folder, name), text);
  }

  get #logPath(): string {
    return join(this.#folder, "log.jsonl");
  }

  log(line: string): void {
    this.#log.push(line);
  }

  writeLog(): void {
    writeWhole(this.#logPath, this.#log.map((line) => `${line}\n`).join(""));
  }

  /** Samples as they are now: `samples-000500.png`, and `samples.png`. */
  async writePicture(): Promise<void> {
    if (!this.#shown) return;
    const { count, like } = this.#shown;
    const samples = await this.gan.sample(count, { seed: pictureSeed });
    const png = picture(samples, like?.range, like && this.settings.dataset[like.name]);
    for (const name of [`samples-${String(this.gan.iteration).padStart(6, "0")}.png`, "samples.png"]) writeWhole(join(this.#folder, name), png);
  }

  async writeCheckpoint(): Promise<void> {
    await writeCheckpoint(this.#folder, this.gan, this.#module, this.settings);
    this.writeLog();
  }

  async finish(): Promise<void> {
    const { gan } = this;
    await this.writeCheckpoint();
    const metadata = { model: gan.program.name, ganc: gan.program.version, module: this.#module, iteration: String(gan.iteration) };
    writeWhole(join(this.#folder, weightsName), writeSafetensors(await gan.weights(), metadata));
    await this.writePicture();
  }
}

function shownOf({ program }: Gan): { readonly count: number; readonly like: DataInput | undefined } | undefined {
  const [sample] = program.samples;
  if (!sample) return undefined;
  const { outputs, reads } = program.graphs[sample.graph];
  const shape = outputs[0].shape.slice(1).map(Number);
  if (!isShowable(shape) || reads.some((place) => program.inputs[place].kind === "data")) return undefined;
  const like = program.inputs.find((input): input is DataInput => input.kind === "data" && input.shape.join() === shape.join());
  return { count: shape.length < 2 ? 1024 : 64, like };
}

/** What a run that is resumed here logged up to this iteration. */
function earlierLog(path: string, iteration: number): string[] {
  if (iteration === 0 || !existsSync(path)) return [];
  return readText(path).split("\n").filter((line) => line !== "" && (JSON.parse(line) as { iteration: number }).iteration <= iteration);
}
