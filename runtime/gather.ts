/**
 * Batches are gathered on the device: the data set lies there, a shuffle says which sample comes next, and nothing passes
 * through the host. The shuffle is a permutation of the samples by position and epoch, so it needs no memory and no sort.
 *
 * A set that is larger than an adapter binds at once lies in pieces, and each piece gives the samples of a batch that are in it.
 *
 * A cursor counts the batches drawn. It has two cells: a gather reads one and writes the next count into the other, so that
 * no invocation can read what another has just written.
 */

import { type Drawn, type Samples, scaling } from "./data.js";
import { type Engine, type Placed, folded } from "./engine.js";
import { DataError } from "./errors.js";
import { elementsOf } from "./initial.js";
import { Recorder } from "./recorder.js";
import { builtins, declaration } from "./wgsl.js";

/** Of 2 · `bits` bits, which a Feistel network permutes: walking on until one is below the count permutes the numbers below it. */
const rounds = (bits: number): string => `for(var round=0u;round<6;round++){let right=sample&${2 ** bits - 1}u;sample=(right<<${bits}u)|((sample>>${bits}u)^(mix(right,key+round*0x9e3779b9u)&${2 ** bits - 1}u));}`;

/** `now` and `next` hold the batches drawn. Where a sample is whole vectors, an invocation gathers one. Densely, since a page loads it. */
function kernel({ input, samples: { values, count, range } }: Drawn, piece: Piece, batch: number, perEpoch: number, seed: number): { readonly text: string; readonly invocations: number } {
  const elements = elementsOf(input.shape);
  const width = elements % 4 === 0 ? 4 : 1;
  const size = elements / width;
  const invocations = batch * size;
  const bits = Math.max(1, Math.ceil(Math.log2(count) / 2));
  const { scale, shift } = scaling(input, { values, range });
  const of = (type: string): string => (width === 4 ? `vec4<${type}>` : type);
  // Bytes are read out of words.
  const [type, element] = values instanceof Uint8Array ? ["u32", width === 4 ? "(vec4u(source[at])>>vec4u(0,8,16,24))%256" : "extractBits(source[at>>2],8*(at&3),8)"] : [of(values instanceof Int32Array ? "i32" : "f32"), "source[at]"];
  const text = `${[type, of(input.dtype), "u32", "u32"].map((kind, i) => declaration(i, places[i], kind)).join("")}
fn mix(a:u32,b:u32)->u32{var h=a*0x9e3779b1u+b*0x85ebca77u+0xc2b2ae3du;h=(h^(h>>15))*0x2c1b3c6du;h=(h^(h>>12))*0x297a2d39u;return h^(h>>15);}
@compute @workgroup_size(64)fn gather(${builtins}){let i=(group[0]+group[1]*groups[0])*64+lane;let drawn=now[0];if(i==0){next[0]=drawn+1;}if(i>=${invocations}u){return;}
let key=mix(${(seed + Math.imul(input.group, 0x9e3779b9)) >>> 0}u,drawn/${perEpoch}u);var sample=drawn%${perEpoch}u*${batch}u+i/${size}u;
loop{${rounds(bits)}if(sample<${count}u){break;}}
sample-=${piece.first}u;if(sample>=${piece.count}u){return;}
let at=sample*${size}u+i%${size}u;into[i]=${of(input.dtype)}(${of("f32")}(${element})*${scale}+${shift});}`;
  return { text, invocations };
}

const places = ["source", "into", "now", "next"];
const bindings = [...places.keys()];

/** Draws the batches of one group of inputs. */
export interface Gather {
  /** Batches drawn so far. */
  readonly drawn: number;
  readonly perEpoch: number;
  /** Whether any of these inputs, by position, are of this group. */
  gives(reads: readonly number[]): boolean;
  /** Puts the next batch into the inputs. */
  encode(pass: GPUComputePassEncoder): void;
  /** Where a run stands: the batch that it drew last (before the first, the first) is in the inputs, for who looks at it before another is drawn. */
  seek(drawn: number): void;
  /** Gives the samples' memory back. */
  dispose(): void;
}

/** Brings the samples of a group to the device, in pieces of at most so many bytes. Throws a DataError where not even a few samples are one. */
export async function gatherOf(engine: Engine, placed: Placed, inputs: readonly Drawn[], seed: number, most = largestBinding(engine.device)): Promise<Gather> {
  const { batch } = placed;
  const perEpoch = Math.floor(inputs[0].samples.count / batch);
  // All of a group read the same one, and write the same count into the other.
  const cells = [0, 1].map(() => engine.buffer(4, "cursor"));
  const owned = [...cells];
  const launches = await Promise.all(
    inputs.flatMap((drawn) => piecesOf(drawn, most).map((piece) => ({ drawn, piece }))).map(async ({ drawn, piece }) => {
      const { name } = drawn.input;
      const source = upload(engine, piece.values, name);
      owned.push(source);
      const { text, invocations } = kernel(drawn, piece, batch, perEpoch, seed);
      const pipeline = await engine.compile(text, "gather", bindings, {}, `gather ${name}`);
      // With the cells the one way round and the other.
      return [cells, [cells[1], cells[0]]].map((ordered) => ({
        pipeline,
        bindGroup: engine.bindGroup([source, placed.inputs[drawn.place], ...ordered].map((buffer) => ({ buffer })), bindings),
        ...folded(Math.ceil(invocations / 64)),
      }));
    }),
  );
  await engine.done();
  let drawn = 0;
  const encode = (pass: GPUComputePassEncoder): void => {
    engine.encode(pass, { launches: launches.map((turns) => turns[drawn % 2]) });
    drawn++;
  };
  const point = (at: number): void => {
    drawn = at;
    for (const cell of cells) engine.write(cell, 0, Uint32Array.of(at));
  };
  return {
    get drawn() {
      return drawn;
    },
    perEpoch,
    gives: (reads) => inputs.some(({ place }) => reads.includes(place)),
    encode,
    seek(at) {
      point(Math.max(0, at - 1));
      const recorder = new Recorder(engine);
      encode(recorder.pass);
      recorder.submit();
      point(at);
    },
    dispose() {
      for (const buffer of owned) engine.free(buffer);
    },
  };
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
function upload(engine: Engine, values: Samples["values"], name: string): GPUBuffer {
  const whole = Math.ceil(values.byteLength / 4) * 4;
  const buffer = engine.buffer(whole, `data ${name}`);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let start = 0; start < whole; start += largestPart) {
    const part = new Uint8Array(Math.min(largestPart, whole - start));
    part.set(bytes.subarray(start, start + largestPart));
    engine.write(buffer, start, part);
  }
  return buffer;
}

const largestPart = 16 * 1024 * 1024;
