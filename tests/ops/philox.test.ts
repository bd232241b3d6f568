/** The known answers that come with Random123 (Salmon et al. 2011, kat_vectors), and what the draws look like in the large. */

import { describe, expect, test } from "vitest";
import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import { constant, philox as compiled, random } from "../../compiler/ops/index.js";
import { normals, philox as host, uniforms } from "../../runtime/philox.js";

type Words = [number, number, number, number];
type Key = [number, number];

const known: readonly { counter: Words; key: Key; answer: Words }[] = [
  { counter: [0, 0, 0, 0], key: [0, 0], answer: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  { counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], answer: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd] },
  { counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], key: [0xa4093822, 0x299f31d0], answer: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1] },
];

describe.each([
  ["of the operation", compiled],
  ["of the runtime", host],
] as const)("philox4x32-10 %s", (_, philox) => {
  test.each(known)("counter $counter, key $key", ({ counter, key, answer }) => {
    expect(philox(counter, key)).toEqual(answer);
  });
});

interface Draw {
  readonly distribution: "uniform" | "normal";
  readonly stream?: string;
  readonly seed?: number;
  readonly draw?: number;
}

/** As the graph draws them, at batch 3. */
function drawn({ distribution, stream = "z", seed = 7, draw = 0 }: Draw, shape: readonly ("B" | number)[] = ["B", 20_000]): Float64Array {
  return interning(() => {
    const scalar = (value: number) => constant(value, { dtype: "i32", shape: [] });
    return evaluate([random({ distribution, stream, shape }, scalar(seed), scalar(draw))], { slots: new Map(), data: new Map() }, 3)[0].data;
  });
}

/** E[x], E[x²], E[x³], E[x⁴]. */
function moments(values: Float64Array): number[] {
  return [1, 2, 3, 4].map((power) => values.reduce((total, value) => total + value ** power, 0) / values.length);
}

/** Within five standard errors of the moments of the distribution; the variance of xᵏ is E[x²ᵏ] - E[xᵏ]². */
function expectMoments(values: Float64Array, moment: (power: number) => number): void {
  moments(values).forEach((found, i) => {
    const power = i + 1;
    const error = Math.sqrt((moment(2 * power) - moment(power) ** 2) / values.length);
    expect(Math.abs(found - moment(power)), `E[x^${power}]`).toBeLessThan(5 * error);
  });
}

const uniformMoment = (power: number): number => 1 / (power + 1);
/** (power - 1)!! for even powers. */
const normalMoment = (power: number): number => (power % 2 === 1 ? 0 : Array.from({ length: power / 2 }, (_, i) => 2 * i + 1).reduce((a, b) => a * b, 1));

/** Pearson's, between values and those `lag` after them. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [moments(a)[0], moments(b)[0]];
  let [both, left, right] = [0, 0, 0];
  a.forEach((value, i) => {
    both += (value - meanA) * (b[i] - meanB);
    left += (value - meanA) ** 2;
    right += (b[i] - meanB) ** 2;
  });
  return both / Math.sqrt(left * right);
}

describe("draws", () => {
  test.each([
    ["of the graph", () => drawn({ distribution: "uniform" })],
    ["of the runtime", () => uniforms(60_001, 2, 7)],
  ])("uniform values %s", (_, draw) => {
    const values = draw();
    expectMoments(values, uniformMoment);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
  });

  test.each([
    ["of the graph", () => drawn({ distribution: "normal" })],
    ["of the runtime", () => normals(60_001, 2, 7)],
  ])("normal values %s", (_, draw) => {
    const values = draw();
    expectMoments(values, normalMoment);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test("neighbours do not know of each other", () => {
    const values = drawn({ distribution: "normal" });
    for (const lag of [1, 2, 4, 20_000]) expect(Math.abs(correlation(values.slice(0, -lag), values.slice(lag)))).toBeLessThan(5 / Math.sqrt(values.length - lag));
  });

  test.each([
    ["stream", { stream: "a" }],
    ["seed", { seed: 8 }],
    ["draw", { draw: 1 }],
    ["negative seed", { seed: -1 }],
  ])("another %s gives other values, independent of the first", (_, change) => {
    const [a, b] = [drawn({ distribution: "uniform" }), drawn({ distribution: "uniform", ...change })];
    expect(Math.abs(correlation(a, b))).toBeLessThan(5 / Math.sqrt(a.length));
  });

  test("an element's value depends on its row-major place alone", () => {
    const request = { distribution: "uniform" } as const;
    expect(drawn(request, ["B", 4, 5])).toEqual(drawn(request, ["B", 20]));
    expect(drawn(request, [6]).slice(0, 5)).toEqual(drawn(request, [5]));
  });

  test("a run on the host can be cut anywhere", () => {
    expect(uniforms(101, 3, 5).slice(0, 50)).toEqual(uniforms(50, 3, 5));
    expect(uniforms(8, 3, 5)).not.toEqual(uniforms(8, 4, 5));
    expect(uniforms(8, 3, 5)).not.toEqual(uniforms(8, 3, 6));
  });
});
