/** Every adapter's tiles, on the test device: a table says how fast a kernel is, never what it computes. */

import { describe, expect, test } from "vitest";
import type { Node } from "../../compiler/ir/node.js";
import * as ops from "../../compiler/ops/index.js";
import type { AdapterName, Target } from "../../compiler/wgsl/target.js";
import { type TileTable, type Wanted, tableFor } from "../../compiler/wgsl/tile-table.js";
import type { Inputs } from "../ops/inputs.js";
import { type Compiled, compiled, expectAgreement } from "./agreement.js";
import { wgslOf } from "./backend.js";

const between: [number, number] = [0.5, 1.5];

interface Product {
  readonly of: string;
  build(inputs: Inputs): readonly Node[];
}

const contraction = (spec: string, left: readonly (number | "B")[], right: readonly (number | "B")[]): Product => ({
  of: `${spec} of ${left.join("×")} and ${right.join("×")}`,
  build: (inputs) => [ops.contract(spec, inputs.input([...left], between), inputs.input([...right], between))],
});

/** A convolution with a pad of 1 and its two gradients' products, of so many places. */
const convolution = (spec: string, left: readonly (number | "B")[], right: readonly (number | "B")[], size: number, { window = 3, stride = 1 } = {}): Product => ({
  of: `${spec}, ${size} × ${size}${stride > 1 ? `, windows of ${window} by ${stride}` : ""}`,
  build: (inputs) => {
    const wide = (size - 1) * stride + window - 2;
    const ties = ["ymk", "xnl"].map(([large, small, seen]): ops.LetterTie => ({ letters: { wide: large, narrow: small, window: seen }, extents: { wide: wide + (wide % stride), narrow: size, window }, stride, dilation: 1, pad: 1 }));
    return [ops.conv(spec, inputs.input([...left], between), inputs.input([...right], between), ties)];
  },
});

/** Strided, to the large picture: its phases are products of their own, or take turns in a tile's columns. */
const phased: readonly Product[] = [
  convolution("bomn,oikl->biyx", ["B", 6, 16, 16], [6, 20, 4, 4], 16, { window: 4, stride: 2 }),
  convolution("bomn,oikl->biyx", ["B", 6, 16, 16], [6, 20, 3, 3], 16, { window: 3, stride: 2 }),
  convolution("bomn,oikl->biyx", ["B", 6, 7, 7], [6, 37, 5, 5], 7, { window: 5, stride: 2 }),
  convolution("bomn,oikl->biyx", ["B", 7, 15, 15], [7, 4, 8, 8], 15, { window: 8, stride: 4 }),
  convolution("bomn,oikl->biyx", ["B", 6, 8, 8], [6, 20, 3, 3], 8, { window: 3, stride: 3 }),
];

const toThreeChannels = convolution("biyx,oikl->bomn", ["B", 6, 32, 32], [3, 6, 3, 3], 32);

/** Of so few rows that no lane of a quad has any of its own, in workgroups that are whole. */
const low: readonly Product[] = [
  toThreeChannels,
  convolution("bomn,oikl->biyx", ["B", 6, 32, 32], [6, 3, 4, 4], 32, { window: 4, stride: 2 }),
  convolution("bomn,oikl->biyx", ["B", 6, 32, 32], [6, 3, 3, 3], 32, { window: 3, stride: 2 }),
  contraction("mk,nk->mn", [3, 24], [4200, 24]),
  contraction("km,kn->mn", [18, 3], [18, 4100]),
  contraction("zmk,znk->zmn", [3, 3, 12], [3, 1500, 12]),
];

/** The gradients of kernels, whose lines are the rows: of eight lanes, of quads, of one alone; some with lines past the edge. */
const kernels: readonly Product[] = [
  convolution("biyx,bomn->oikl", ["B", 32, 16, 16], ["B", 48, 8, 8], 8, { stride: 2 }),
  convolution("biyx,bomn->boikl", ["B", 9, 12, 12], ["B", 37, 12, 12], 12),
  convolution("biyx,bomn->oikl", ["B", 16, 16, 16], ["B", 40, 8, 8], 8, { window: 4, stride: 2 }),
  convolution("biyx,bomn->oikl", ["B", 16, 10, 10], ["B", 32, 8, 8], 8, { window: 5 }),
  convolution("biyx,bomn->boikl", ["B", 3, 32, 32], ["B", 16, 16, 16], 16, { stride: 2 }),
  convolution("biyx,bomn->oikl", ["B", 20, 8, 8], ["B", 3, 8, 8], 8),
];

