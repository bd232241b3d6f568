import { expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { shapeProducts } from "../../compiler/fuse/products.js";
import { type Graph, rootsOf } from "../../compiler/ir/graph.js";
import { type Node, interning, reachable } from "../../compiler/ir/node.js";
import { verify } from "../../compiler/ir/verify.js";
import * as ops from "../../compiler/ops/index.js";
import { stackSiblings } from "../../compiler/stack/stack.js";
import { memoryFor } from "../simplify/random.js";

const batch = 4;
const window = 3;

interface Sizes {
  readonly channels: number;
  readonly features: number;
  readonly places: number;
}

const picture = (name: string, channels: number, size: number): Node => ops.data(name, { dtype: "f32", shape: ["B", channels, size, size] });
const ties = (places: number): ops.LetterTie[] => [["y", "m", "k"], ["x", "n", "l"]].map(([wide, narrow, seen]) => ({ letters: { wide, narrow, window: seen }, extents: { wide: places, narrow: places, window }, stride: 1, dilation: 1, pad: 1 }));
const kernel = ({ channels, features }: Sizes): Node => ops.slot("w", { dtype: "f32", shape: [features, channels, window, window] });
const forward = (x: Node, sizes: Sizes): Node => ops.conv("biyx,oikl->bomn", x, kernel(sizes), ties(sizes.places));
const gradient = (x: Node, g: Node, { places }: Sizes): Node => ops.conv("bomn,biyx->oikl", g, x, ties(places));

/** The graph of one value, before and after, with the same value. */
function shaped(build: () => Node): readonly [before: Node, after: Node] {
  return interning(() => {
    const graph: Graph = { name: "products", assignments: [], outputs: [{ name: "out", value: build() }] };
    const before = stackSiblings(graph, batch);
    const after = shapeProducts(before, batch);
    const values = [before, after].map(({ outputs }) => outputs[0].value) as [Node, Node];
    verify(after);
    if (values[0] === values[1]) return values;
    const sources = reachable(rootsOf(graph)).filter(({ op }) => op.lowering.kind === "source");
    const memory = memoryFor({ graph, slots: sources.filter(ops.isSlot), inputs: sources.filter((node) => !ops.isSlot(node)) }, batch, 1);
    const [expected, actual] = [graph, after].map((each) => runGraph(each, memory, batch).outputs.get("out")!.data);
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    expected.forEach((value, i) => expect(Math.abs(actual[i] - value) / scale).toBeLessThan(1e-11));
    return values;
  });
}

const small: Sizes = { channels: 2, features: 8, places: 16 };
const specs = (root: Node): unknown[] => reachable([root]).filter(({ attributes }) => "spec" in attributes).map(({ op, attributes }) => `${op.name} ${String(attributes.spec)}`);

test("a kernel's gradient, few elements of many places, is summed sample by sample first", () => {
  const [, after] = shaped(() => gradient(picture("x", 2, 16), picture("g", 8, 16), small));
  expect(after.op.name).toBe("sum");
  expect(specs(after)).toEqual(["conv bomn,biyx->boikl"]);
});

test("so are the gradients of two batches, which are one sum", () => {
  const [before, after] = shaped(() => {
    const [x, y] = ["x", "y"].map((name) => picture(name, 2, 16));
    const step = (v: Node): Node => gradient(v, ops.tanh(forward(v, small)), small);
    return ops.add(step(x), step(y));
  });
  expect(specs(before)).toContain("joined_conv bomn,biyx->oikl");
  expect(specs(after)).toContain("stacked_conv bomn,biyx->boikl");
});

test("a gradient of many elements, or of few places, stays one sum", () => {
  for (const sizes of [{ channels: 64, features: 64, places: 16 }, { channels: 2, features: 8, places: 8 }]) {
    const [before, after] = shaped(() => gradient(picture("x", sizes.channels, sizes.places), picture("g", sizes.features, sizes.places), sizes));
    expect(specs(after)).toEqual(specs(before));
  }
});

test("a kernel whose windows lie in the way is laid out with the product's rows last", () => {
  const [, after] = shaped(() => forward(picture("x", 2, 16), small));
  expect(specs(after)).toEqual(["conv biyx,iklo->bomn"]);
  const [, transposed] = shaped(() => ops.conv("bomn,oikl->biyx", picture("g", 8, 16), kernel({ ...small, channels: 4 }), ties(16)));
  expect(specs(transposed)).toEqual(["conv bomn,okli->biyx"]);
});

test("it stays as it is where four of its rows make no vector, or where few columns would read the copy", () => {
  for (const sizes of [{ ...small, features: 6 }, { ...small, places: 4 }]) {
    const [before, after] = shaped(() => forward(picture("x", sizes.channels, sizes.places), sizes));
    expect(specs(after)).toEqual(specs(before));
  }
});
