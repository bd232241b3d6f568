/** The history of images: held to the rule in plain JavaScript, to its odds, and to what the page says of steps and samples. */

import { describe, expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import type { Assignment, Output } from "../../compiler/ir/graph.js";
import { interning, type Node } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { type Shape, shapeAt } from "../../compiler/ir/type.js";
import { tensor as tensorType } from "../../compiler/library/type.js";
import { data, slot } from "../../compiler/ops/index.js";
import { load } from "../../runtime/index.js";
import type { Gan } from "../../runtime/gan.js";
import { programOf as checkedOf } from "../check/checking.js";
import { compiled } from "../check/helper.js";
import { testDevice } from "../device.js";
import { launch } from "../gpu/backend.js";
import { programOf } from "../training/program.js";
import { builtin, checkCall } from "./call.js";

const f32 = (shape: Shape) => ({ dtype: "f32", shape }) as const;

/** Numbers in [0, 1) that look random: Park and Miller 1988. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Steps of `replay`, whose random numbers are asked for from outside. */
function history(size: number, batch: number, shape: readonly number[]) {
  const specs = checkCall("replay", [tensorType(shape, true)], { size }).weights ?? [];
  const slots = new Map(specs.map((spec) => [spec.name, { shape: spec.shape, data: new Float64Array(spec.shape.reduce((a, b) => a * b, 1)) } as Tensor]));
  const draws: Shape[] = [];
  const graph = interning(() => {
    const assignments: Assignment[] = [];
    const weights = Object.fromEntries(specs.map((spec) => [spec.name, slot(spec.name, f32(spec.shape))]));
    const context = {
      training: true,
      random: (_: string, wanted: Shape): Node => data(`draw ${draws.push(wanted)}`, f32(wanted)),
      statistic: (of: Node) => of,
      move: (of: Node, value: Node) => void assignments.push({ slot: of, value }),
    };
    const type = tensorType(shape, true);
    const output: Output = { name: "result", value: builtin("replay").lower({ inputs: [data("x", f32(["B", ...shape]))], types: [type], type, options: { size }, weights, context }) };
    return { name: "step", assignments, outputs: [output] };
  });
  return {
    draws,
    slots,
    step(x: readonly number[], random: readonly (readonly number[])[]): number[] {
      const inputs = new Map(draws.map((wanted, i) => [`draw ${i + 1}`, { shape: shapeAt(wanted, batch), data: Float64Array.from(random[i]) }]));
      const after = runGraph(graph, { slots, data: new Map([...inputs, ["x", { shape: [batch, ...shape], data: Float64Array.from(x) }]]) }, batch);
      for (const [name, value] of after.slots) slots.set(name, value);
      return [...after.outputs.get("result")!.data];
    },
  };
}

/** The same, sample after sample. `chances` one a sample, `keys` one a place: the places are taken in the order of their keys. */
class Plain {
  readonly buffer: number[][] = [];

  constructor(private readonly size: number) {}

  step(samples: readonly number[][], chances: readonly number[], keys: readonly number[]): number[][] {
    const before = [...this.buffer];
    const places = [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b);
    return samples.map((sample, i) => {
      if (before.length < this.size) {
        if (this.buffer.length < this.size) this.buffer.push(sample);
        return sample;
      }
      const place = places.at(i) ?? this.size;
      if (chances[i] >= 0.5 || place >= this.size) return sample;
      this.buffer[place] = sample;
      return before[place];
    });
  }
}

describe.each([[1, 1, [1]], [5, 1, [2, 3]], [5, 2, [2]], [7, 4, []], [4, 4, [3]], [3, 5, [2]], [1, 3, [2]]] as const)("of %i samples, batches of %i of %j", (size, batch, shape) => {
  test("is the rule, step by step", () => {
    const next = uniforms(size * 100 + batch);
    const features = shape.reduce<number>((a, b) => a * b, 1);
    const plain = new Plain(size);
    const { draws, slots, step } = history(size, batch, shape);
    expect(draws).toEqual([["B"], [size]]);
    for (let i = 0; i < 25; i++) {
      const samples = Array.from({ length: batch }, () => Array.from({ length: features }, next));
      const chances = Array.from({ length: batch }, next);
      // Now and then two keys are equal.
      const keys = Array.from({ length: size }, () => Math.floor(next() * 8) / 8);
      expect(step(samples.flat(), [chances, keys])).toEqual(plain.step(samples, chances, keys).flat());
      expect([...slots.get("count")!.data]).toEqual([plain.buffer.length]);
      expect([...slots.get("buffer")!.data].slice(0, plain.buffer.length * features)).toEqual(plain.buffer.flat());
    }
  });
});

test("a sample is exchanged half of the time, and with every place as often", () => {
  const [size, batch, steps] = [10, 4, 3000];
  const next = uniforms(11);
  const { slots, step } = history(size, batch, []);
  const hits = new Array<number>(size).fill(0);
  let number = 0;
  for (let i = 0; i < steps; i++) {
    const before = [...slots.get("buffer")!.data];
    const isFull = slots.get("count")!.data[0] === size;
    const x = Array.from({ length: batch }, () => ++number);
    const result = step(x, [x.map(next), before.map(next)]);
    if (!isFull) continue;
    result.forEach((value, k) => {
      if (value !== x[k]) hits[before.indexOf(value)]++;
    });
  }
  const total = hits.reduce((a, b) => a + b);
  const trials = (steps - 3) * batch;
  // Four standard deviations of a fair coin, and of a place hit one time in ten.
  expect(Math.abs(total / trials - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / trials));
  for (const count of hits) expect(Math.abs(count / total - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / total));
});

const text = `
  data x: [2]
  noise z: [2] ~ normal(0, 1)
  generator G(z: [2]) -> [2] { z -> linear(8) -> relu -> linear(2) }
  critic D(x: [2]) -> [1] { x -> linear(8) -> relu -> linear(1) }
  let fake = G(z)
  loss D = mse(D(x), 1) + mse(D(replay(fake, size: 10)), 0)
  loss G = mse(D(fake), 1)
  sample old = replay(fake, size: 10)
  sample new = fake
  train batch 4 { step D by adam(1e-2)  step G by adam(1e-2) }`;

describe("in a program", () => {
  test("the same call has one memory, another size or another value has another", () => {
    const { memories } = checkedOf(`${text}
      def pooled(v) = replay(v, size: 10)
      let again = pooled(fake)
      let larger = replay(fake, size: 11)
      let usual = replay(x)`);
    expect(memories.map(({ name, spec }) => `${name} [${spec.shape.join()}]`)).toEqual([
      "replay1.buffer [10,2]", "replay1.count []", "replay2.buffer [11,2]", "replay2.count []", "replay3.buffer [50,2]", "replay3.count []",
    ]);
  });

  test("a device exchanges what the reference does", async () => {
    const { lowered, program } = compiled(text);
    const wave = (count: number, shift: number): Float64Array => Float64Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i + shift)));
    const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
    const slots = new Map(program.slots.map(({ name, shape, role }, i) => [name, { shape, data: role === "counter" ? Float64Array.of(i) : wave(sizeOf(shape), i) } as Tensor]));
    slots.set("replay1.count", { shape: [], data: Float64Array.of(10) });
    const memory = { slots, data: new Map([["x", { shape: [4, 2], data: wave(8, 0) }]]) };
    const reference = runGraph(lowered.graphs.find(({ name }) => name === "step D")!, memory, 4);
    const device = await launch(program, "step D", memory, 4);
    const [before, after, on] = [slots, reference.slots, device.slots].map((of) => [...of.get("replay1.buffer")!.data]);
    const changed = after.filter((value, i) => value !== before[i]).length;
    expect(changed % 2).toBe(0);
    expect(changed).toBeGreaterThan(0);
    after.forEach((value, i) => expect(on[i]).toBeCloseTo(value, 5));
    expect(device.outputs.get("loss.D")!.data[0]).toBeCloseTo(reference.outputs.get("loss.D")!.data[0], 4);
  });

  async function trained(gan: Gan, iterations: number): Promise<void> {
    const count = 16;
    const values = Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i));
    for await (const { loss } of gan.train({ x: { values, shape: [2], count } }, { iterations })) expect(loss.D).toBeLessThan(Infinity);
  }

  test("its memory goes with a checkpoint and not with the weights, and a resumed run is the run that was not stopped", async () => {
    const device = await testDevice();
    const program = programOf(text);
    const [whole, first, second] = await Promise.all([1, 2, 3].map(() => load(program, { device, seed: 5 })));
    await trained(whole, 9);
    await trained(first, 5);
    second.restore(await first.state(), first.iteration, first.drawn);
    await trained(second, 4);
    const [a, b] = [await whole.state(), await second.state()];
    for (const [name, { values }] of a) expect([...new Uint32Array(b.get(name)!.values.buffer)], name).toEqual([...new Uint32Array(values.buffer)]);
    expect(a.get("replay1.count")!.values).toEqual(Float32Array.of(10));
    expect([...(await whole.weights()).keys()].filter((name) => name.startsWith("replay"))).toEqual([]);
    // Nine steps of four, and room for ten: what is stored is whole samples, each its own.
    expect(new Set(a.get("replay1.buffer")!.values).size).toBe(20);
    [whole, first, second].forEach((gan) => gan.dispose());
  });

  test("samples see the value itself", async () => {
    const gan = await load(programOf(text), { device: await testDevice(), seed: 5 });
    await trained(gan, 4);
    const [old, now] = [await gan.sample(6, { name: "old", seed: 2 }), await gan.sample(6, { name: "new", seed: 2 })];
    expect(old.pixels).toEqual(now.pixels);
    gan.dispose();
  });
});
