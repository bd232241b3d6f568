/** Training from the command line: what `train` and `run` share. */

import { join } from "node:path";
import type { AdapterChoice } from "../runtime/adapter.js";
import { fitted } from "../runtime/data.js";
import { DataError } from "../runtime/errors.js";
import { Gan } from "../runtime/gan.js";
import { requestDevice } from "../runtime/node/adapter.js";
import { datasetFor } from "../runtime/node/fit.js";
import { type Source, namedSource, sourceNames } from "../runtime/node/sources.js";
import type { DataInput, Program } from "../runtime/program.js";
import { readSafetensors, writeSafetensors } from "../runtime/safetensors.js";
import { Checkpoint, readCheckpoint } from "./checkpoint.js";
import { type Input, type Option, UsageError } from "./command.js";
import { readBytes, writeWhole } from "./files.js";
import { isShowable, picture } from "./picture.js";
import { Progress } from "./progress.js";

export const trainingOptions: { readonly [name: string]: Option } = {
  data: { value: "SOURCE", many: true, about: `${sourceNames.join(", ")}; or NAME=SOURCE for each of several data` },
  iterations: { value: "N", about: "how many iterations (1000 if nothing is said)" },
  epochs: { value: "N", about: "how many passes over the first data" },
  batch: { value: "N", about: "samples in a batch, instead of the file's" },
  seed: { value: "N", about: "of weights, order, noise (0)" },
  out: { value: "DIR", about: "where weights, pictures and the log go (runs/NAME)" },
  "sample-every": { value: "N", about: "a picture of samples every N iterations" },
  "checkpoint-every": { value: "N", about: "a checkpoint every N iterations" },
  resume: { value: "DIR", about: "go on where the run in DIR stopped" },
  weights: { value: "FILE", about: "start from these weights (safetensors)" },
  adapter: { value: "KIND", about: "auto, gpu, lavapipe or swiftshader" },
  json: { about: "a line of JSON an iteration on stdout" },
};

export const adapterChoices: readonly AdapterChoice[] = ["auto", "gpu", "lavapipe", "swiftshader"];

export function adapterOf(input: Input): AdapterChoice {
  const text = input.text("adapter") ?? "auto";
  const choice = adapterChoices.find((one) => one === text);
  if (!choice) throw new UsageError(`--adapter takes ${adapterChoices.join(", ")}, and it is ${text}`);
  return choice;
}

function sourcesOf(input: Input): Map<string | undefined, Source> {
  const sources = new Map<string | undefined, Source>();
  for (const text of input.list("data")) {
    const [, name, source] = /^(?:([A-Za-z_]\w*)=)?(.*)$/.exec(text)!;
    sources.set(name, namedSource(source));
  }
  return sources;
}

/** `files`: what else belongs into the run's folder, its module first of all. */
export async function trainProgram(program: Program, input: Input, files: ReadonlyMap<string, string>): Promise<number> {
  const batch = input.whole("batch", 1);
  const seed = input.whole("seed", 0) ?? 0;
  const epochs = input.whole("epochs", 1);
  const iterations = input.whole("iterations", 1) ?? (epochs === undefined ? 1000 : undefined);
  const sampleEvery = input.whole("sample-every", 1);
  const checkpointEvery = input.whole("checkpoint-every", 1);
  const adapter = adapterOf(input);
  if (program.schedule.length === 0) throw new DataError(`${program.name} has no train block`);
  const dataset = datasetFor(program, sourcesOf(input));
  fitted(program, dataset, batch ?? program.batch);
  const resumed = input.text("resume");
  const checkpoint = resumed === undefined ? undefined : readCheckpoint(resumed);
  const weights = input.text("weights") === undefined ? undefined : readSafetensors(readBytes(input.text("weights")!)).tensors;

  const { device, label } = await requestDevice(adapter);
  process.stderr.write(`${program.name} on ${label}\n`);
  const gan = new Gan(device, program, { batch, seed });
  if (weights) gan.setWeights(weights);
  if (checkpoint) gan.restore(checkpoint.state, checkpoint.iteration, checkpoint.drawn);
  const folder = input.text("out") ?? resumed ?? join("runs", program.name);
  for (const [name, text] of files) writeWhole(join(folder, name), text);

  const show = new SampleShow(gan, dataset, folder);
  const saver = new Checkpoint(gan, folder);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once("SIGINT", interrupt);
  const json = input.flag("json");
  const remaining = iterations === undefined ? undefined : Math.max(0, iterations - gan.iteration);
  const progress = new Progress(gan.iteration, iterations);
  const every = json || (iterations ?? Infinity) <= 200 ? 1 : 10;
  const log: string[] = [];
  try {
    if (show.possible && gan.iteration === 0) await show.write(0);
    for await (const report of gan.train(dataset, { iterations: remaining, epochs, every: common([every, sampleEvery, checkpointEvery]), signal: stop.signal })) {
      const line = JSON.stringify({ iteration: report.iteration, loss: report.loss, metric: report.metric });
      log.push(line);
      if (json) process.stdout.write(`${line}\n`);
      progress.show(report);
      if (sampleEvery !== undefined && report.iteration % sampleEvery === 0 && show.possible) await show.write(report.iteration);
      if (checkpointEvery !== undefined && report.iteration % checkpointEvery === 0) await saver.write();
    }
  } finally {
    process.removeListener("SIGINT", interrupt);
    progress.end();
  }
  await saver.write();
  writeWhole(join(folder, "weights.safetensors"), writeSafetensors(await gan.weights(), { model: program.name, ganc: program.version }));
  writeWhole(join(folder, "log.jsonl"), log.length === 0 ? "" : `${log.join("\n")}\n`);
  if (show.possible) await show.write(gan.iteration);
  process.stderr.write(`${stop.signal.aborted ? "stopped" : "done"} after iteration ${gan.iteration}: ${folder}\n`);
  if (stop.signal.aborted) process.stderr.write(`go on with --resume ${folder}, look with ganc sample ${folder}\n`);
  gan.dispose();
  return 0;
}

/** So often that every one of these is met: a report costs little, a missed picture more. */
function common(every: readonly (number | undefined)[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return every.filter((value) => value !== undefined).reduce(divisor, 0) || 1;
}

/** Samples of the same noise each time, so that one can see them change. */
class SampleShow {
  readonly possible: boolean;
  readonly #input: DataInput | undefined;

  constructor(
    private readonly gan: Gan,
    private readonly dataset: ReturnType<typeof datasetFor>,
    private readonly folder: string,
  ) {
    const [sample] = gan.program.samples;
    const output = sample && gan.program.graphs[sample.graph].outputs[0];
    const shape = output ? output.shape.slice(1).map(Number) : [];
    const needsData = sample !== undefined && gan.program.graphs[sample.graph].reads.some((place) => gan.program.inputs[place].kind === "data");
    this.possible = sample !== undefined && isShowable(shape) && !needsData;
    this.#input = gan.program.inputs.find((input): input is DataInput => input.kind === "data" && input.shape.join() === shape.join());
  }

  async write(iteration: number): Promise<void> {
    const points = this.#input?.shape.length === 1;
    const samples = await this.gan.sample(points ? 1024 : 64, { seed: 1 });
    const png = picture(samples, this.#input?.range, this.#input && this.dataset[this.#input.name]);
    writeWhole(join(this.folder, `samples-${String(iteration).padStart(6, "0")}.png`), png);
    writeWhole(join(this.folder, "samples.png"), png);
  }
}
