import { describe, expect, it } from "vitest";
import { datasetFor } from "../../runtime/node/fit.js";
import { readIdx } from "../../runtime/node/idx.js";
import { namedSource, sourceNames, type Source } from "../../runtime/node/sources.js";
import type { DataInput, Program } from "../../runtime/program.js";

function programWith(...inputs: readonly Partial<DataInput>[]): Program {
  return {
    format: 1, version: "test", name: "Data", batch: 4, slots: [], slotBytes: 256, wgsl: "", kernels: [], graphs: {}, schedule: [], samples: [],
    inputs: inputs.map((input) => ({ kind: "data", name: "x", dtype: "f32", shape: [2], group: 0, ...input })),
  };
}

const fit = (source: Source, ...inputs: readonly Partial<DataInput>[]) => datasetFor(programWith(...inputs), new Map([[undefined, source]]));

describe("sets of points", () => {
  const sets = sourceNames.filter((name) => name !== "mnist");

  it.each(sets)("%s is the same each time, and lies in its range", (name) => {
    const { samples } = namedSource(name);
    expect(samples.values.length).toBe(2 * samples.count);
    expect(namedSource(name).samples.values).toEqual(samples.values);
    const [low, high] = samples.range!;
    expect(samples.values.every((value) => value > low && value < high)).toBe(true);
  });

  it("ring has an eighth of its points around each of eight places", () => {
    const { values, count } = namedSource("ring").samples;
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

  it("are scaled into the range that the program declares, and left as they are without one", () => {
    const source = namedSource("ring");
    expect(fit(source, {}).x.values).toBe(source.samples.values);
    const { values, range } = fit(source, { range: [0, 1] }).x;
    expect(range).toEqual([0, 1]);
    expect(values[0]).toBeCloseTo((source.samples.values[0] + 2.5) / 5, 6);
  });

  it("an unknown name is told the known ones", () => {
    expect(() => namedSource("cifar")).toThrow(/no data set cifar.*mnist.*ring/);
    expect(() => namedSource("constructor")).toThrow(/no data set constructor/);
  });
});

describe("pictures", () => {
  /** A white square in the left half, on black. */
  const white: Source = {
    samples: { values: Uint8Array.from({ length: 2 * 16 }, (_, i) => (i % 4 < 2 ? 255 : 0)), shape: [1, 4, 4], count: 2 },
    labels: { values: Uint8Array.of(3, 1), shape: [], count: 2 },
  };

  it("mnist is all of it, bytes with labels", () => {
    const { samples, labels } = namedSource("mnist");
    expect([samples.count, ...samples.shape]).toEqual([60_000, 1, 28, 28]);
    expect([...labels!.values.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  });

  it("shrink by their areas, grow between neighbours, become coloured, flat and plane", () => {
    const values = (shape: number[]): number[] => [...fit(white, { shape }).x.values].slice(0, shape.reduce((a, b) => a * b, 1));
    expect(values([1, 2, 2])).toEqual([255, 0, 255, 0]);
    expect(values([1, 1, 1])).toEqual([128]);
    expect(values([3, 2, 2])).toEqual([255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0]);
    expect(values([1, 8, 8]).slice(0, 8)).toEqual([255, 255, 255, 191, 64, 0, 0, 0]);
    expect(values([16])).toEqual([...white.samples.values].slice(0, 16));
    expect(values([4, 4])).toEqual([...white.samples.values].slice(0, 16));
    expect(values([2, 2])).toEqual([255, 0, 255, 0]);
  });

  it("give their label to the class of the tuple", () => {
    const { x, y } = fit(white, { shape: [1, 4, 4] }, { name: "y", dtype: "i32", shape: [], classes: 10 });
    expect(x.count).toBe(2);
    expect([...y.values]).toEqual([3, 1]);
    expect(() => fit(namedSource("line"), {}, { name: "y", dtype: "i32", shape: [], classes: 2 })).toThrow(/y is a class, and this data has no labels/);
  });

  it("that can't have the declared shape are an error with both", () => {
    expect(() => fit(white, { shape: [5] })).toThrow("x is [5] in the program, and the data is [1, 4, 4]");
    expect(() => fit(namedSource("ring"), { shape: [1, 8, 8] })).toThrow("x is [1, 8, 8] in the program, and the data is [2]");
  });
});

describe("idx files", () => {
  const file = (...bytes: number[]): Buffer => Buffer.from(bytes);
  it.each([
    ["empty", file()],
    ["of another kind", file(0, 0, 13, 1, 0, 0, 0, 0)],
    ["cut in its head", file(0, 0, 8, 3, 0, 0)],
    ["shorter than it says", file(0, 0, 8, 1, 0, 0, 0, 9, 1, 2)],
    ["longer than it says", file(0, 0, 8, 1, 0, 0, 0, 1, 1, 2)],
  ])("that are %s are refused", (_, bytes) => {
    expect(() => readIdx(bytes, "file")).toThrow(expect.objectContaining({ name: "DataError" }));
  });

  it("are read as they are", () => {
    expect(readIdx(file(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 7, 9), "file")).toEqual({ shape: [2, 1], values: Uint8Array.of(7, 9) });
  });
});
