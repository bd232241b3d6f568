/** Every operation's vjp, and the vjp of that, against central differences in float64. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import * as ops from "../../compiler/ops/index.js";
import { generator } from "../ir/random-graph.js";
import { axesOf, expectGradients, weighted } from "./differences.js";
import { Inputs, memoryOf } from "./inputs.js";
import { points } from "./points.js";
import { type Case, otherExports, table, titleOf } from "./table.js";

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