/** Large enough to fill quads, some with edges: rows, columns and depths that no tile and no vector divides. */
const products: readonly Product[] = [
  contraction("mk,nk->mn", [48, 24], [288, 24]),
  contraction("mk,nk->mn", [37, 18], [301, 18]),
  contraction("mk,kn->mn", [48, 24], [24, 288]),
  contraction("mk,kn->mn", [37, 18], [18, 301]),
  contraction("km,kn->mn", [24, 48], [24, 288]),
  contraction("km,kn->mn", [18, 37], [18, 301]),
  contraction("km,kn->mn", [20, 52], [20, 300]),
  contraction("bk,nk->bn", ["B", 24], [1200, 24]),
  contraction("bm,bn->mn", ["B", 48], ["B", 288]),
  contraction("zmk,zkn->zmn", [3, 20, 12], [3, 12, 140]),
  convolution("biyx,oikl->bomn", ["B", 6, 16, 16], [20, 6, 3, 3], 16),
  convolution("bomn,oikl->biyx", ["B", 6, 14, 14], [6, 20, 3, 3], 14),
  convolution("biyx,bomn->oikl", ["B", 24, 8, 8], ["B", 32, 8, 8], 8),
  ...low,
  ...phased,
  ...kernels,
  {
    of: "a bias and a leaky relu",
    build: (inputs) => {
      const h = ops.add(ops.contract("bi,oi->bo", inputs.input(["B", 13]), inputs.input([1021, 13])), ops.broadcast(inputs.input([1021]), ["B", 1021], [1]));
      return [ops.select(ops.greater(h, 0), h, ops.mul(h, 0.2))];
    },
  },
];

describe.each<AdapterName>(["any", "gpu", "swiftshader", "lavapipe"])("tiles for %s", (adapter) => {
  test.each(products)("$of", async ({ build }) => {
    const graph = withSwapsInMemory(compiled(build, 1, adapter));
    expect(wgslOf(graph.program)).toContain("var sum0a");
    await expectAgreement(graph, { batches: [5, 17] });
  });
});

describe("the largest tiles of lavapipe", () => {
  const { along, across, ...others } = tableFor("lavapipe");
  const whole = ({ tiles: [{ from: _, ...largest }, ...others], ...wanted }: Wanted): Wanted => ({ ...wanted, tiles: [largest, ...others] });
  const table: TileTable = { ...others, along: whole(along), across: whole(across) };
  test.each(products)("$of", async ({ build }) => expectAgreement(withSwapsInMemory(compiled(build, 1, table)), { batches: [5, 17] }));

  test("have 32 rows, of which each of eight lanes loads four", () => {
    const wgsl = products.filter((product) => !kernels.includes(product)).map(({ build }) => wgslOf(compiled(build, 1, table).program)).filter((text) => text.includes("sum31a"));
    expect(wgsl.length).toBeGreaterThanOrEqual(5);
    for (const text of wgsl) expect(text).toContain("subgroupShuffleXor(a, 7u)");
  });
});

/** The same without subgroups of eight lanes, which the test device doesn't have: what is swapped goes through the workgroup's memory. */
function withSwapsInMemory(graph: Compiled): Compiled {
  const { lanes = 0, shared, kernels, ...program } = graph.program;
  if (lanes <= 4) return graph;
  const swap = "var<workgroup> held: array<vec4f, 64>;\nfn swap(x: vec4f, lane: u32, distance: u32) -> vec4f {\n  workgroupBarrier();\n  held[lane] = x;\n  workgroupBarrier();\n  return held[lane ^ distance];\n}\n\n";
  const swapped = (wgsl: string): string => wgsl.replace(/let (\w+) = subgroupShuffleXor\((\w+), (\w+)\)/g, (_, name: string, value: string, distance: string) => {
    const isVector = new RegExp(`\\b${name}\\.[xyzw]`).test(wgsl);
    return `let ${name} = swap(vec4f(${value}), lane, ${distance})${isVector ? "" : ".x"}`;
  });
  return { ...graph, program: { ...program, lanes: 4, shared: shared + swap, kernels: kernels.map((kernel) => ({ ...kernel, wgsl: swapped(kernel.wgsl) })) } };
}

