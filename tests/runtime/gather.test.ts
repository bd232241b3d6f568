import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memory } from "../../bench/contenders/counts.js";
import { fitted, type Dataset } from "../../runtime/data.js";
import { Engine, type Ready } from "../../runtime/engine.js";
import { type Gather, gatherOf } from "../../runtime/gather.js";
import { elementsOf } from "../../runtime/initial.js";
import { type DataInput, FORMAT, type Program } from "../../runtime/program.js";
import { testDevice } from "../device.js";

const batch = 4;
const count = 19;
const perEpoch = Math.floor(count / batch);

/** Bytes of a picture whose size is no multiple of a word, with their labels; numbers, drawn apart from both; and each kind of value in whole vectors. */
const inputs: readonly DataInput[] = [
  { kind: "data", name: "x", dtype: "f32", shape: [1, 1, 3], range: [-1, 1], group: 0 },
  { kind: "data", name: "y", dtype: "i32", shape: [], classes: count, group: 0 },
  { kind: "data", name: "w", dtype: "f32", shape: [2], group: 1 },
  { kind: "data", name: "bytes", dtype: "f32", shape: [2, 4], range: [-1, 1], group: 2 },
  { kind: "data", name: "floats", dtype: "f32", shape: [4], range: [0, 1], group: 2 },
  { kind: "data", name: "integers", dtype: "i32", shape: [4], group: 2 },
];
const program: Program = { format: FORMAT, version: "test", name: "Gather", batch, slots: [], slotBytes: 256, inputs, shared: "override B: u32;", kernels: [], graphs: {}, schedule: [], samples: [], networks: [] };
const dataset: Dataset = {
  x: { values: Uint8Array.from({ length: 3 * count }, (_, i) => 13 * Math.floor(i / 3) + (i % 3)), shape: [1, 1, 3], count },
  y: { values: Uint8Array.from({ length: count }, (_, i) => i), shape: [], count },
  w: { values: Float32Array.from({ length: 2 * count }, (_, i) => i / 2), shape: [2], count },
  bytes: { values: Uint8Array.from({ length: 8 * count }, (_, i) => (i % 8) + 13 * Math.floor(i / 8)), shape: [2, 4], count },
  floats: { values: Float32Array.from({ length: 4 * count }, (_, i) => i), shape: [4], count, range: [0, 4 * count] },
  integers: { values: Int32Array.from({ length: 4 * count }, (_, i) => -i), shape: [4], count },
};

let engine: Engine;
let ready: Ready;
beforeAll(async () => {
  engine = new Engine(await testDevice(), program, 0);
  ready = await engine.ready([], batch);
});
afterAll(() => engine.dispose());

async function made(group: number, seed: number, most?: number): Promise<Gather> {
  const gather = await gatherOf(engine, ready, fitted(program, dataset, batch)[group], seed, most);
  gather.seek(0);
  return gather;
}

function draw(gather: Gather): void {
  const encoder = engine.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  gather.encode(pass);
  pass.end();
  engine.submit(encoder);
}

async function standing(): Promise<Record<string, number[]>> {
  const values = await engine.read(ready.inputs.map((buffer, i) => ({ buffer, offset: 0, bytes: 4 * batch * elementsOf(inputs[i].shape), dtype: inputs[i].dtype })));
  return Object.fromEntries(inputs.map(({ name }, i) => [name, [...values[i]]]));
}

/** The labels of so many batches. */
async function labels(gather: Gather, batches: number): Promise<number[][]> {
  const drawn: number[][] = [];
  for (let i = 0; i < batches; i++) {
    draw(gather);
    drawn.push((await standing()).y);
  }
  return drawn;
}

