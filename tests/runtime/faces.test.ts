import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faces } from "../../runtime/node/faces.js";

const cache = mkdtempSync(join(tmpdir(), "ganc-faces-"));
const count = 8;
const plane = 64 * 64;

test("faces are drawn from their seeds, in two styles, and kept", async () => {
  const told: string[] = [];
  const { samples, labels } = await faces((line) => told.push(line), { count, cache });
  expect([samples.shape, samples.count, samples.values.length]).toEqual([[3, 64, 64], count, count * 3 * plane]);
  expect([...labels!.values]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  expect(told).toHaveLength(1);
  expect(readdirSync(cache)).toEqual(["faces-1-8.u8"]);
  expect(readFileSync(join(cache, "faces-1-8.u8")).equals(samples.values as Uint8Array)).toBe(true);

  const again = await faces((line) => told.push(line), { count, cache });
  expect(again).toEqual({ samples, labels });
  expect(told, "what is kept is not drawn again").toHaveLength(1);
  const fewer = await faces(() => undefined, { count: 3, cache });
  expect(fewer.samples.values).toEqual(samples.values.subarray(0, 3 * 3 * plane));
});

test("each has a background of its own colour in its corners, and a head in the middle", async () => {
  const { samples } = await faces(() => undefined, { count, cache });
  const at = (n: number, x: number, y: number): string => [0, 1, 2].map((c) => samples.values[(3 * n + c) * plane + 64 * y + x]).join();
  const backgrounds = Array.from({ length: count }, (_, n) => at(n, 0, 0));
  backgrounds.forEach((colour, n) => {
    expect([at(n, 63, 0)]).toEqual([colour]);
    const row = Array.from({ length: 64 }, (_, x) => at(n, x, 32) === colour);
    expect(row.lastIndexOf(false) - row.indexOf(false), "the width of the head").toBeGreaterThan(20);
    expect(row[0] && row[63], "nothing is cut off").toBe(true);
  });
  expect(new Set(backgrounds).size).toBeGreaterThan(3);
});

test("half a file is drawn again; without a cache there are faces all the same", async () => {
  const { samples } = await faces(() => undefined, { count: 2, cache });
  writeFileSync(join(cache, "faces-1-2.u8"), samples.values.subarray(0, 100));
  expect((await faces(() => undefined, { count: 2, cache })).samples.values).toEqual(samples.values);
  const file = join(mkdtempSync(join(tmpdir(), "ganc-faces-")), "file");
  writeFileSync(file, "");
  const told: string[] = [];
  expect((await faces((line) => told.push(line), { count: 2, cache: file })).samples.values).toEqual(samples.values);
  expect(told.at(-1)).toContain("could not be kept");
});
