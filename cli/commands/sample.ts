import { existsSync, statSync } from "node:fs";
import { nearest } from "../../grammar/nearest.js";
import { Gan } from "../../runtime/gan.js";
import { requestDevice, targetFor } from "../../runtime/node/adapter.js";
import { everything } from "../../runtime/parts.js";
import type { DataInput, NoiseInput, Program } from "../../runtime/program.js";
import type { SampleOptions, Samples } from "../../runtime/sample.js";
import { loadBuilt } from "../built.js";
import { type Command, type Input, UsageError } from "../command.js";
import { SourceProblem, writeWhole } from "../files.js";
import { frozenOption, readFrozen } from "../frozen.js";
import { type Weights, described, latestIn, readWeights } from "../latest.js";
import { npy } from "../npy.js";
import { isShowable, picture } from "../picture.js";
import { SourceFiles } from "../source-files.js";
import { adapterOf } from "../training.js";

export const sample: Command = {
  name: "sample",
  usage: "DIR-OR-MODULE -o grid.png",
  summary: "Samples of a trained model, as a picture or as numbers. Any input can be given by its name: --class 7.",
  example: "ganc sample runs/Digits --n 64 -o grid.png",
  options: {
    n: { value: "N", about: "how many (64)" },
    seed: { value: "N", about: "of the noise (0)" },
    weights: { value: "FILE", about: "safetensors (the newest of the run's folder)" },
    frozen: frozenOption,
    name: { value: "NAME", about: "which of the file's samples" },
    interpolate: { about: "walk from one draw to another" },
    out: { value: "FILE", short: "o", about: "a .png or .npy (samples.png)" },
    adapter: { value: "KIND", about: "auto, gpu, lavapipe or swiftshader" },
    json: { about: "one JSON value: the shape and the numbers" },
  },
  takes: [1, 1],
  async run(input) {
    const [path] = input.words;
    const count = input.whole("n", 1) ?? 64;
    const seed = input.whole("seed", 0) ?? 0;
    const out = input.text("out") ?? "samples.png";
    if (!/\.(png|npy)$/.test(out)) throw new UsageError(`-o takes a .png or .npy file, and it is ${out}`);
    const adapter = adapterOf(input);
    const program = path.endsWith(".gan") ? (await import("../source.js")).compileFile(path, new Map(), new SourceFiles(), await targetFor(adapter)).program : await loadBuilt(path);
    const weights = weightsFor(path, input.text("weights"));
    const frozen = readFrozen(program, input, path, weights?.tensors);
    const inputs = givenInputs(program, input);
    const name = input.text("name");
    const names = program.samples.map((one) => one.name);
    if (name !== undefined && !names.includes(name)) throw new UsageError(`${program.name} has no sample ${name}; it has ${names.join(", ") || "none"}`);
    const { device, label } = await requestDevice(adapter);
    process.stderr.write(`${program.name} on ${label}\n`);
    const gan = new Gan(device, program, { seed }, everything);
    if (weights) gan.setWeights(weights.tensors);
    const standing = weights ? described(weights) : "no weights were given: these are samples of an untrained model";
    if (standing !== undefined) process.stderr.write(`${standing}\n`);
    for (const [network, given] of frozen) gan.setFrozen(network, given);
    const options: SampleOptions = { seed, inputs: input.flag("interpolate") ? { ...inputs, ...walk(program, await ends(gan, seed), count) } : inputs, name };
    const samples = await gan.sample(count, options);
    if (input.flag("json")) process.stdout.write(`${JSON.stringify({ shape: samples.shape, values: [...samples.pixels] })}\n`);
    else {
      writeWhole(out, out.endsWith(".npy") ? npy(samples.pixels, samples.shape) : drawn(program, samples));
      process.stdout.write(`${out}\n`);
    }
    gan.dispose();
    return 0;
  },
};

function weightsFor(path: string, given: string | undefined): Weights | undefined {
  if (given !== undefined) return readWeights(given);
  return existsSync(path) && statSync(path).isDirectory() ? latestIn(path) : undefined;
}

type Free = NoiseInput | DataInput;
const freeInputs = (program: Program): Free[] => program.inputs.filter((input): input is Free => input.kind !== "control");

/** `--class 7` stands for the only input that is a class, whatever it is called. */
function givenInputs(program: Program, input: Input): { [name: string]: number } {
  const given = new Map<string, number>();
  for (const [name, text] of input.others) {
    const known = freeInputs(program);
    const classes = known.filter((free) => free.classes !== undefined && free.kind === "noise");
    const found = known.find((free) => free.name === name) ?? (name === "class" && classes.length === 1 ? classes[0] : undefined);
    if (!found) {
      const near = nearest(name, [...Object.keys(sample.options), ...known.map((free) => free.name)]);
      throw new UsageError(`--${name} is no option, and ${program.name} has no input ${name}; it has ${known.map((free) => free.name).join(", ")}${near ? `; did you mean --${near}?` : ""}`);
    }
    const value = Number(text);
    if (text.trim() === "" || Number.isNaN(value)) throw new UsageError(`--${name} takes a number, and it is ${text}`);
    if (found.classes !== undefined && !(Number.isInteger(value) && value >= 0 && value < found.classes)) throw new UsageError(`--${name} takes a class of 0 to ${found.classes - 1}, and it is ${text}`);
    given.set(found.name, value);
  }
  return Object.fromEntries(given);
}

/** Two draws of every normal or uniform noise, by name. */
async function ends(gan: Gan, seed: number): Promise<Map<string, Float32Array>> {
  return gan.noise(2, seed);
}

function walk(program: Program, between: ReadonlyMap<string, Float32Array>, count: number): { [name: string]: Float32Array } {
  const walks = new Map<string, Float32Array>();
  for (const { name, kind, classes, shape } of freeInputs(program)) {
    const draws = between.get(name);
    if (kind !== "noise" || classes !== undefined || !draws) continue;
    const size = shape.reduce((a, b) => a * b, 1);
    const along = Float32Array.from({ length: count * size }, (_, i) => {
      const t = count === 1 ? 0 : Math.floor(i / size) / (count - 1);
      return (1 - t) * draws[i % size] + t * draws[size + (i % size)];
    });
    walks.set(name, along);
  }
  return Object.fromEntries(walks);
}

function drawn(program: Program, samples: Samples): Uint8Array {
  const shape = samples.shape.slice(1);
  if (!isShowable(shape)) throw new SourceProblem(`samples of shape [${shape.join(", ")}] make no picture: -o FILE.npy writes the numbers`);
  const range = program.inputs.find((input): input is DataInput => input.kind === "data" && input.shape.join() === shape.join())?.range;
  return picture(samples, range);
}
