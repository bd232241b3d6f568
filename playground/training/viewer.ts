/** What the page sees of a model: the same noise each time, so that samples move as the weights do. */

import { type Dataset, scaling } from "../../runtime/data.js";
import { Engine } from "../../runtime/engine.js";
import { elementsOf } from "../../runtime/initial.js";
import type { DataInput, Input, NoiseInput, Program } from "../../runtime/program.js";
import type { Probes } from "../language/probes.js";
import { latentGrid } from "./latent.js";
import type { Frame, LookRequest, Shown } from "./messages.js";
import { type Given, Readers } from "./readers.js";

/** Points and pictures on one look. */
const counts = { points: 500, pictures: 36, pulled: 150, real: 1000 };
const sides = { field: 48, line: 200, manifold: 25, plane: 6 };
/** Of what is looked at: another draw than any that training makes, for it draws from the user's own seed. */
const seed = 0x6c6f6f6b;

export class Viewer {
  readonly #readers: Readers;
  readonly #program: Program;
  readonly #drawn = new Map<number, Promise<Given>>();

  constructor(
    engine: Engine,
    private readonly probes: Probes,
    private readonly data: Dataset,
  ) {
    this.#readers = new Readers(engine);
    this.#program = engine.program;
  }

  /** Real samples in the program's own range: of all data that are no labels, or what the discriminator is shown for real. */
  async real(): Promise<readonly Shown[]> {
    const inputs = this.#program.inputs.filter((one): one is DataInput => one.kind === "data" && one.classes === undefined);
    const { real } = this.probes;
    if (inputs.length === 0 && real !== undefined) return [await this.#sample(real, counts.real, await this.#given(counts.real))];
    return inputs.map((input) => ({ values: Float32Array.from(this.#some(input, input.shape.length > 1 ? counts.pictures : counts.real)), shape: input.shape }));
  }

  async frame(look: LookRequest): Promise<Frame> {
    const [{ shape }] = this.#program.graphs[this.#graphOf(look.sample)].outputs;
    const isPoints = shape.length === 2;
    const count = isPoints ? counts.points : counts.pictures;
    const width = Number(shape[1]);
    const { layers } = look;
    // All of them wait for the device at once.
    const [samples, mapped, field, pull] = await Promise.all([
      this.#given(count, look.label).then((given) => this.#sample(look.sample, count, given)),
      layers.manifold ? this.#mapped(look, isPoints ? sides.manifold : sides.plane) : undefined,
      isPoints && layers.field && this.probes.field ? this.#field(look, this.probes.field, width) : undefined,
      isPoints && layers.pull && this.probes.pull ? this.#pull(this.probes.pull, look.label) : undefined,
    ]);
    return { samples, field, pull, ...(mapped && (isPoints ? { manifold: { values: mapped.values, side: sides.manifold, width } } : { plane: mapped })) };
  }

  async #field({ extent, label }: LookRequest, { sample, input, others }: NonNullable<Probes["field"]>, width: number) {
    const side = width === 1 ? sides.line : sides.field;
    const at = (i: number): number => (2 * (i + 0.5)) / side - 1;
    const count = width === 1 ? side : side * side;
    const points = Float32Array.from({ length: count * width }, (_, i) => {
      const [point, axis] = [Math.floor(i / width), i % width];
      return extent * at(axis === 0 ? point % side : Math.floor(point / side));
    });
    const rest = others.map((name) => [name, this.#constant(name, count, label)] as const);
    const { values, shape } = await this.#sample(sample, count, new Map([[input, points], ...rest]));
    const outputs = elementsOf(shape);
    return { side, values: outputs === 1 ? values : values.filter((_, i) => i % outputs === 0) };
  }

  #constant(name: string, count: number, label: number): Float32Array | Int32Array {
    const input = this.#input(name);
    const size = count * elementsOf(input.shape);
    return input.dtype === "f32" ? new Float32Array(size) : new Int32Array(size).fill(Math.max(0, label));
  }

  async #pull({ at, gradient }: NonNullable<Probes["pull"]>, label: number) {
    const given = await this.#given(counts.pulled, label);
    const [points, slopes] = await Promise.all([this.#sample(at, counts.pulled, given), this.#sample(gradient, counts.pulled, given)]);
    return { at: points.values, gradient: slopes.values };
  }

  /** A plane of the latent space through the generator; none where the noise has no plane. */
  async #mapped({ sample, label }: LookRequest, side: number): Promise<Shown | undefined> {
    const latent = this.#latentOf(sample);
    const values = latent && latentGrid(latent, side);
    if (!latent || !values) return undefined;
    const count = values.length / elementsOf(latent.shape);
    const given = await this.#given(count, Math.max(0, label));
    // Of everything else the draw of the first sample, so that only the place in the plane changes.
    const rest = [...given].map(([name, drawn]) => [name, alike(drawn, drawn.length / count)] as const);
    return this.#sample(sample, count, new Map([...rest, [latent.name, values]]));
  }

  /** The largest noise that the sample reads. */
  #latentOf(sample: string): NoiseInput | undefined {
    const { reads } = this.#program.graphs[this.#graphOf(sample)];
    const noises = reads.map((place) => this.#program.inputs[place]).filter((input): input is NoiseInput => input.kind === "noise" && input.dtype === "f32");
    return noises.sort((a, b) => elementsOf(b.shape) - elementsOf(a.shape))[0];
  }

  /** Noise, and samples of the data, for everything that takes some. */
  async #given(count: number, label = -1): Promise<Given> {
    const drawn = new Map(await this.#drawnFor(count));
    for (const input of this.#program.inputs) {
      if (input.kind === "data") drawn.set(input.name, this.#some(input, count));
      else if (input.kind === "noise" && input.classes !== undefined && label >= 0) drawn.set(input.name, new Int32Array(count).fill(label));
    }
    return drawn;
  }

  #drawnFor(count: number): Promise<Given> {
    let drawn = this.#drawn.get(count);
    if (!drawn) this.#drawn.set(count, (drawn = this.#draw(count)));
    return drawn;
  }

  async #draw(count: number): Promise<Given> {
    const { draw, inputs } = this.#program;
    if (draw === undefined) return new Map();
    const outputs = await this.#readers.all(draw, count, new Map([["draw.seed", Int32Array.of(seed)], ["draw.number", Int32Array.of(0)]]));
    return new Map([...outputs].map(([name, { values }]) => [name, inputs.find((input) => input.name === name)?.dtype === "f32" ? values : Int32Array.from(values)]));
  }

  /** The first samples of an input, as training sees them. */
  #some(input: DataInput, count: number): Float32Array | Int32Array {
    const samples = this.data[input.name];
    const { scale, shift } = scaling(input, samples);
    const size = elementsOf(input.shape);
    const at = (i: number): number => samples.values[i % (samples.count * size)] * scale + shift;
    return input.dtype === "f32" ? Float32Array.from({ length: count * size }, (_, i) => at(i)) : Int32Array.from({ length: count * size }, (_, i) => at(i));
  }

  #sample(name: string, count: number, given: Given): Promise<Shown> {
    return this.#readers.first(this.#graphOf(name), count, given);
  }

  #graphOf(sample: string): string {
    const found = this.#program.samples.find(({ name }) => name === sample) ?? this.#program.samples[0];
    if (!found) throw new Error(`${this.#program.name} has nothing to look at`);
    return found.graph;
  }

  #input(name: string): Input {
    const input = this.#program.inputs.find((one) => one.name === name);
    if (!input) throw new Error(`${this.#program.name} has no input ${name}`);
    return input;
  }
}

function alike<T extends Float32Array | Int32Array>(values: T, size: number): T {
  const first = values.slice(0, size);
  return values.map((_, i) => first[i % size]) as T;
}

/** How far from 0 points reach, with a margin; in steps, so that it stands still. */
export function extentOf(real: readonly Shown[]): number {
  const points = real.filter(({ shape }) => shape.length === 1);
  if (points.length === 0) return 3;
  const most = points.reduce((largest, { values }) => values.reduce((reach, value) => Math.max(reach, Math.abs(value)), largest), 0.4);
  return Math.ceil(most * 1.2 * 4) / 4;
}
