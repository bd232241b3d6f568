/** Samples: what a generator makes, in evaluation mode. The same seed gives the same samples, however many are asked for. */

import { launchable } from "./bounds.js";
import type { Engine, Ready } from "./engine.js";
import { DataError } from "./errors.js";
import { type Given, demandWhole } from "./given.js";
import type { Input, Program } from "./program.js";
import { Recorder } from "./recorder.js";
import { type GivenTo, inTurns } from "./turns.js";

export type SampleOptions = {
  /** Which of the program's samples; its first if left out. */
  readonly name?: string;
  readonly seed?: number;
  /** Noise or data by name, instead of a draw. */
  readonly inputs?: { readonly [name: string]: Given };
};

/** Inputs may also stand beside `name` and `seed`, by their own names: `{ c: 7, seed: 3 }`. One that has one of these names goes into `inputs`. */
export type SampleRequest = SampleOptions & { readonly [input: string]: Given | SampleOptions[keyof SampleOptions] };

export interface Samples {
  readonly name: string;
  /** f32, sample by sample, row-major (a picture is channels × height × width), in the data's own range. */
  readonly pixels: Float32Array;
  /** The number of samples first. */
  readonly shape: readonly number[];
}

/** `count` samples of a program. Throws a DataError. */
export async function sample(engine: Engine, count: number, { name, seed = 0, inputs, ...beside }: SampleRequest): Promise<Samples> {
  const { program } = engine;
  // Of no prototype: an input may have the name of what every object has.
  const given = { __proto__: null, ...beside, ...inputs } as unknown as NonNullable<SampleOptions["inputs"]>;
  demandWhole("samples are", count);
  const chosen = program.samples.find((one) => name === undefined || one.name === name);
  if (!chosen) throw new DataError(`${program.name} has no sample${name === undefined ? "" : ` ${name}`}; it has ${program.samples.map((one) => one.name).join(", ") || "none"}`);
  demandKnown(program, given);
  const names = [...new Set([program.draw ?? chosen.graph, chosen.graph])];
  const places = launchable(program, chosen.graph).graph.reads.filter((place) => isGiven(program.inputs[place], given));
  const taken = places.map((place): GivenTo => [program.inputs[place], given[program.inputs[place].name]!]);
  const [{ values, shape }] = await inTurns(engine, names, count, taken, ({ inputs: buffers }) => places.map((place) => buffers[place]), (ready, turn) => drawNoise(engine, ready, seed, turn));
  return { name: chosen.name, pixels: values, shape };
}

/** A draw of every noise, by name: what `sample` would draw for `count` samples of this seed. */
export async function noise(engine: Engine, count: number, seed: number): Promise<Map<string, Float32Array>> {
  const { draw } = engine.program;
  if (draw === undefined) return new Map();
  const ready = await engine.ready([draw], count);
  const graph = ready.graphs.get(draw)!;
  control(engine, ready, seed, 0);
  const values = await engine.run(graph);
  return new Map(graph.outputs.map((output, i) => [output.name, values[i]]));
}

/** What draws depend on. */
function control(engine: Engine, { inputs }: Ready, seed: number, turn: number): void {
  engine.program.inputs.forEach(({ name, kind }, place) => {
    if (kind === "control") engine.write(inputs[place], 0, Int32Array.of(name === "draw.seed" ? seed : turn));
  });
}

/** Every noise into its input, from the seed and the number of the turn. */
function drawNoise(engine: Engine, ready: Ready, seed: number, turn: number): void {
  const { draw, inputs } = engine.program;
  if (draw === undefined) return;
  const graph = ready.graphs.get(draw)!;
  control(engine, ready, seed, turn);
  const recorder = new Recorder(engine);
  recorder.launch(graph);
  for (const { name, buffer, offset, bytes } of graph.outputs) recorder.copy(buffer, offset, ready.inputs[inputs.findIndex((input) => input.name === name)], 0, bytes);
  recorder.submit();
}

/** What isn't given is drawn. */
function isGiven({ name, kind }: Input, given: { readonly [name: string]: Given }): boolean {
  const is = given[name] !== undefined;
  if (!is && kind === "data") throw new DataError(`sampling needs ${name}: give it as an input`);
  return is;
}

function demandKnown({ inputs, name: model }: Program, given: { readonly [name: string]: Given }): void {
  const known = inputs.filter(({ kind }) => kind !== "control").map(({ name }) => name);
  for (const name in given) if (!known.includes(name)) throw new DataError(`${model} has no input ${name}; it has ${known.join(", ")}`);
}
