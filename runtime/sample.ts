/** Samples: what a generator makes, in evaluation mode. The same seed gives the same samples, however many are asked for. */

import type { Engine, Ready } from "./engine.js";
import { DataError } from "./errors.js";
import { type Given, valuesFor } from "./given.js";
import { elementsOf } from "./initial.js";
import type { Program } from "./program.js";
import { Recorder } from "./recorder.js";

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

/** Past this many, samples are made in turns. */
const most = 64;

/** `count` samples of a program. Throws a DataError. */
export async function sample(engine: Engine, count: number, { name, seed = 0, inputs, ...beside }: SampleRequest): Promise<Samples> {
  const { program } = engine;
  const given = { ...(beside as SampleOptions["inputs"]), ...inputs };
  if (!Number.isInteger(count) || count < 1) throw new DataError(`samples are a whole number, at least 1, and ${count} was given`);
  const chosen = program.samples.find((one) => name === undefined || one.name === name);
  if (!chosen) throw new DataError(`${program.name} has no sample${name === undefined ? "" : ` ${name}`}; it has ${program.samples.map((one) => one.name).join(", ") || "none"}`);
  demandKnown(program, Object.keys(given));
  const batch = Math.min(count, most);
  const ready = await engine.ready([...new Set([program.draw ?? chosen.graph, chosen.graph])], batch);
  const graph = ready.graphs.get(chosen.graph)!;
  const [{ shape }] = graph.outputs;
  const size = elementsOf(shape.slice(1));
  const pixels = new Float32Array(Math.ceil(count / batch) * batch * size);
  for (let done = 0; done < count; done += batch) {
    drawNoise(engine, ready, seed, done / batch);
    for (const place of graph.reads) giveInput(engine, ready, place, given, done, count);
    pixels.set((await engine.run(graph))[0], done * size);
  }
  return { name: chosen.name, pixels: pixels.slice(0, count * size), shape: [count, ...shape.slice(1)] };
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
  const { inputs, graphs } = ready;
  const { program } = engine;
  if (program.draw === undefined) return;
  control(engine, ready, seed, turn);
  const graph = graphs.get(program.draw)!;
  const recorder = new Recorder(engine);
  recorder.launch(graph);
  for (const { name, buffer, offset, bytes } of graph.outputs) recorder.copy(buffer, offset, inputs[program.inputs.findIndex((input) => input.name === name)], 0, bytes);
  recorder.submit();
}

/** What was given for an input; what wasn't is drawn. */
function giveInput(engine: Engine, { batch, inputs }: Ready, place: number, given: { readonly [name: string]: Given }, start: number, count: number): void {
  const input = engine.program.inputs[place];
  const values = given[input.name];
  if (values !== undefined) engine.write(inputs[place], 0, valuesFor(input, values, start, batch, count));
  else if (input.kind === "data") throw new DataError(`sampling needs ${input.name}: give it as an input`);
}

function demandKnown({ inputs, name: model }: Program, names: readonly string[]): void {
  const known = inputs.filter(({ kind }) => kind !== "control").map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new DataError(`${model} has no input ${unknown}; it has ${known.join(", ")}`);
}
