/** What the bench prints. */

import { expect, test } from "vitest";
import { plot } from "../../bench/harness/plot.js";
import { sampleBytes } from "../../bench/harness/samples.js";
import { number, table } from "../../bench/harness/table.js";
import { told } from "../../bench/harness/target.js";

test("a target says whether it is reached", () => {
  const dispatches = { what: "dispatches", bound: { atMost: 48 }, show: String };
  expect(told({ ...dispatches, value: 81 })).toBe("- dispatches: 81 (at most 48: not reached)");
  expect(told({ ...dispatches, value: 48 })).toBe("- dispatches: 48 (at most 48: reached)");
  expect(told({ what: "times faster", value: 3.5, bound: { atLeast: 4 }, show: number })).toBe("- times faster: 3.50 (at least 4.00: not reached)");
  expect(told({ what: "times faster", value: undefined, missing: "it failed", bound: { atLeast: 4 }, show: number })).toBe("- times faster: not measured (it failed); at least 4.00 is asked for");
  expect(told({ what: "times faster", value: 2, show: number })).toBe("- times faster: 2.00");
});

test("numbers keep three digits, tables their columns", () => {
  expect([1631.4, 163.14, 16.314, 1.6314, 0].map(number)).toEqual(["1631", "163", "16.3", "1.63", "0"]);
  expect(table(["", "ms"], [["ganc", "12"], ["peer", "3456"]])).toBe("|      |   ms |\n| ---- | ---: |\n| ganc |   12 |\n| peer | 3456 |");
});

test("the samples are those that the peer in Python has", () => {
  // ((i * 2654435761) & 0xffffffff) >> 24, from i = 1 · 1000003
  expect([...sampleBytes([2, 2], 2, "x")]).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => Number(((1000003n + BigInt(i)) * 2654435761n) & 0xffffffffn) >>> 24));
});

test("a point twice as far on a logarithmic axis is as far again", () => {
  const points = [{ x: 1, y: 1 }, { x: 10, y: 10 }, { x: 100, y: 100 }];
  const svg = plot([{ what: "batch", unit: "ms", points, work: points }]);
  const xs = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(xs).toHaveLength(3);
  expect(xs[2] - xs[1]).toBeCloseTo(xs[1] - xs[0], 0);
});