describe("a gather", () => {
  it("brings a sample's bytes and label together, scaled into the declared range", async () => {
    const gather = await made(0, 1);
    draw(gather);
    const { x, y } = await standing();
    y.forEach((label, i) => {
      for (let j = 0; j < 3; j++) expect(x[3 * i + j]).toBeCloseTo((2 * (13 * label + j)) / 255 - 1, 6);
    });
  });

  it("brings whole vectors of bytes, floats and integers, also out of pieces", async () => {
    const sample = (integers: number[], i: number): number => -integers[4 * i] / 4;
    const whole = await made(2, 1);
    const pieces = await made(2, 1, 80);
    for (const gather of [whole, pieces, whole, pieces]) {
      draw(gather);
      const { bytes, floats, integers } = await standing();
      expect(new Set(Array.from({ length: batch }, (_, i) => sample(integers, i))).size).toBe(batch);
      for (let i = 0; i < batch; i++) {
        const own = sample(integers, i);
        for (let j = 0; j < 8; j++) expect(bytes[8 * i + j]).toBeCloseTo((2 * (13 * own + j)) / 255 - 1, 5);
        for (let j = 0; j < 4; j++) expect([integers[4 * i + j], floats[4 * i + j]]).toEqual([-(4 * own + j), expect.closeTo((4 * own + j) / (4 * count), 6)]);
      }
    }
  });

  it("draws no sample twice in an epoch, and each epoch in an order of its own", async () => {
    const drawn = await labels(await made(0, 1), 3 * perEpoch);
    const epochs = [0, 1, 2].map((epoch) => drawn.slice(epoch * perEpoch, (epoch + 1) * perEpoch).flat());
    for (const epoch of epochs) expect(new Set(epoch).size).toBe(perEpoch * batch);
    expect(new Set(epochs.map(String)).size).toBe(3);
  });

  it("draws the same from the same seed, and otherwise from another", async () => {
    const [a, b, c] = await Promise.all([made(0, 5), made(0, 5), made(0, 6)]);
    const first = await labels(a, perEpoch);
    expect(await labels(b, perEpoch)).toEqual(first);
    expect(await labels(c, perEpoch)).not.toEqual(first);
  });

  it("draws two groups of as many samples independently", async () => {
    const [a, b] = [await made(0, 3), await made(1, 3)];
    draw(a);
    draw(b);
    const { y, w } = await standing();
    expect(w.filter((_, i) => i % 2 === 0)).not.toEqual(y);
  });

  it("goes on where it is told to, with the last batch in place", async () => {
    const whole = await labels(await made(0, 9), perEpoch + 3);
    const resumed = await made(0, 9);
    resumed.seek(perEpoch + 1);
    expect((await standing()).y).toEqual(whole[perEpoch]);
    expect(await labels(resumed, 2)).toEqual(whole.slice(perEpoch + 1));
    expect(resumed.drawn).toBe(perEpoch + 3);
  });

  it("draws the same from a set that lies in pieces", async () => {
    const whole = await made(0, 4);
    // 16, and then 3, of the pictures' 3 bytes; of the labels 12 and 7.
    const pieces = await made(0, 4, 48);
    for (let i = 0; i < 2 * perEpoch; i++) {
      draw(whole);
      const expected = await standing();
      draw(pieces);
      expect(await standing()).toEqual(expected);
    }
    expect(pieces.drawn).toBe(2 * perEpoch);
  });

  it("says where not even a few samples are one piece", async () => {
    await expect(made(0, 4, 11)).rejects.toThrow("a sample of x takes 3 bytes, and this adapter holds at most 11 in one piece");
  });

  it("gives its memory back", async () => {
    const before = memory.now;
    (await made(0, 1)).dispose();
    expect(memory.now).toBe(before);
  });
});

describe("data that does not fit", () => {
  const wrong = (changed: Partial<Record<string, object>>): Dataset => Object.fromEntries(Object.entries(dataset).map(([name, samples]) => [name, { ...samples, ...changed[name] }]));
  it.each([
    ["both shapes are shown", wrong({ x: { shape: [1, 3, 1] } }), "x is [1, 1, 3] in the program and [1, 3, 1] in the data"],
    ["a label out of its range", wrong({ y: { values: new Uint8Array(count).fill(count) } }), `y is class[${count}], and sample 0 has the label ${count}`],
    ["fewer samples than a batch", wrong({ w: { values: new Float32Array(4), count: 2 } }), "a batch is 4 samples, and w has 2"],
    ["values that are not as many as they are said to be", wrong({ w: { count: 18 } }), "w has 38 values, which are not 18 samples"],
    ["two of a group that are not as many", wrong({ y: { values: new Uint8Array(10), count: 10 } }), "x and y are drawn together, and there are 19 and 10 of them"],
    ["a range that is none", wrong({ x: { range: [1, 1] } }), "which is no range"],
    ["data that is missing", { x: dataset.x, y: dataset.y }, "there is no data w"],
  ])("%s", (_, data, message) => {
    expect(() => fitted(program, data, batch)).toThrow(expect.objectContaining({ name: "DataError", message: expect.stringContaining(message) as string }));
  });
});
