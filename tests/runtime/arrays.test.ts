import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Samples } from "../../runtime/data.js";
import { samplesOf } from "../../runtime/node/elements.js";
import { readIdx } from "../../runtime/node/idx.js";
import { readNpy } from "../../runtime/node/npy.js";
import { readSource } from "../../runtime/node/read.js";
import type { Labelled, Named } from "../../runtime/node/sources.js";
import { entriesOfZip } from "../../runtime/node/zip.js";
import { writeSafetensors } from "../../runtime/safetensors.js";
import { npyFile, zipFile } from "./files.js";

const dataError = expect.objectContaining({ name: "DataError" });
const bytesOf = (values: { readonly buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(values.buffer);
const read = (file: Uint8Array): Samples => samplesOf(readNpy(file, "a.npy"), "a.npy");

describe("npy files", () => {
  it.each([
    ["'|u1'", Uint8Array.of(1, 2, 250), [0, 255]],
    ["'|b1'", Uint8Array.of(1, 0, 1), [0, 1]],
    ["'|i1'", Int8Array.of(1, -2, 127), [-128, 127]],
    ["'<u2'", Uint16Array.of(1, 2, 65535), [0, 65535]],
    ["'<i2'", Int16Array.of(1, -2, 3), [-32768, 32767]],
    ["'<i4'", Int32Array.of(1, -2, 70000), undefined],
    ["'<u4'", Uint32Array.of(1, 2, 70000), undefined],
    ["'<i8'", BigInt64Array.of(1n, -2n, 70000n), undefined],
    ["'<u8'", BigUint64Array.of(1n, 2n, 70000n), undefined],
    ["'<f4'", Float32Array.of(1, -2.5, 70000), undefined],
    ["'<f8'", Float64Array.of(1, -2.5, 70000), undefined],
  ])("of %s are read, and pictures run over what the type holds", (descr, values, range) => {
    const samples = read(npyFile({ descr, shape: "(3,)" }, bytesOf(values)));
    expect([...samples.values]).toEqual([...values].map(Number));
    expect([samples.count, samples.shape, samples.range]).toEqual([3, [], range]);
  });

  it("of the big end first are read, at any offset of a buffer", () => {
    const bytes = Buffer.alloc(8);
    bytes.writeFloatBE(1.5, 0);
    bytes.writeFloatBE(-3, 4);
    const file = Buffer.concat([Buffer.alloc(3), npyFile({ descr: "'>f4'", shape: "(1, 2)" }, bytes)]).subarray(3);
    expect(read(file)).toEqual({ values: Float32Array.of(1.5, -3), shape: [2], count: 1, range: undefined });
  });

  it("in Fortran's order come out in C's", () => {
    // a[i, j, k] = 100 i + 10 j + k, the first axis fastest.
    const [I, J, K] = [2, 3, 4];
    const values = new Int16Array(I * J * K);
    for (let i = 0; i < I; i++) for (let j = 0; j < J; j++) for (let k = 0; k < K; k++) values[i + I * (j + J * k)] = 100 * i + 10 * j + k;
    const samples = read(npyFile({ descr: "'<i2'", shape: "(2, 3, 4)", fortran: true }, bytesOf(values)));
    expect([samples.count, samples.shape]).toEqual([2, [3, 4]]);
    expect([...samples.values.subarray(0, 5), samples.values[12], samples.values[23]]).toEqual([0, 1, 2, 3, 10, 100, 123]);
  });

  it("of version 2 have a longer header", () => {
    const one = npyFile({ descr: "'|u1'", shape: "(2,)" }, Uint8Array.of(7, 9));
    const two = Buffer.concat([one.subarray(0, 6), Buffer.from([2, 0, one[8], 0, 0, 0]), one.subarray(10)]);
    expect([...read(two).values]).toEqual([7, 9]);
  });

  const floats = new Uint8Array(8);
  it.each([
    ["empty", Buffer.alloc(0), "a.npy is no npy file"],
    ["cut in its head", npyFile({ descr: "'<f4'", shape: "(2,)" }, floats).subarray(0, 40), "a.npy is cut short"],
    ["shorter than they say", npyFile({ descr: "'<f4'", shape: "(3,)" }, floats), "a.npy says that it holds [3] of f4, 12 bytes, and holds 8"],
    ["longer than they say", npyFile({ descr: "'<f4'", shape: "(1,)" }, floats), "a.npy says that it holds [1] of f4, 4 bytes, and holds 8"],
    ["said to be immense", npyFile({ descr: "'<f4'", shape: "(999999999999, 999999)", fortran: true }, floats), "and holds 8"],
    ["a single number", npyFile({ descr: "'<f8'", shape: "()" }, floats), "single number"],
    ["of texts", npyFile({ descr: "'<U2'", shape: "(1,)" }, floats), "elements of <U2"],
    ["of records", npyFile({ descr: "[('a', '<f4')]", shape: "(2,)" }, floats), "records"],
    ["without a shape", npyFile({ descr: "'<f4'", shape: "None" }, floats), "no proper npy header"],
  ])("that are %s are refused by name", (_, file, words) => {
    expect(() => read(file)).toThrow(dataError);
    expect(() => read(file)).toThrow(words);
  });
});

describe("idx files", () => {
  const readFile = (file: Uint8Array): Samples => samplesOf(readIdx(file, "file"), "file");
  const file = (...bytes: number[]): Buffer => Buffer.from(bytes);
  it.each([
    ["empty", file()],
    ["of another kind", file(0, 0, 0x0f, 1, 0, 0, 0, 0)],
    ["cut in its head", file(0, 0, 8, 3, 0, 0)],
    ["shorter than they say", file(0, 0, 8, 1, 0, 0, 0, 9, 1, 2)],
    ["longer than they say", file(0, 0, 8, 1, 0, 0, 0, 1, 1, 2)],
  ])("that are %s are refused", (_, bytes) => {
    expect(() => readFile(bytes)).toThrow(dataError);
  });

  it("are read as they are, the big end first", () => {
    expect(readFile(file(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 7, 9))).toEqual({ shape: [1], count: 2, values: Uint8Array.of(7, 9), range: [0, 255] });
    expect([...readFile(file(0, 0, 0x0b, 1, 0, 0, 0, 2, 1, 0, 255, 254)).values]).toEqual([256, -2]);
    expect([...readFile(file(0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0xc0, 0, 0)).values]).toEqual([1.5]);
  });
});

describe("zip archives", () => {
  const text = Buffer.from("all work and no play ".repeat(20));
  const open = (file: Uint8Array): Map<string, () => Uint8Array> => entriesOfZip(file, "z.npz");

  it("give what was stored and what was deflated", () => {
    const entries = open(zipFile([{ name: "a", bytes: Buffer.of(1, 2, 3) }, { name: "b", bytes: text, deflated: true }, { name: "none", bytes: Buffer.of(), deflated: true }]));
    expect([...entries.keys()]).toEqual(["a", "b", "none"]);
    expect([...entries.get("a")!()]).toEqual([1, 2, 3]);
    expect(Buffer.from(entries.get("b")!()).equals(text)).toBe(true);
    expect(entries.get("none")!().length).toBe(0);
  });

  it.each([
    ["says a smaller size", { size: 100 }, "can't be unpacked into the 100 bytes"],
    ["says a larger size", { size: 1000 }, "says that it holds 1000 bytes, and holds 420"],
    ["has another checksum", { sum: 5 }, "checksum"],
    ["reaches past the end", { packed: 1e6 }, "cut short"],
    ["is packed in an unknown way", { method: 12 }, "method 12"],
    ["is encrypted", { flags: 1 }, "encrypted"],
  ])("whose entry %s are refused by the entry's name", (_, lies, words) => {
    const [unpack] = open(zipFile([{ name: "x.npy", bytes: text, deflated: true, lies }])).values();
    expect(unpack).toThrow(dataError);
    expect(unpack).toThrow(`x.npy of z.npz`);
    expect(unpack).toThrow(words);
  });

  it("that are cut anywhere are refused by name", () => {
    const whole = zipFile([{ name: "a", bytes: text }, { name: "b", bytes: text, deflated: true }]);
    for (let length = 0; length < whole.length; length += 7) expect(() => open(whole.subarray(0, length)), String(length)).toThrow(/z\.npz/);
    const broken = Buffer.from(whole);
    broken.writeUInt32LE(whole.length - 10, whole.length - 6);
    expect(() => open(broken)).toThrow("z.npz has a broken zip directory");
  });
});

describe("files as sources", () => {
  const folder = mkdtempSync(join(tmpdir(), "ganc-arrays-"));
  const write = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const bytes = npyFile({ descr: "'|u1'", shape: "(2, 3)" }, Uint8Array.of(1, 2, 3, 4, 5, 6));

  it("are known by what is in them", async () => {
    for (const path of [write("one.npy", bytes), write("one.dat", bytes)]) {
      const { samples } = (await readSource(path, [])) as Labelled;
      expect([samples.count, samples.shape, [...samples.values]]).toEqual([2, [3], [1, 2, 3, 4, 5, 6]]);
    }
    const idx = (await readSource(write("one.idx", Buffer.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9)), [])) as Labelled;
    expect([...idx.samples.values]).toEqual([7, 9]);
  });

  it("npz and safetensors give their arrays by name, or say why not", async () => {
    const npz = (await readSource(write("one.npz", zipFile([{ name: "x.npy", bytes, deflated: true }, { name: "names.npy", bytes: npyFile({ descr: "'<U1'", shape: "(1,)" }, new Uint8Array(4)) }])), [])) as Named;
    expect([...npz.arrays.keys()]).toEqual(["x", "names"]);
    expect((npz.arrays.get("x") as Samples).shape).toEqual([3]);
    expect(npz.arrays.get("names")).toContain("names.npy");
    const tensors = writeSafetensors(new Map([["x", { shape: [2, 1], values: Float64Array.of(0.5, -1) }], ["n", { shape: [], values: Int32Array.of(1) }]]));
    const file = (await readSource(write("one.safetensors", tensors), [])) as Named;
    expect(file.arrays.get("x")).toEqual({ values: Float32Array.of(0.5, -1), shape: [1], count: 2, range: undefined });
    expect(file.arrays.get("n")).toContain("single number");
  });

  it("that are none, or are nowhere, are an error by name", async () => {
    await expect(readSource(write("notes.txt", Buffer.from("hello, hello")), [])).rejects.toThrow(/notes\.txt is no file of arrays/);
    await expect(readSource(join(folder, "one.npy", "deeper"), [])).rejects.toThrow(/no data set and no file .*deeper/);
    await expect(readSource(join(folder, "nowhere"), [])).rejects.toThrow(/no data set and no file .*nowhere; the data sets are mnist, fashion, faces/);
    await expect(readSource(write("bad.safetensors", Buffer.from("hi")), [])).rejects.toThrow(/bad\.safetensors: the file is too short/);
  });
});
