/** Every operation's vjp, and the vjp of that, against central differences in float64. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { type Memory, evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import * as ops from "../../compiler/ops/index.js";
import { generator } from "../ir/random-graph.js";
import { Inputs, memoryOf, moved } from "./inputs.js";
import { type Case, otherExports, table, titleOf } from "./table.js";

const axesOf = (node: Node): number[] => node.type.shape.map((_, axis) => axis);

/** Σ value · weights, where weights are a new input: the vjp with any cotangent. */
function weighted(value: Node, inputs: Inputs): Node {
  const spread = ops.cast(value, "f32");
  return ops.sum(ops.mul(spread, weightsLike(spread, inputs)), axesOf(spread));
}

/** An axis can be the batch twice in a value, and once in memory: there the weights are a product. */
function weightsLike(value: Node, inputs: Inputs): Node {
  const { shape } = value.type;
  const [first, ...more] = axesOf(value).filter((axis) => shape[axis] === "B");
  if (more.length === 0) return inputs.input(shape);
  const others = axesOf(value).filter((axis) => axis !== first);
  return ops.mul(ops.broadcast(inputs.input(others.map((axis) => shape[axis])), shape, others), ops.broadcast(inputs.input(["B"]), shape, [first]));
}

const step = 1e-5;

/** How fast `scalar` changes when `source` moves along `direction`. */
function slope(scalar: Node, source: Node, direction: Float64Array, memory: Memory, batch: number): number {
  const [above, below] = [step, -step].map((by) => evaluate([scalar], moved(memory, source, direction, by), batch)[0].data[0]);
  return (above - below) / (2 * step);
}

/** The gradients of a scalar for every source, each held against differences along two random directions. */
function expectGradients(scalar: Node, inputs: Inputs, memory: Memory, batch: number): (Node | undefined)[] {
  const { sources, random } = inputs;
  const found = gradient(scalar, sources.map(({ node }) => node));
  sources.forEach(({ node: source }, i) => {
    const values = found[i] && evaluate([found[i]], memory, batch)[0].data;
    for (let k = 0; k < 2; k++) {
      const size = (memory.slots.get(ops.sourceName(source)) ?? memory.data.get(ops.sourceName(source)))!.data.length;
      const direction = Float64Array.from({ length: size }, () => 2 * random() - 1);
      const along = values?.reduce((total, value, j) => total + value * direction[j], 0) ?? 0;
      const scale = values?.reduce((total, value, j) => total + Math.abs(value * direction[j]), 1) ?? 1;
      expect(Math.abs(along - slope(scalar, source, direction, memory, batch)) / scale, `${ops.sourceName(source)}: ${along}`).toBeLessThan(1e-6);
    }
  });
  return found;
}

function check(entry: Case, seed: number, batch: number): void {
  interning(() => {
    const inputs = new Inputs(generator(seed));
    const value = entry.build(inputs);
    const ofTheCase = inputs.sources.length;
    const scalar = weighted(value, inputs);
    const first = gradient(scalar, inputs.sources.map(({ node }) => node));
    first.slice(0, ofTheCase).forEach((found) => expect(found === undefined).toBe(entry.constant === true));
    if (entry.constant) return;
    // Inputs that the second derivative adds must have values in the first already.
    const again = first.flatMap((found) => (found ? [weighted(found, inputs)] : [])).reduce((a, b) => ops.add(a, b));
    const memory = memoryOf(inputs.sources, batch, inputs.random);
    expectGradients(scalar, inputs, memory, batch);
    expectGradients(again, inputs, memory, batch);
  });
}

describe.each(table.map((entry) => [titleOf(entry), entry] as const))("%s", (_, entry) => {
  test.each([1, 3])(entry.constant ? "lets no derivative through, batch %i" : "first and second derivative, batch %i", (batch) => {
    for (let seed = 0; seed < 6; seed++) check(entry, 100 * seed + batch, batch);
  });
});

test("every operation has an entry", () => {
  const entries = new Set<string>(table.map(({ op }) => op));
  expect(Object.keys(ops).filter((name) => !otherExports.includes(name)).sort()).toEqual([...entries].sort());
});

