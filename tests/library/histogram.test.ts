import { describe, expect, test } from "vitest";
import { Mistake } from "../../compiler/library/builtin.js";
import { tensor, type TensorType } from "../../compiler/library/type.js";
import { generator } from "../ir/random-graph.js";
import { call, checkCall } from "./call.js";

function histogram(shape: readonly number[], values: readonly number[], options: { readonly lo: number; readonly hi: number; readonly bins: number }): number[] {
  const batch = values.length / shape.reduce((a, b) => a * b, 1);
  return [...call("histogram", [{ type: tensor(shape, true), values }], { batch, options }).tensor.data];
}

describe("histogram", () => {
  test("a bin has its lower end and not its upper one; the outermost have what lies outside, and the range's end", () => {
    expect(histogram([], [0, 0.99, 1, 2, -7, 9, 3, 1.5], { lo: 0, hi: 3, bins: 3 })).toEqual([3 / 8, 2 / 8, 3 / 8]);
  });

  test("of vectors of one number it is the same", () => {
    expect(histogram([1], [0.5, 2.5, 2.5, 2.5], { lo: 0, hi: 3, bins: 3 })).toEqual([0.25, 0, 0.75]);
  });

  test("of two numbers the first counts rows", () => {
    expect(histogram([2], [0, 5, 1, -5], { lo: -1, hi: 1, bins: 2 })).toEqual([0, 0, 0.5, 0.5]);
  });

  test("of labels it is how often each is there", () => {
    const label: TensorType = { kind: "tensor", dtype: "i32", shape: [], batched: true, classes: 3 };
    expect([...call("histogram", [{ type: label, values: [2, 0, 2, 2] }], { batch: 4, options: { lo: 0, hi: 3, bins: 3 } }).tensor.data]).toEqual([0.25, 0, 0.75]);
  });
});

/** Points of equal mass in a square of `size` bins, as a histogram. */
function masses(points: readonly Point[], size: number): number[] {
  const cells = new Array<number>(size * size).fill(0);
  for (const [row, column] of points) cells[row * size + column] += 1 / points.length;
  return cells;
}

type Point = readonly [row: number, column: number];

function distance(p: readonly Point[], q: readonly Point[], size: number): number {
  const type = tensor([size, size], false);
  const { data } = call("wasserstein1", [{ type, values: masses(p, size) }, { type, values: masses(q, size) }], { batch: 1 }).tensor;
  return data[0];
}

/** The cheapest of all assignments: W₁ by its definition. */
function exact(p: readonly Point[], q: readonly Point[]): number {
  const cheapest = (from: number, left: readonly Point[]): number =>
    from === p.length ? 0 : Math.min(...left.map((point, i) => Math.hypot(p[from][0] - point[0], p[from][1] - point[1]) + cheapest(from + 1, left.filter((_, k) => k !== i))));
  return cheapest(0, q) / p.length;
}

function draw(count: number, size: number, random: () => number): Point[] {
  const coordinate = (): number => Math.floor(random() * size);
  return Array.from({ length: count }, () => [coordinate(), coordinate()]);
}

describe("wasserstein1", () => {
  const bins = tensor([5], false);

  test("of one number it is what the cheapest plan costs", () => {
    const type: TensorType = { ...bins, covers: [-1, 1] };
    const { data } = call("wasserstein1", [{ type, values: [0.5, 0, 0, 0.5, 0] }, { type, values: [0, 0.25, 0, 0, 0.75] }], { batch: 1 }).tensor;
    // A quarter goes one bin, a quarter goes four, and a half goes one; a bin is 0.4 wide.
    expect(data[0]).toBeCloseTo(0.4 * (0.25 + 1 + 0.5), 12);
  });

  test("of values that are no histograms it is in bins", () => {
    const { data } = call("wasserstein1", [{ type: bins, values: [1, 0, 0, 0, 0] }, { type: bins, values: [0, 0, 0, 1, 0] }], { batch: 1 }).tensor;
    expect(data[0]).toBeCloseTo(3, 12);
  });

  test.each([[0, 3], [4, 0], [3, 4], [2, 1], [-3, 2]])("in the plane, a shift by %i and %i is seen in full", (down, across) => {
    const random = generator(5);
    const points = draw(6, 5, random).map(([row, column]): Point => [row + 3, column]);
    const shifted = points.map(([row, column]): Point => [row + down, column + across]);
    expect(distance(points, shifted, 12)).toBeCloseTo(Math.hypot(down, across), 9);
  });

  test("in the plane it is never more than the exact one, seldom much less, and alike both ways", () => {
    const random = generator(6);
    const shares = Array.from({ length: 30 }, () => {
      const [p, q] = [draw(5, 9, random), draw(5, 9, random)];
      const [found, whole] = [distance(p, q, 9), exact(p, q)];
      expect(found).toBeLessThanOrEqual(whole + 1e-9);
      expect(distance(q, p, 9)).toBeCloseTo(found, 9);
      return found / whole;
    });
    expect(Math.min(...shares)).toBeGreaterThan(0.5);
    expect(shares.reduce((a, b) => a + b) / shares.length).toBeGreaterThan(0.75);
  });

  test("two diagonals, alike from above and from the side, are not alike", () => {
    const [falling, rising] = [[[0, 0], [4, 4]], [[0, 4], [4, 0]]] as const;
    expect(distance(falling, rising, 5)).toBeGreaterThan(2);
    expect(distance(falling, falling, 5)).toBe(0);
  });
});

test.each([
  [tensor([4], false), tensor([5], false), "has bins [4], and the second [5]"],
  [{ ...tensor([4], false), covers: [0, 1] } as const, { ...tensor([4], false), covers: [0, 2] } as const, "cover [0, 1], and those of the second [0, 2]"],
  [tensor([4], true), tensor([4], false), "a value of each sample"],
  [tensor([2, 2, 2], false), tensor([2, 2, 2], false), "[2, 2, 2]"],
])("wasserstein1 of %j and %j is a mistake", (p, q, words) => {
  expect(() => checkCall("wasserstein1", [p, q])).toThrow(Mistake);
  expect(() => checkCall("wasserstein1", [p, q])).toThrow(words);
});
