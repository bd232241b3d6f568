/**
 * Batches are gathered on the device: the data set lies there, a shuffle says which sample comes next, and nothing passes
 * through the host. The shuffle is a permutation of the samples by position and epoch, so it needs no memory and no sort.
 *
 * A cursor counts the batches drawn. It has two cells: a gather reads one and writes the next count into the other, so that
 * no invocation can read what another has just written.
 */

import { type Samples, scaling } from "./data.js";
import type { Engine, Ready } from "./engine.js";
import type { DataInput } from "./program.js";

export interface Gather {
  /** Puts the next batch of the group into its inputs. */
  encode(pass: GPUComputePassEncoder): void;
  /** Batches drawn so far. */
  drawn: number;
  readonly perEpoch: number;
  readonly group: number;
  readonly names: readonly string[];
}

/** Bytes are read out of words. */
const readers = {
  bytes: "f32((source[element >> 2u] >> ((element & 3u) * 8u)) & 255u)",
  f32: "bitcast<f32>(source[element])",
  i32: "f32(bitcast<i32>(source[element]))",
};

function kernel({ reader, target, scale, shift, size, count, batch, perEpoch }: { reader: string; target: string; scale: number; shift: number; size: number; count: number; batch: number; perEpoch: number }): string {
  const halfBits = Math.max(1, Math.ceil(Math.log2(Math.max(2, count)) / 2));
  return `@group(0) @binding(0) var<storage, read_write> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> target_values: array<${target}>;
// Batches drawn, in the cell of this turn and the cell of the next; the seed.
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
  let element = sample * ${size}u + i % ${size}u;
  target_values[i] = ${target}(${reader} * ${scale.toPrecision(9)} + ${shift.toPrecision(9)});
}
`;
}

/** The gather of one group of inputs: its samples go to the device, its cursor starts at 0. */
export async function makeGather(engine: Engine, ready: Ready, inputs: readonly { readonly input: DataInput; readonly place: number; readonly samples: Samples }[], seed: number): Promise<Gather> {
  const [{ samples: first, input: firstInput }] = inputs;
  const perEpoch = Math.floor(first.count / ready.batch);
  const cells = [engine.buffer(8, "cursor"), engine.buffer(8, "cursor")];
  const bindings = [0, 1, 2, 3];
  const layout = engine.layout(bindings);
  const launches = await Promise.all(
    inputs.map(async ({ input, place, samples }, i) => {
      const source = await upload(engine, samples, input.name);
      const size = input.shape.reduce((a, b) => a * b, 1);
      const reader = samples.values instanceof Uint8Array ? readers.bytes : samples.values instanceof Int32Array ? readers.i32 : readers.f32;
      const code = kernel({ reader, target: input.dtype, ...scaling(input, samples), size, count: samples.count, batch: ready.batch, perEpoch });
      const pipeline = await engine.compile(engine.device.createShaderModule({ code, label: `gather ${input.name}` }), "gather", layout, {});
      const groups = Math.ceil((ready.batch * size) / 64);
      const y = Math.ceil(groups / 65535);
      // Only the first of a group moves the cursor: the others write the same count into a cell that nobody reads.
      const spare = i === 0 ? undefined : engine.buffer(8, "spare");
      const turns = [0, 1].map((turn) => engine.bindGroup(layout, [source, ready.inputs[place], cells[turn], spare ?? cells[1 - turn]].map((buffer) => ({ buffer })), bindings));
      return { pipeline, turns, x: Math.ceil(groups / y), y };
    }),
  );
  const gather = {
    group: firstInput.group,
    names: inputs.map(({ input }) => input.name),
    perEpoch,
    turn: 0,
    count: 0,
    get drawn(): number {
      return this.count;
    },
    /** Where an earlier run left off. */
    set drawn(batches: number) {
      this.count = batches;
      for (const cell of cells) engine.write(cell, 0, Uint32Array.of(batches, seed >>> 0));
    },
    encode(pass: GPUComputePassEncoder): void {
      engine.encode(pass, { launches: launches.map(({ pipeline, turns, x, y }) => ({ pipeline, bindGroup: turns[this.turn], x, y })) });
      this.turn = 1 - this.turn;
      this.count++;
    },
  };
  gather.drawn = 0;
  return gather;
}

/** In pieces, so that no host copy of a large set is made. */
async function upload(engine: Engine, { values }: Samples, name: string): Promise<GPUBuffer> {
  const buffer = engine.buffer(Math.ceil(values.byteLength / 4) * 4, `data ${name}`);
  const piece = 16 * 1024 * 1024;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let start = 0; start < bytes.length; start += piece) {
    const part = bytes.subarray(start, Math.min(bytes.length, start + piece));
    engine.write(buffer, start, part.length % 4 === 0 ? part : padded(part));
  }
  await engine.device.queue.onSubmittedWorkDone();
  return buffer;
}

function padded(part: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(part.length / 4) * 4);
  whole.set(part);
  return whole;
}
