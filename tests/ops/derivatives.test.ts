/** Every operation's vjp, and the vjp of that, against central differences in float64. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { type Memory, evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import * as ops from "../../compiler/ops/index.js";
import { generator } from "../ir/random-graph.js";
import { Inputs, memoryOf, moved } from "./inputs.js";
import { points } from "./points.js";
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
