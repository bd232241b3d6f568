/**
 * Batches are gathered on the device: the data set lies there, a shuffle says which sample comes next, and nothing passes
 * through the host. The shuffle is a permutation of the samples by position and epoch, so it needs no memory and no sort.
 *
 * A set that is larger than an adapter binds at once lies in pieces, and each piece gives the samples of a batch that are in it.
 *
 * A cursor counts the batches drawn. It has two cells: a gather reads one and writes the next count into the other, so that
 * no invocation can read what another has just written.
 */

import { type Samples, scaling } from "./data.js";
import type { Engine, Placed } from "./engine.js";
import { DataError } from "./errors.js";
import { elementsOf } from "./initial.js";
import type { DataInput } from "./program.js";

/** A data input, where it stands among the program's inputs, and the samples that it is drawn from. */
export interface Drawn {
  readonly input: DataInput;
  readonly place: number;
  readonly samples: Samples;
}

interface Launch {
  readonly pipeline: GPUComputePipeline;
  /** With the cells the one way round and the other. */
  readonly turns: readonly GPUBindGroup[];
  readonly x: number;
  readonly y: number;
}

/** Bytes are read out of words. */
const readers = {
  bytes: "f32((source[element >> 2u] >> ((element & 3u) * 8u)) & 255u)",
  f32: "bitcast<f32>(source[element])",
  i32: "f32(bitcast<i32>(source[element]))",
};

function kernel({ reader, target, scale, shift, size, count, batch, perEpoch, piece }: { reader: string; target: string; scale: number; shift: number; size: number; count: number; batch: number; perEpoch: number; piece: Piece }): string {
  const isWhole = piece.count === count;
  const halfBits = Math.max(1, Math.ceil(Math.log2(Math.max(2, count)) / 2));
  return `@group(0) @binding(0) var<storage, read_write> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> target_values: array<${target}>;
// Batches drawn, in the cell of this turn and the cell of the next; then the group's key.
@group(0) @binding(2) var<storage, read_write> now: array<u32>;
@group(0) @binding(3) var<storage, read_write> next: array<u32>;

fn mix(a: u32, b: u32) -> u32 {
  var h = a * 0x9e3779b1u + b * 0x85ebca77u + 0xc2b2ae3du;
  h = (h ^ (h >> 15u)) * 0x2c1b3c6du;
  h = (h ^ (h >> 12u)) * 0x297a2d39u;
  return h ^ (h >> 15u);
}

// A Feistel network permutes the numbers of ${2 * halfBits} bits; walking on until one is below the count permutes those.
fn shuffled(position: u32, key: u32) -> u32 {
  var value = position;
  loop {
    var left = value >> ${halfBits}u;
    var right = value & ${2 ** halfBits - 1}u;
    for (var round = 0u; round < 6u; round++) {
      let mixed = left ^ (mix(right, key + round * 0x9e3779b9u) & ${2 ** halfBits - 1}u);
      left = right;
      right = mixed;
    }
    value = (left << ${halfBits}u) | right;
    if (value < ${count}u) { return value; }
  }
}

@compute @workgroup_size(64)
fn gather(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  let drawn = now[0];
  if (i == 0u) { next[0] = drawn + 1u; }
  if (i >= ${batch * size}u) { return; }
  let position = drawn % ${perEpoch}u * ${batch}u + i / ${size}u;
  let sample = shuffled(position, mix(now[1], drawn / ${perEpoch}u));
${isWhole ? "" : `  if (sample - ${piece.first}u >= ${piece.count}u) { return; }
`}  let element = ${isWhole ? "sample" : `(sample - ${piece.first}u)`} * ${size}u + i % ${size}u;
  target_values[i] = ${target}(${reader} * ${scale.toPrecision(9)} + ${shift.toPrecision(9)});
}
`;
}

/** Draws the batches of one group of inputs. */
export class Gather {
  /** Batches drawn so far. */
  drawn = 0;
  #turn = 0;

  private constructor(
    private readonly engine: Engine,
    readonly places: ReadonlySet<number>,
    readonly perEpoch: number,
    /** Of the shuffle: groups of as many samples are shuffled apart. */
    private readonly key: number,
    private readonly cells: readonly GPUBuffer[],
    private readonly owned: readonly GPUBuffer[],
    private readonly launches: readonly Launch[],
  ) {}

