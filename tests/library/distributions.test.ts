import { expect, test } from "vitest";
import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import { Mistake } from "../../compiler/library/builtin.js";
import { distributions } from "../../compiler/library/index.js";
import { random, slot } from "../../compiler/ops/index.js";

/** 20,000 draws. */
function drawn(name: string, parameters: readonly number[]): Float64Array {
  const distribution = distributions.get(name)!;
  return interning(() => {
    const number = { dtype: "i32", shape: [] } as const;
    const draw = random({ distribution: distribution.underlying, stream: "noise z", shape: ["B"] }, slot("seed", number), slot("draw", number));
    const node = distribution.shape(draw, parameters);
    expect(node.type.dtype).toBe(distribution.dtype);
    const scalar = { shape: [], data: Float64Array.of(7) };
    const slots = new Map([["seed", scalar], ["draw", scalar]]);
    return evaluate([node], { slots, data: new Map() }, 20_000)[0].data;
  });
}

const mean = (data: Float64Array): number => data.reduce((a, b) => a + b) / data.length;
function deviation(data: Float64Array): number {
  const centre = mean(data);
  return Math.sqrt(mean(data.map((value) => (value - centre) ** 2)));
}

test("normal has its mean and deviation", () => {
  const data = drawn("normal", [3, 0.5]);
  expect(Math.abs(mean(data) - 3)).toBeLessThan(0.02);
  expect(Math.abs(deviation(data) - 0.5)).toBeLessThan(0.02);
});

test("uniform stays in its range and fills it", () => {
  const data = drawn("uniform", [-1, 3]);
  expect(Math.min(...data)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...data)).toBeLessThan(3);
  expect(Math.abs(mean(data) - 1)).toBeLessThan(0.05);
  expect(Math.abs(deviation(data) - 4 / Math.sqrt(12))).toBeLessThan(0.03);
});

test("bernoulli is 1 with its probability", () => {
  const data = drawn("bernoulli", [0.3]);
  expect(new Set(data)).toEqual(new Set([0, 1]));
  expect(Math.abs(mean(data) - 0.3)).toBeLessThan(0.02);
});

test("categorical draws each class alike", () => {
  const data = drawn("categorical", [5]);
  for (let label = 0; label < 5; label++) expect(Math.abs(data.filter((value) => value === label).length / data.length - 0.2)).toBeLessThan(0.02);
});

test.each([
  ["normal", [0, -1], undefined],
  ["uniform", [2, 2], undefined],
  ["bernoulli", [1.5], undefined],
  ["categorical", [0], undefined],
  ["categorical", [4], 5],
] as const)("%s of %j is a mistake", (name, parameters, classes) => {
  expect(() => distributions.get(name)!.check(parameters, classes)).toThrow(Mistake);
});
