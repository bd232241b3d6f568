import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Dataset, type Samples, fitted } from "../../runtime/data.js";
import { datasetFor, readDataset } from "../../runtime/node/dataset.js";
import type { DataInput } from "../../runtime/program.js";
import { npyFile } from "./files.js";
import { classInput, programWith } from "./programs.js";

function samples(values: Samples["values"], shape: readonly number[], range?: readonly [number, number]): Samples {
  return { values, shape, count: values.length / shape.reduce((a, b) => a * b, 1), range };
}

const bytes = (count: number, shape: readonly number[]): Samples => samples(Uint8Array.from({ length: count * shape.reduce((a, b) => a * b, 1) }, (_, i) => i), shape);
const fit = (source: Samples, input: Partial<DataInput>): Samples => datasetFor(programWith(input), new Map([[undefined, { samples: source }]])).x;

describe("numbers in a declared range", () => {
  const values = Float32Array.of(0, 5, 10, 2.5);

  it("are scaled from the range that they are known to have", () => {
    expect([...fit(samples(values, [2], [-10, 10]), { range: [-1, 1] }).values]).toEqual([0, 0.5, 1, 0.25]);
  });

  it("are scaled from their smallest to their largest where nothing is known", () => {
    const scaled = fit(samples(values, [2]), { range: [-1, 1] });
    expect([...scaled.values]).toEqual([-1, 0, 1, -0.5]);
    expect(scaled.range).toEqual([-1, 1]);
  });

  it("are taken as they are without one", () => {
    expect(fit(samples(values, [2]), {}).values).toBe(values);
  });

  it("that are all the same are taken as they are if they lie in it", () => {
    expect([...fit(samples(Float32Array.of(0.5, 0.5), [2]), { range: [-1, 1] }).values]).toEqual([0.5, 0.5]);
    expect(() => fit(samples(Float32Array.of(7, 7), [2]), { range: [-1, 1] })).toThrow("all values of x are 7, which can't be scaled into [-1, 1]");
  });

  it("that are none are an error with their place", () => {
    expect(() => fit(samples(Float32Array.of(1, 2, 3, NaN), [2]), {})).toThrow("sample 1 of x holds NaN");
    expect(() => fit(samples(Float32Array.of(1, 2, Infinity, 4), [2]), { range: [0, 1] })).toThrow("sample 1 of x holds Infinity");
  });
});