interface Point {
  readonly of: string;
  readonly at: readonly number[];
  build(x: Node): Node;
  /** The first derivatives of Σ build(x), and those of the sum of these. */
  readonly first: readonly number[];
  readonly second: readonly number[];
}

const norm = (x: Node): Node => ops.sqrt(ops.sum(ops.mul(x, x), [0]));

const points: readonly Point[] = [
  { of: "max(x, 0)", at: [-1, 0, 2], build: (x) => ops.maximum(x, 0), first: [0, 1, 1], second: [0, 0, 0] },
  { of: "max(0, x), the relu", at: [-1, 0, -0, 2], build: (x) => ops.maximum(0, x), first: [0, 0, 0, 1], second: [0, 0, 0, 0] },
  { of: "min(x, 0)", at: [-1, 0, 2], build: (x) => ops.minimum(x, 0), first: [1, 1, 0], second: [0, 0, 0] },
  { of: "min(0, x)", at: [-1, 0, 2], build: (x) => ops.minimum(0, x), first: [1, 0, 0], second: [0, 0, 0] },
  { of: "max(2x, 3x) at 0", at: [0], build: (x) => ops.maximum(ops.mul(x, 2), ops.mul(x, 3)), first: [2], second: [0] },
  { of: "|x|", at: [-3, 0, -0, 3], build: ops.abs, first: [-1, 0, 0, 1], second: [0, 0, 0, 0] },
  { of: "the largest of all", at: [1, 4, 4, 2, 4], build: (x) => ops.reduceMax(x, [0]), first: [0, 1, 0, 0, 0], second: [0, 0, 0, 0, 0] },
  { of: "the largest over two axes", at: [1, 5, 2, 5, 5, 0], build: (x) => ops.reduceMax(ops.reshape(x, [2, 3]), [0, 1]), first: [0, 1, 0, 0, 0, 0], second: [0, 0, 0, 0, 0, 0] },
  { of: "the largest of each column", at: [1, 5, 2, 1, 5, 3], build: (x) => ops.reduceMax(ops.reshape(x, [2, 3]), [0]), first: [1, 1, 0, 0, 0, 1], second: [0, 0, 0, 0, 0, 0] },
  { of: "√x", at: [0, 4], build: ops.sqrt, first: [0, 1 / 4], second: [0, -1 / 32] },
  { of: "the norm at the origin", at: [0, 0, 0], build: norm, first: [0, 0, 0], second: [0, 0, 0] },
  { of: "x⁰", at: [-1, 0, 2], build: (x) => ops.pow(x, 0), first: [0, 0, 0], second: [0, 0, 0] },
  { of: "x¹", at: [-1, 0, 2], build: (x) => ops.pow(x, 1), first: [1, 1, 1], second: [0, 0, 0] },
  { of: "x²", at: [-1, 0, 2], build: (x) => ops.pow(x, 2), first: [-2, 0, 4], second: [2, 2, 2] },
  { of: "x³", at: [-1, 0, 2], build: (x) => ops.pow(x, 3), first: [3, 0, 12], second: [-6, 0, 12] },
  { of: "x to a varying 0, 1, 2", at: [0, 0, 0], build: (x) => ops.pow(x, ops.cast(ops.iota([3], 0), "f32")), first: [0, 1, 0], second: [0, 0, 2] },
  { of: "0 to a varying power", at: [1, 2, 3], build: (x) => ops.pow(0, x), first: [0, 0, 0], second: [0, 0, 0] },
];

test.each(points)("at points without a derivative, $of is as in PyTorch", ({ at, build, first, second }) => {
  interning(() => {
    const x = ops.slot("x", { dtype: "f32", shape: [at.length] });
    const derivative = (value: Node): Node => gradient(ops.sum(value, axesOf(value)), [x])[0] ?? ops.constant(0, x.type);
    const once = derivative(build(x));
    const memory = { slots: new Map([["x", { shape: [at.length], data: Float64Array.from(at) }]]), data: new Map() };
    const [found, foundAgain] = evaluate([once, derivative(once)], memory, 1).map(({ data }) => Array.from(data, (value) => value + 0));
    expect(found).toEqual(first);
    expect(foundAgain).toEqual(second);
  });
});