  /** Brings the samples of a group to the device, in pieces of at most so many bytes. Throws a DataError where not even a few samples are one. */
  static async make(engine: Engine, placed: Placed, inputs: readonly Drawn[], seed: number, most = largestBinding(engine.device)): Promise<Gather> {
    const perEpoch = Math.floor(inputs[0].samples.count / placed.batch);
    const cells = [engine.buffer(8, "cursor"), engine.buffer(8, "cursor")];
    // Only the first of a group moves the cursor: the others write the same count into a cell that nobody reads.
    const spare = engine.buffer(8, "spare");
    const pieces = inputs.flatMap((drawn, i) => piecesOf(drawn, most).map((piece) => ({ drawn, piece, cursor: i === 0 ? cells : [spare, spare] })));
    const sources = await Promise.all(pieces.map(({ drawn, piece }) => upload(engine, piece.values, drawn.input.name)));
    const launches = await Promise.all(
      pieces.map(({ drawn, piece, cursor }, i) => launchOf(engine, placed, drawn, piece, perEpoch, [0, 1].map((turn) => [sources[i], placed.inputs[drawn.place], cells[turn], cursor[1 - turn]]))),
    );
    const key = (seed + Math.imul(inputs[0].input.group, 0x9e3779b9)) >>> 0;
    return new Gather(engine, new Set(inputs.map(({ place }) => place)), perEpoch, key, cells, [...cells, spare, ...sources], launches);
  }

  /** Whether any of these inputs, by position, are of this group. */
  gives(reads: readonly number[]): boolean {
    return reads.some((place) => this.places.has(place));
  }

  /** Puts the next batch into the inputs. */
  encode(pass: GPUComputePassEncoder): void {
    this.engine.encode(pass, { launches: this.launches.map(({ turns, ...launch }) => ({ ...launch, bindGroup: turns[this.#turn] })) });
    this.#turn = 1 - this.#turn;
    this.drawn++;
  }

  /** Where a run stands: the batch that it drew last (before the first, the first) is in the inputs, for who looks at it before another is drawn. */
  seek(drawn: number): void {
    this.#point(Math.max(0, drawn - 1));
    const encoder = this.engine.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.encode(pass);
    pass.end();
    this.engine.submit(encoder);
    this.#point(drawn);
  }

  #point(drawn: number): void {
    this.drawn = drawn;
    for (const cell of this.cells) this.engine.write(cell, 0, Uint32Array.of(drawn, this.key));
  }

  /** Gives the samples' memory back. */
  dispose(): void {
    for (const buffer of this.owned) this.engine.free(buffer);
  }
}

async function launchOf(engine: Engine, placed: Placed, { input, samples }: Drawn, piece: Piece, perEpoch: number, turns: readonly (readonly GPUBuffer[])[]): Promise<Launch> {
  const bindings = [0, 1, 2, 3];
  const layout = engine.layout(bindings);
  const size = elementsOf(input.shape);
  const reader = samples.values instanceof Uint8Array ? readers.bytes : samples.values instanceof Int32Array ? readers.i32 : readers.f32;
  const code = kernel({ reader, target: input.dtype, ...scaling(input, samples), size, count: samples.count, batch: placed.batch, perEpoch, piece });
  const pipeline = await engine.compile(engine.device.createShaderModule({ code, label: `gather ${input.name}` }), "gather", layout, {});
  const groups = Math.ceil((placed.batch * size) / 64);
  const y = Math.ceil(groups / 65535);
  return { pipeline, turns: turns.map((buffers) => engine.bindGroup(layout, buffers.map((buffer) => ({ buffer })), bindings)), x: Math.ceil(groups / y), y };
}

/** Samples that follow one another in a set. */
interface Piece {
  readonly first: number;
  readonly count: number;
  readonly values: Samples["values"];
}

function largestBinding({ limits }: GPUDevice): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

/** A piece begins at a whole word. */
const wholeWords = 4;

function piecesOf({ input, samples: { values, count } }: Drawn, most: number): Piece[] {
  const bytes = values.byteLength / count;
  const perPiece = Math.min(count, Math.floor(most / bytes / wholeWords) * wholeWords);
  if (perPiece === 0) throw new DataError(`a sample of ${input.name} takes ${bytes} bytes, and this adapter holds at most ${most} in one piece`);
  const size = values.length / count;
  return Array.from({ length: Math.ceil(count / perPiece) }, (_, i) => {
    const first = i * perPiece;
    const last = Math.min(count, first + perPiece);
    return { first, count: last - first, values: values.subarray(first * size, last * size) };
  });
}

/** Part by part, so that no host copy of a large set is made. */
async function upload(engine: Engine, values: Samples["values"], name: string): Promise<GPUBuffer> {
  const buffer = engine.buffer(Math.ceil(values.byteLength / 4) * 4, `data ${name}`);
  const part = 16 * 1024 * 1024;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let start = 0; start < bytes.length; start += part) {
    const written = bytes.subarray(start, Math.min(bytes.length, start + part));
    engine.write(buffer, start, written.length % 4 === 0 ? written : padded(written));
  }
  await engine.done();
  return buffer;
}

function padded(part: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(part.length / 4) * 4);
  whole.set(part);
  return whole;
}
