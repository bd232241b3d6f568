/** Samples: what a generator makes, in evaluation mode. The same seed gives the same samples, however many are asked for. */

import type { Engine, Ready } from "./engine.js";
import { DataError } from "./errors.js";
import { type Given, valuesFor } from "./given.js";
import type { Program } from "./program.js";

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

export class Sampler {
  readonly #ready = new Map<string, Promise<Ready>>();

  constructor(private readonly engine: Engine) {}

  async sample(count: number, request: SampleRequest = {}): Promise<Samples> {
    const options = optionsOf(request);
    if (!Number.isInteger(count) || count < 1) throw new DataError(`samples are a whole number of at least 1, and ${count} were asked for`);
    const { program } = this.engine;
    const chosen = options.name === undefined ? program.samples[0] : program.samples.find(({ name }) => name === options.name);
    if (!chosen) throw new DataError(options.name === undefined ? `${program.name} has nothing to sample` : `${program.name} has no sample ${options.name}; it has ${program.samples.map(({ name }) => name).join(", ") || "none"}`);
    for (const name of Object.keys(options.inputs ?? {})) knownInput(program, name);
    const batch = Math.min(count, most);
    const ready = await this.#readyFor(chosen.graph, batch);
    const parts: Float32Array[] = [];
    let shape: readonly number[] = [];
    for (let done = 0; done < count; done += batch) {
      const part = await this.#turn(ready, chosen.graph, done, count, options);
      shape = part.shape.slice(1);
      parts.push(part.values);
    }
    const size = shape.reduce((a, b) => a * b, 1);
    const pixels = new Float32Array(parts.length * batch * size);
    parts.forEach((part, i) => pixels.set(part, i * batch * size));
    return { name: chosen.name, pixels: pixels.slice(0, count * size), shape: [count, ...shape] };
  }

  /** A draw of every noise, by name: what `sample` would draw for `count` samples of this seed. */
  async noise(count: number, seed: number): Promise<Map<string, Float32Array>> {
    const { draw } = this.engine.program;
    if (draw === undefined) return new Map();
    const ready = await this.#readyFor(draw, count);
    this.#drawNoise(ready, seed, 0);
    const { outputs } = ready.graphs.get(draw)!;
    const buffers = await this.engine.read(outputs);
    return new Map(outputs.map(({ name, dtype }, i) => [name, Float32Array.from(dtype === "f32" ? new Float32Array(buffers[i]) : new Int32Array(buffers[i]))]));
  }

  #readyFor(graph: string, batch: number): Promise<Ready> {
    const key = `${graph} ${batch}`;
    let ready = this.#ready.get(key);
    if (!ready) {
      const { draw } = this.engine.program;
      this.#ready.set(key, (ready = this.engine.ready([...new Set(draw === undefined ? [graph] : [draw, graph])], batch)));
    }
    return ready;
  }

  async #turn(ready: Ready, graphName: string, start: number, count: number, { seed = 0, inputs = {} }: SampleOptions): Promise<{ values: Float32Array; shape: readonly number[] }> {
    const { engine } = this;
    const { program } = engine;
    const graph = ready.graphs.get(graphName)!;
    const drawn = this.#drawNoise(ready, seed, start / ready.batch);
    for (const place of graph.reads) {
      const input = program.inputs[place];
      const given = inputs[input.name];
      if (given !== undefined) engine.write(ready.inputs[place], 0, valuesFor(input, given, start, ready.batch, count));
      else if (!drawn.has(input.name)) throw new DataError(`sampling needs ${input.name}: give it as an input`);
    }
    const encoder = engine.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    engine.encode(pass, graph);
    pass.end();
    engine.submit(encoder);
    const [output] = graph.outputs;
    const [bytes] = await engine.read([output]);
    return { values: output.dtype === "f32" ? new Float32Array(bytes) : Float32Array.from(new Int32Array(bytes)), shape: output.shape };
  }

  /** Every noise into its input, from the seed and the number of the turn. */
  #drawNoise(ready: Ready, seed: number, turn: number): Set<string> {
    const { engine } = this;
    const { program } = engine;
    const drawn = new Set<string>();
    if (program.draw === undefined) return drawn;
    const controls = new Map([["draw.seed", seed], ["draw.number", turn]]);
    program.inputs.forEach(({ name }, place) => {
      const value = controls.get(name);
      if (value === undefined) return;
      engine.write(ready.inputs[place], 0, Int32Array.of(value));
      drawn.add(name);
    });
    const graph = ready.graphs.get(program.draw)!;
    const encoder = engine.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    engine.encode(pass, graph);
    pass.end();
    for (const { name, buffer, offset, bytes } of graph.outputs) {
      const place = program.inputs.findIndex((input) => input.name === name);
      encoder.copyBufferToBuffer(buffer, offset, ready.inputs[place], 0, bytes);
      drawn.add(name);
    }
    engine.submit(encoder);
    return drawn;
  }
}

function optionsOf({ name, seed, inputs, ...beside }: SampleRequest): SampleOptions {
  return { name, seed, inputs: { ...(beside as SampleOptions["inputs"]), ...inputs } };
}

function knownInput({ inputs, name: model }: Program, name: string): void {
  const known = inputs.filter(({ kind }) => kind !== "control").map((input) => input.name);
  if (!known.includes(name)) throw new DataError(`${model} has no input ${name}; it has ${known.join(", ")}`);
}
