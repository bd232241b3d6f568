import { describe, expect, test } from "vitest";
import { SafetensorsError } from "../../runtime/errors.js";
import { type NamedTensor, readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";

const tensors = new Map<string, NamedTensor>([
  ["a", { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, NaN, Infinity, 0) }],
  ["odd bytes", { shape: [3], values: Uint8Array.of(1, 2, 3) }],
  ["b", { shape: [], values: Int32Array.of(-7) }],
  ["c", { shape: [1], values: Float64Array.of(Math.PI) }],
]);

test("what is written is read, through a Node buffer too", () => {
  const file = writeSafetensors(tensors, { model: "M" });
  for (const bytes of [file, Buffer.concat([Buffer.alloc(5), file]).subarray(5)]) {
    const { tensors: found, metadata } = readSafetensors(bytes);
    expect([...found]).toEqual([...tensors]);
    expect(metadata).toEqual({ model: "M" });
  }
});

function withHeader(header: string, data = 0): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + data);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

describe("a file that lies is refused by name", () => {
  test.each([
    ["nothing", new Uint8Array(), "too short"],
    ["a header longer than the file", Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 123), "255 bytes"],
    ["no JSON", withHeader("{oh"), "JSON"],
    ["a list", withHeader("[]"), "JSON"],
    ["an unknown dtype", withHeader('{"w":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}', 1), "F8"],
    ["past the end", withHeader('{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 4), "w is [2]"],
    ["a shape that doesn't fit", withHeader('{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}', 8), "w is [3]"],
    ["a negative size", withHeader('{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 4), "proper shape"],
    ["backwards", withHeader('{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}', 4), "w is [1]"],
    ["an entry that is none", withHeader('{"w":3}'), "proper shape"],
  ])("%s", (_, file, words) => {
    expect(() => readSafetensors(file)).toThrow(SafetensorsError);
    expect(() => readSafetensors(file)).toThrow(words);
  });
});
