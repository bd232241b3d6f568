/** Training from the command line: what `train` and `run` share. */

import { join } from "node:path";
import type { AdapterChoice } from "../runtime/adapter.js";
import { type Dataset, fitted } from "../runtime/data.js";
import { DataError } from "../runtime/errors.js";
import { Gan } from "../runtime/gan.js";
import { requestDevice } from "../runtime/node/adapter.js";
import { readDataset } from "../runtime/node/dataset.js";
import { sourceNames } from "../runtime/node/sources.js";
import { everything } from "../runtime/parts.js";
import type { Program } from "../runtime/program.js";
import { type Tensors, readSafetensors } from "../runtime/safetensors.js";
import { type Asked, type Checkpoint, readCheckpoint } from "./checkpoint.js";
import { type Input, type Option, UsageError } from "./command.js";
import { readBytes } from "./files.js";
import { frozenOption, readFrozen } from "./frozen.js";
import { onInterrupt } from "./interruption.js";
import { Progress } from "./progress.js";
import { RunFolder } from "./run-folder.js";

export const trainingOptions: { readonly [name: string]: Option } = {
  data: { value: "SOURCE", about: `a folder of pictures, an idx, npy, npz or safetensors file, ${sourceNames.join(", ")}; NAME=SOURCE for each of several data` },
  iterations: { value: "N", about: "how many iterations (1000 if nothing is said, of a resumed run what was said before)" },
  epochs: { value: "N", about: "how many passes over the first data" },
  batch: { value: "N", about: "samples in a batch, instead of the file's" },
  seed: { value: "N", about: "of weights, order, noise (0)" },
  out: { value: "DIR", about: "where weights, pictures and the log go (runs/NAME)" },
  "sample-every": { value: "N", about: "a picture of samples every N iterations" },
  "checkpoint-every": { value: "N", about: "a checkpoint every N iterations" },
  resume: { value: "DIR", about: "go on where the run in DIR stopped" },
  weights: { value: "FILE", about: "start from these weights (safetensors)" },
  frozen: frozenOption,
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

/** `--data SOURCE`, or `--data x=SOURCE` for each of several. */
function readData(program: Program, input: Input): Promise<Dataset> {
  const names = program.inputs.filter(({ kind }) => kind === "data").map(({ name }) => name);
  if (names.length > 0 && input.list("data").length === 0) throw new UsageError(`${program.name} trains on data: --data SOURCE, a folder of pictures, a file of arrays, or one of ${sourceNames.join(", ")}`);
  const sources = new Map<string | undefined, string>();
  for (const text of input.list("data")) {
    const [, name, source] = /^(?:([A-Za-z_]\w*)=)?(.*)$/s.exec(text)!;
    if (name !== undefined && !names.includes(name)) throw new UsageError(`${program.name} has no data ${name}; it has ${names.join(", ") || "none"}`);
    if (sources.has(name)) throw new UsageError(`--data is given twice${name === undefined ? "" : ` for ${name}`}: ${sources.get(name)} and ${source}`);
    sources.set(name, source);
  }
  return readDataset(program, sources, (line) => process.stderr.write(`${line}\n`));
}

/** Where a run comes from. */
export interface Origin {
  /** Where the source or the module lies. */
  readonly home: string;
  /** What else belongs into the run's folder, contents by name, its module first of all. */
  readonly files: ReadonlyMap<string, string>;
  readonly checkpoint: Checkpoint | undefined;
  /** The hypers that the program was compiled with. */
  readonly set: Asked["set"];
}

/** Of the run that `--resume` names. */
export function checkpointOf(input: Input): Checkpoint | undefined {
  const resumed = input.text("resume");
  return resumed === undefined ? undefined : readCheckpoint(resumed);
}

/** What a run is asked to be. */
interface Settings {
  readonly dataset: Dataset;
  readonly batch: number;
  readonly seed: number;
  /** The last iteration and the last epoch among it; the first that is reached ends the run. */
  readonly asked: Asked;
  readonly sampleEvery: number | undefined;
  readonly checkpointEvery: number | undefined;
  readonly weights: Tensors | undefined;
  /** By network. */
  readonly frozen: ReadonlyMap<string, Tensors>;
  readonly folder: string;
  readonly json: boolean;
}

/** Everything that can be wrong is found here, before a device is asked for and before a file is written. */
async function readSettings(program: Program, input: Input, { home, checkpoint, set }: Origin): Promise<Settings> {
  const batch = input.whole("batch", 1) ?? checkpoint?.batch ?? program.batch;
  const [iterations, epochs] = [input.whole("iterations", 1), input.whole("epochs", 1)];
  const end = [{ iterations, epochs }, checkpoint?.asked ?? {}].find((asked) => asked.iterations !== undefined || asked.epochs !== undefined) ?? { iterations: 1000 };
  const [sampleEvery, checkpointEvery] = [input.whole("sample-every", 1), input.whole("checkpoint-every", 1)];
  const seed = input.whole("seed", 0) ?? checkpoint?.seed ?? 0;
  if (program.schedule.length === 0) throw new DataError(`${program.name} has no train block`);
  const dataset = await readData(program, input);
  fitted(program, dataset, batch);
  const file = input.text("weights");
  const weights = file === undefined ? undefined : readSafetensors(readBytes(file)).tensors;
  const frozen = readFrozen(program, input, home, checkpoint?.state ?? weights);
  const folder = input.text("out") ?? input.text("resume") ?? join("runs", program.name);
  return { dataset, batch, seed, asked: { iterations: end.iterations, epochs: end.epochs, set }, sampleEvery, checkpointEvery, weights, frozen, folder, json: input.flag("json") };
}

export async function trainProgram(program: Program, input: Input, origin: Origin): Promise<number> {
  const adapter = adapterOf(input);
  const settings = await readSettings(program, input, origin);
  const { device, label } = await requestDevice(adapter);
  process.stderr.write(`${program.name} on ${label}\n`);
  const { checkpoint, files } = origin;
  const { batch, seed, weights, frozen } = settings;
  const gan = new Gan(device, program, { batch, seed }, everything);
  if (weights) gan.setWeights(weights);
  if (checkpoint) gan.restore(checkpoint.state, checkpoint.iteration, checkpoint.drawn);
  for (const [network, given] of frozen) gan.setFrozen(network, given);

  const folder = new RunFolder(gan, settings, files);
  const stop = new AbortController();
  const listenNoMore = onInterrupt(() => stop.abort());
  try {
    await iterate(gan, settings, folder, stop.signal);
  } finally {
    folder.writeLog();
  }
  const { aborted } = stop.signal;
  await folder.finish();
  listenNoMore();
  process.stderr.write(`${aborted ? "stopped" : "done"} after iteration ${gan.iteration}: ${settings.folder}\n`);
  if (aborted) process.stderr.write(`go on with --resume ${settings.folder}, look with ganc sample ${settings.folder}\n`);
  gan.dispose();
  return 0;
}

/** Where nobody reads every line, a report now and then is enough. */
const reportEvery = 10;

/** In stretches: at the end of one the device has caught up, so that a picture and a checkpoint are of the iteration that they name. */
async function iterate(gan: Gan, settings: Settings, folder: RunFolder, signal: AbortSignal): Promise<void> {
  const { dataset, sampleEvery, checkpointEvery, json } = settings;
  const { iterations = Infinity, epochs } = settings.asked;
  const progress = new Progress(lastOf(gan, settings));
  const every = json || iterations <= 200 ? 1 : reportEvery;
  if (gan.iteration === 0) await folder.writePicture();
  while (gan.iteration < iterations && !signal.aborted) {
    const next = Math.min(iterations, after(gan.iteration, sampleEvery), after(gan.iteration, checkpointEvery));
    for await (const report of gan.train(dataset, { iterations: next - gan.iteration, epochs, every, signal })) {
      const line = JSON.stringify({ iteration: report.iteration, loss: report.loss, metric: report.metric });
      folder.log(line);
      if (json) process.stdout.write(`${line}\n`);
      progress.show(report);
    }
    if (gan.iteration < next) break;
    if (isDue(gan.iteration, sampleEvery)) await folder.writePicture();
    if (isDue(gan.iteration, checkpointEvery)) await folder.writeCheckpoint();
  }
  progress.end();
}

/** The first multiple of `every` past an iteration. */
function after(iteration: number, every = Infinity): number {
  return every === Infinity ? Infinity : (Math.floor(iteration / every) + 1) * every;
}

function isDue(iteration: number, every: number | undefined): boolean {
  return every !== undefined && iteration % every === 0;
}

/** The iteration that a run will end with; of epochs, judged by the batches that an iteration has drawn so far. */
function lastOf(gan: Gan, { asked: { iterations = Infinity, epochs }, dataset, batch }: Settings): () => number {
  const first = gan.program.inputs.find((input) => input.kind === "data" && input.group === 0);
  if (epochs === undefined || !first) return () => iterations;
  const batches = epochs * Math.floor(dataset[first.name].count / batch);
  return () => Math.min(iterations, Math.ceil((gan.iteration * batches) / (gan.drawn[0] ?? 0)));
}