describe("shapes", () => {
  it.each([
    [[4], [1, 2, 2]],
    [[1, 2, 2], [4]],
    [[], [1]],
    [[1], []],
    [[2, 2], [1, 2, 2]],
  ])("of %j are %j with the same values", (from, to) => {
    const source = bytes(3, from);
    expect(fit(source, { shape: to })).toMatchObject({ values: source.values, shape: to, count: 3 });
  });

  it("of pictures with their channels last are turned", () => {
    const source = bytes(2, [2, 2, 3]);
    const turned = fit(source, { shape: [3, 2, 2] });
    expect([...turned.values.subarray(0, 12)]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
    expect([...turned.values.subarray(12, 16)]).toEqual([12, 15, 18, 21]);
    expect([...source.values.subarray(0, 4)], "and the source is left alone").toEqual([0, 1, 2, 3]);
  });

  it.each([
    [[5], [1, 2, 2]],
    [[2], [3]],
    [[4, 5, 4], [3, 3, 3]],
    [[3, 3, 3], [4, 3, 3]],
    [[2, 1, 3, 3], [1, 3, 3]],
  ])("of %j can't be %j: an error with both", (from, to) => {
    expect(() => fit(bytes(2, from), { shape: to })).toThrow(`x is [${to.join(", ")}] in the program, and the data is [${from.join(", ")}]`);
  });
});

describe("arrays with names", () => {
  const image = bytes(4, [1, 2, 2]);
  const labels = samples(Float32Array.of(0, 1, 2, 1), []);
  const from = (arrays: { readonly [name: string]: Samples | string }): Dataset => datasetFor(programWith({ shape: [1, 2, 2] }, classInput(3)), new Map([[undefined, { arrays: new Map(Object.entries(arrays)) }]]));

  it("are taken by the names of the data", () => {
    const { x, y } = from({ other: bytes(4, [1, 2, 2]), x: image, y: labels, z: labels });
    expect([x, y]).toEqual([image, labels]);
  });

  it("are taken where one alone fits, the very shape before one that can be scaled", () => {
    const { x, y } = from({ names: "names is of texts", large: bytes(4, [1, 5, 5]), images: image, digits: { ...labels, shape: [1] } });
    expect([x, y]).toEqual([image, labels]);
  });

  it("of which none or several fit are an error that lists them", () => {
    expect(() => from({ train: image, test: image, y: labels })).toThrow("no array of the data is called x, and more than one fits [1, 2, 2]; there are train 4×[1, 2, 2]; test 4×[1, 2, 2]; y 4×[]");
    expect(() => from({ train: image, y: "y of a.npz is damaged" })).toThrow("y of a.npz is damaged");
    expect(() => from({ train: image })).toThrow("no array of the data is called y, and none fits class[3]");
    expect(() => from({ x: image, y: image })).toThrow("y is class[3] in the program, a number a sample, and the data is [1, 2, 2]");
  });
});

describe("several sources", () => {
  const [a, b] = [{ samples: bytes(4, [2]) }, { samples: bytes(6, [2]) }];
  const unpaired = programWith({}, { name: "u", group: 1 });
  const paired = programWith({}, classInput(3));

  it("are for the data that they are named for", () => {
    const { x, u } = datasetFor(unpaired, new Map([["x", a], ["u", b]]));
    expect([x.count, u.count]).toEqual([4, 6]);
  });

  it("missing for one is an error that says how to name it", () => {
    expect(() => datasetFor(unpaired, new Map([["x", a]]))).toThrow("there is no data for u: --data u=SOURCE");
    expect(() => datasetFor(unpaired, new Map([[undefined, a]]))).toThrow("there is no data for x: --data x=SOURCE");
    expect(() => datasetFor(programWith({}), new Map())).toThrow("there is no data for x: --data SOURCE");
  });

  it("can be the samples and the labels of one draw", () => {
    const labels = { samples: samples(Uint8Array.of(2, 1, 0, 1), []) };
    const both = datasetFor(paired, new Map([["x", a], ["y", labels]]));
    expect([...both.y.values]).toEqual([2, 1, 0, 1]);
    const short = datasetFor(paired, new Map([["x", b], ["y", labels]]));
    expect(() => fitted(paired, short, 2)).toThrow("x and y are drawn together, and there are 6 and 4 of them");
  });

  it("that nothing is drawn from are an error", async () => {
    await expect(readDataset(paired, new Map([["x", "line"], [undefined, "ring"]]))).rejects.toThrow("Data draws nothing from ring");
    await expect(readDataset(paired, new Map([["z", "line"]]))).rejects.toThrow("Data has no data z; it has x, y");
  });
});

it("a label out of its range is an error with the sample", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ganc-dataset-"));
  const [x, y] = [join(folder, "x.npy"), join(folder, "y.npy")];
  writeFileSync(x, npyFile({ descr: "'<f4'", shape: "(3, 2)" }, new Uint8Array(new Float32Array(6).buffer)));
  const program = programWith({}, classInput(3));
  const withLabels = async (descr: string, labels: { readonly buffer: ArrayBufferLike }): Promise<Dataset> => {
    writeFileSync(y, npyFile({ descr, shape: "(3,)" }, new Uint8Array(labels.buffer)));
    return readDataset(program, new Map([["x", x], ["y", y]]));
  };
  const good = await withLabels("'<i8'", BigInt64Array.of(0n, 2n, 1n));
  expect([...fitted(program, good, 2).flat().find(({ input }) => input.name === "y")!.samples.values]).toEqual([0, 2, 1]);
  const message = async (descr: string, labels: { readonly buffer: ArrayBufferLike }): Promise<string> => {
    const data = await withLabels(descr, labels);
    try {
      fitted(program, data, 2);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  expect(await message("'<i4'", Int32Array.of(0, 3, 1))).toBe("y is class[3], and sample 1 has the label 3");
  expect(await message("'<i8'", BigInt64Array.of(0n, 1n, 2n ** 32n))).toBe("y is class[3], and sample 2 has the label 4294967296");
  expect(await message("'<f8'", Float64Array.of(0.5, 1, 2))).toBe("y is class[3], and sample 0 has the label 0.5");
});