test("phases take turns in the columns of a tile that holds whole vectors of each", () => {
  const turns = phased.filter(({ build }) => /vec4f\(sum0a\.x, sum0b\.x/.test(wgslOf(compiled(build, 1, "lavapipe").program)));
  expect(turns.map(({ of }) => of)).toEqual(phased.slice(0, 4).map(({ of }) => of));
});

/** What a turn of the depth's loop loads of an operand: whole vectors, and elements of vectors. */
function loadsOf(product: Product, target: Target, letter: "a" | "b"): { readonly vectors: number; readonly elements: number } {
  const wgsl = wgslOf(compiled(product.build, 1, target).program);
  const [turn] = /for \(var r0[^]*?fma/.exec(wgsl.slice(wgsl.indexOf("var sum2a")))!;
  const loads = turn.match(new RegExp(`let ${letter}\\d* = \\w+\\[.*\\][^\\]]*;`, "g"))!;
  const [vectors, elements] = [/_4\w*\[.*\];/, /_4\w*\[.*\]\.[xyzw];/].map((pattern) => loads.filter((load) => pattern.test(load)).length);
  expect(vectors + elements).toBe(loads.length);
  return { vectors, elements };
}

test("three rows come in one vector, or each by itself where an adapter loads a vector's elements one by one", () => {
  expect(loadsOf(toThreeChannels, "any", "a")).toEqual({ vectors: 3, elements: 0 });
  const { deals, ...alone } = tableFor("swiftshader");
  expect(deals).toBe(true);
  expect(loadsOf(toThreeChannels, alone, "a")).toEqual({ vectors: 0, elements: 9 });
});

test("what the lanes of a quad load alike, one of them loads for all", () => {
  expect(loadsOf(toThreeChannels, "lavapipe", "a")).toEqual({ vectors: 1, elements: 0 });
  expect(loadsOf(toThreeChannels, "swiftshader", "a")).toEqual({ vectors: 0, elements: 3 });
  for (const adapter of ["swiftshader", "lavapipe"] as const) {
    const dealt = low.filter(({ build }) => wgslOf(compiled(build, 1, adapter).program).includes("quadBroadcast"));
    expect(dealt.map(({ of }) => of), adapter).toEqual(low.map(({ of }) => of));
  }
});

test("of a window's first and last neighbours one element is loaded", () => {
  for (const adapter of ["any", "swiftshader", "lavapipe"] as const) expect(loadsOf(toThreeChannels, adapter, "b").elements, adapter).toBe(2);
});

test("lanes have whole lines of a kernel", () => {
  const rowsOf = (adapter: AdapterName): number[] => kernels.map(({ build }) => [...wgslOf(compiled(build, 1, adapter).program).matchAll(/var sum\d+a = /g)].length);
  expect(rowsOf("lavapipe")).toEqual([24, 24, 32, 40, 12, 12]);
  expect(rowsOf("swiftshader")).toEqual([36, 12, 32, 20, 12, 12]);
});

test("software adapters share the rows in quads, and nobody else asks for an extension", () => {
  const wgslFor = (adapter: AdapterName): string => [products[0], toThreeChannels].map(({ build }) => wgslOf(compiled(build, 1, adapter).program)).join("\n");
  expect(wgslFor("swiftshader")).toContain("enable subgroups;");
  expect(wgslFor("lavapipe")).toContain("quadSwapDiagonal(");
  expect(wgslFor("any") + wgslFor("gpu")).not.toMatch(/enable|quadSwap|subgroup/);
});

test("a GPU's workgroups bring what they share into their own memory, also for convolutions and where tiles are few", async () => {
  const staged = products.filter(({ build }) => wgslOf(compiled(build, 1, "gpu").program).includes("var<workgroup> staged"));
  // Four rows leave a workgroup more columns than there is memory for, and three are no vector.
  expect(products.filter((product) => !staged.includes(product))).toEqual([...low, phased[3], kernels[5]]);
});

test.each(["reflect", "replicate"] as const)("a picture that is extended (%s) is laid out for its product by one kernel, that reads an element once", async (mode) => {
  const ties = ["ymk", "xnl"].map(([wide, narrow, window]): ops.LetterTie => ({ letters: { wide, narrow, window }, extents: { wide: 20, narrow: 18, window: 3 }, stride: 1, dilation: 1, pad: 0 }));
  const build = (inputs: Inputs): readonly Node[] => {
    const x = inputs.input(["B", 6, 16, 16], between);
    return [ops.conv("biyx,oikl->bomn", [2, 3].reduce((picture, axis) => ops.extend(picture, axis, 2, mode), x), inputs.input([20, 6, 3, 3], between), ties)];
  };
  for (const adapter of ["any", "swiftshader"] as const) {
    const graph = withSwapsInMemory(compiled(build, 1, adapter));
    const [layout] = graph.program.kernels.filter(({ wgsl }) => /abs\(|clamp\(/.test(wgsl));
    expect(graph.program.kernels.filter(({ wgsl }) => wgsl.includes("sum0a")), adapter).toHaveLength(1);
    expect(layout.wgsl).not.toContain("sum0a");
    expect(layout.wgsl.match(/= x0\[/g), adapter).toHaveLength(1);
    await expectAgreement(graph, { batches: [5, 17] });
  }
});

test("a table that is being measured stands in for an adapter", async () => {
  const wanted = { tiles: [{ rows: 8, columns: 8, share: 4 as const }, { rows: 8, columns: 4, share: 1 as const }], steps: 2 as const };
  const table: TileTable = { along: { ...wanted, steps: 4 }, window: wanted, across: wanted };
  const graph = compiled(products[1].build, 1, table);
  expect(wgslOf(graph.program)).toMatch(/var sum7b(?![\s\S]*sum8a)/);
  await expectAgreement(graph);
});

test.each([[3904, 7808], [4000, 9001], [64, 64 * 65], [1000, 2000, 500], [64, 64, 64, 70_000]])("kernels that take turns in a launch do all of their work: %j", async (...sizes) => {
  const graph = compiled((inputs) => sizes.map((size, i) => ops.mul(inputs.input([size]), 2 + i)), 1, "lavapipe");
  expect(wgslOf(graph.program)).toContain("order < left0");
  await expectAgreement(graph);
});
