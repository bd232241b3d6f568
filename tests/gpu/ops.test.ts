/** Every operation's kernel against the reference: at random shapes, at the ends of float32, in every form that a kernel can take. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { type Memory, evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import * as ops from "../../compiler/ops/index.js";
import { generator } from "../ir/random-graph.js";
import { type Inputs, memoryOf } from "../ops/inputs.js";
import { points } from "../ops/points.js";
import { table, titleOf } from "../ops/table.js";
import { type Compiled, compiled, expectAgreement, found } from "./agreement.js";
import { compileGraph, wgslOf } from "./backend.js";

describe("every operation at random shapes", () => {
  test.each(table.map((entry) => [titleOf(entry), entry] as const))("%s", async (_, entry) => {
    // Four shapes at once: a pipeline costs more than what it computes.
    await expectAgreement(compiled((inputs) => [0, 1, 2, 3].map(() => entry.build(inputs)), 11));
  });
});

/** The derivative of a sum of elements, 0 where none leads to x. */
const derivativeOf = (value: Node, x: Node): Node => gradient(ops.sum(value, value.type.shape.map((_, axis) => axis)), [x])[0] ?? ops.constant(0, x.type);

const slots = (name: string, values: readonly number[]): Memory => ({ slots: new Map([[name, { shape: [values.length], data: Float64Array.from(values, Math.fround) }]]), data: new Map() });

const extremes = [200, 1e4, 88, 104, 30, 20, 9, 5, 3, 1, 0.5, 1e-3, 1e-6, 0].flatMap((value) => [value, -value]);

const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const bend = (x: number): number => logistic(x) * logistic(-x);
const logOnePlusExp = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** log(softmax) of two logits, x and 0, of which the first is kept; the softmax as the library writes it. */
function logOfSoftmax(x: Node): Node {
  const size = Number(x.type.shape[0]);
  const logits = ops.pad(ops.reshape(x, [size, 1]), [0, 0], [0, 1]);
  const along = (node: Node): Node => ops.broadcast(node, [size, 2], [0]);
  const exponential = ops.exp(ops.sub(logits, along(ops.stop(ops.reduceMax(logits, [1])))));
  const logarithm = ops.log(ops.div(exponential, along(ops.sum(exponential, [1]))));
  return ops.reshape(ops.slice(logarithm, [0, 0], [size, 1]), [size]);
}

/** Of 1 - sigmoid(x) and sigmoid(x) side by side, the second. */
function logOfConcat(x: Node): Node {
  const size = Number(x.type.shape[0]);
  const p = ops.sigmoid(ops.reshape(x, [size, 1]));
  const both = ops.add(ops.pad(ops.sub(1, p), [0, 0], [0, 1]), ops.pad(p, [0, 1], [0, 0]));
  return ops.reshape(ops.slice(ops.log(both), [0, 1], [size, 2]), [size]);
}

interface Extreme {
  readonly of: string;
  build(x: Node): Node;
  /** The value and the first two derivatives. */
  readonly truth: readonly [value: (x: number) => number, first: (x: number) => number, second: (x: number) => number];
  /** How far the value may be off where it is small; as good as float32's smallest if left out. */
  readonly absolute?: number;
}

const saturating: readonly Extreme[] = [
  { of: "softplus", build: ops.softplus, truth: [logOnePlusExp, logistic, bend] },
  { of: "sigmoid", build: ops.sigmoid, truth: [logistic, bend, (x) => bend(x) * (1 - 2 * logistic(x))] },
  { of: "tanh", build: ops.tanh, truth: [Math.tanh, (x) => 4 * bend(2 * x), (x) => -8 * Math.tanh(x) * bend(2 * x)] },
  { of: "log(sigmoid(x))", build: (x) => ops.log(ops.sigmoid(x)), truth: [(x) => -logOnePlusExp(-x), (x) => logistic(-x), (x) => -bend(x)] },
  { of: "log(1 - sigmoid(x))", build: (x) => ops.log(ops.sub(1, ops.sigmoid(x))), truth: [(x) => -logOnePlusExp(x), (x) => -logistic(x), (x) => -bend(x)] },
  { of: "log(p · (1 - p))", build: (x) => ((p) => ops.log(ops.mul(p, ops.sub(1, p))))(ops.sigmoid(x)), truth: [(x) => -logOnePlusExp(x) - logOnePlusExp(-x), (x) => logistic(-x) - logistic(x), (x) => -2 * bend(x)] },
  { of: "log(p / (1 - p))", build: (x) => ((p) => ops.log(ops.div(p, ops.sub(1, p))))(ops.sigmoid(x)), truth: [(x) => x, () => 1, () => 0], absolute: 2e-7 },
  { of: "log(0.5 · p²)", build: (x) => ((p) => ops.log(ops.mul(0.5, ops.pow(p, 2))))(ops.sigmoid(x)), truth: [(x) => Math.log(0.5) - 2 * logOnePlusExp(-x), (x) => 2 * logistic(-x), (x) => -2 * bend(x)] },
  { of: "log(concat(1 - p, p))", build: logOfConcat, truth: [(x) => -logOnePlusExp(-x), (x) => logistic(-x), (x) => -bend(x)] },
  { of: "log(1 + exp(x))", build: (x) => ops.log(ops.add(1, ops.exp(x))), truth: [logOnePlusExp, logistic, bend] },
  { of: "log(exp(x))", build: (x) => ops.log(ops.exp(x)), truth: [(x) => x, () => 1, () => 0] },
  { of: "log(softmax([x, 0]))", build: logOfSoftmax, truth: [(x) => -logOnePlusExp(-x), (x) => logistic(-x), (x) => -bend(x)], absolute: 2e-7 },
];

describe("at ±200, ±1e4 and between", () => {
  test.each(saturating)("$of, its gradient and its second gradient", async ({ build, truth, absolute = 1e-37 }) => {
    const graph = compiled((inputs) => {
      const x = inputs.input([extremes.length]);
      const value = build(x);
      const first = derivativeOf(value, x);
      return [value, first, derivativeOf(first, x)];
    });
    (await found(graph, slots("x0", extremes), 1)).forEach(({ data }, order) =>
      extremes.forEach((x, i) => {
        const expected = truth[order](Math.fround(x));
        const error = Math.abs(data[i] - expected);
        // A derivative such as y (1 - y) is as good as 1 - y in float32.
        const tolerance = 3e-6 * Math.abs(expected) + (order === 0 ? absolute : 2e-7);
        if (!(error <= tolerance)) expect.soft(data[i], `derivative ${order} at ${x}`).toBe(expected);
      }),
    );
  });
});

test("logarithms and powers that are no number are none on the device either", async () => {
  const at = [-2, -1e-3, 0, 0.25, 4, Number.POSITIVE_INFINITY, Number.NaN];
  const graph = compiled((inputs) => {
    const x = inputs.input([at.length]);
    return [ops.log(x), ops.pow(x, 1.5), ops.pow(x, -0.5), ops.pow(x, 3), ops.pow(x, -2)];
  });
  const results = await found(graph, slots("x0", at), 1);
  [Math.log, (x: number) => x ** 1.5, (x: number) => x ** -0.5, (x: number) => x ** 3, (x: number) => x ** -2].forEach((truth, i) =>
    at.forEach((x, k) => {
      const [expected, value] = [truth(x), results[i].data[k]];
      if (Number.isFinite(expected)) expect(value / (expected || 1)).toBeCloseTo(expected === 0 ? 0 : 1, 5);
      else expect(value, `function ${i} at ${x}`).toBe(expected);
    }),
  );
});

test.each(points)("at points without a derivative, $of is as in PyTorch", async ({ at, build, first, second }) => {
  const graph = compiled((inputs) => {
    const x = inputs.input([at.length]);
    const once = derivativeOf(build(x), x);
    return [once, derivativeOf(once, x)];
  });
  const results = await found(graph, slots("x0", at), 1);
  [first, second].forEach((expected, order) => expected.forEach((value, i) => expect(results[order].data[i]).toBeCloseTo(value, 5)));
});

test("a gradient penalty where every slope is zero is a number, and so are its gradients", async () => {
  const graph = compiled((inputs) => {
    const x = inputs.input(["B", 3]);
    const [first, second] = [inputs.input([16, 3], [0, 0]), inputs.input([1, 16], [0, 0])];
    const validity = ops.contract("bi,oi->bo", ops.tanh(ops.contract("bi,oi->bo", x, first)), second);
    const slope = derivativeOf(validity, x);
    const distance = ops.sub(ops.sqrt(ops.sum(ops.mul(slope, slope), [1])), 1);
    const penalty = ops.div(ops.sum(ops.mul(distance, distance), [0]), ops.batchSize());
    return [penalty, ...[x, first, second].map((node) => derivativeOf(penalty, node))];
  });
  for (const batch of [1, 3]) {
    const [penalty, ...gradients] = await found(graph, memoryOf(graph.sources, batch, generator(1)), batch);
    expect(penalty.data[0]).toBe(1);
    gradients.forEach(({ data }) => data.forEach((value) => expect(Math.abs(value)).toBe(0)));
  }
});

describe("draws", () => {
  const request = (distribution: "uniform" | "normal", shape: readonly ("B" | number)[], stream = "z") => ({ distribution, stream, shape });
  const scalar = (name: string): Node => ops.slot(name, { dtype: "i32", shape: [] });

  async function drawn(shapes: readonly Parameters<typeof ops.random>[0][], seed: number, draw: number): Promise<{ actual: Tensor[]; expected: Tensor[] }> {
    const graph = interning((): Compiled => {
      const [seedSlot, drawSlot] = [scalar("seed"), scalar("draw")];
      const roots = shapes.map((shape) => ops.random(shape, seedSlot, drawSlot));
      const outputs = roots.map((value, i) => ({ name: `${i}`, value }));
      return { roots, sources: [], program: compileGraph({ name: "graph", assignments: [], outputs }, [seedSlot, drawSlot], []) };
    });
    const whole = (value: number): Tensor => ({ shape: [], data: Float64Array.of(value) });
    const memory = { slots: new Map([["seed", whole(seed)], ["draw", whole(draw)]]), data: new Map() };
    return { actual: await found(graph, memory, 3), expected: evaluate(graph.roots, memory, 3) };
  }

  test.each([[7, 0], [0, 1], [-1, 2147483647], [123456789, -5]])("uniform ones have the reference's bits, seed %i, draw %i", async (seed, draw) => {
    const { actual, expected } = await drawn([request("uniform", ["B", 1001]), request("uniform", [5, "B", 7]), request("uniform", [3], "other stream"), request("uniform", [])], seed, draw);
    actual.forEach(({ data }, i) => expect(data).toEqual(expected[i].data));
  });

  // float32 holds the logarithm of what is just below 1 to few digits.
  test("normal ones are near the reference's", async () => {
    const { actual, expected } = await drawn([request("normal", ["B", 5000]), request("normal", ["B", 3, 7], "other stream")], 7, 3);
    actual.forEach(({ data }, i) => data.forEach((value, j) => expect(Math.abs(value - expected[i].data[j])).toBeLessThan(3e-5)));
  });
});

describe("whole numbers and booleans", () => {
  test("in memory, in sums and largest values, and as results", async () => {
    const graph = interning((): Compiled => {
      const labels = ops.data("labels", { dtype: "i32", shape: ["B", 5] });
      const [count, flag] = [ops.slot("count", { dtype: "i32", shape: [5] }), ops.slot("flag", { dtype: "bool", shape: [5] })];
      const spread = ops.broadcast(count, ["B", 5], [1]);
      const roots = [
        ops.sum(labels, [1]),
        ops.sum(labels, [0, 1]),
        ops.reduceMax(labels, [0]),
        ops.reduceMax(ops.neg(labels), [0, 1]),
        ops.sum(spread, [0, 1]),
        ops.equal(labels, spread),
        ops.select(ops.broadcast(flag, ["B", 5], [1]), ops.add(labels, spread), -1),
        ops.not(flag),
        ops.pad(flag, [2], [1]),
        ops.cast(ops.reverse(labels, [1]), "f32"),
      ];
      const outputs = roots.map((value, i) => ({ name: `${i}`, value }));
      return { roots, sources: [], program: compileGraph({ name: "graph", assignments: [], outputs }, [count, flag], [labels]) };
    });
    for (const batch of [1, 3]) {
      const labels = Float64Array.from({ length: 5 * batch }, (_, i) => ((i * 7) % 11) - 5);
      const slots = new Map([["count", { shape: [5], data: Float64Array.of(2, -3, 0, 4, 1) }], ["flag", { shape: [5], data: Float64Array.of(1, 0, 0, 1, 1) }]]);
      const memory = { slots, data: new Map([["labels", { shape: [batch, 5], data: labels }]]) };
      const expected = evaluate(graph.roots, memory, batch);
      (await found(graph, memory, batch)).forEach((actual, i) => expect(actual, graph.roots[i].op.name).toEqual(expected[i]));
    }
  });
});

/** Without cancellation, so that an error is one of the kernel and not of float32. */
const positive = [0.1, 1] as const;

describe("reductions", () => {
  const few: readonly (readonly [string, (inputs: Inputs) => readonly Node[]])[] = [
    ["of everything", (inputs) => [ops.sum(inputs.input([1500], positive), [0])]],
    ["of three rows", (inputs) => [ops.sum(inputs.input([3, 1025], positive), [1])]],
    ["of three columns", (inputs) => [ops.sum(inputs.input([1025, 3], positive), [0])]],
    ["of each sample", (inputs) => [ops.sum(inputs.input(["B", 11, 101], positive), [1, 2])]],
    ["of the batch", (inputs) => [ops.sum(inputs.input(["B", 777], positive), [0, 1])]],
    ["the largest", (inputs) => [ops.reduceMax(inputs.input([2, 1500], [-3, -1]), [1])]],
    ["of products", (inputs) => [ops.contract("oi,i->o", inputs.input([5, 1031], positive), inputs.input([1031], positive))]],
    ["of several in one loop", (inputs) => {
      const x = inputs.input([4, 1111], positive);
      return [ops.sum(x, [1]), ops.sum(ops.mul(x, x), [1]), ops.reduceMax(ops.neg(x), [1])];
    }],
    ["with a prologue and an epilogue", (inputs) => {
      const x = inputs.input(["B", 1300], positive);
      const mean = ops.div(ops.sum(ops.exp(x), [0, 1]), ops.mul(ops.batchSize(), 1300));
      return [ops.sqrt(mean), ops.sub(x, ops.broadcast(mean, ["B", 1300], []))];
    }],
    ["of whole numbers", (inputs) => [ops.sum(ops.cast(inputs.input([2000], [-9, 9]), "i32"), [0])]],
    ["behind movements", (inputs) => [ops.sum(ops.pad(ops.slice(inputs.input([40, 50], positive), [1, 3], [39, 50], [1, 2]), [0, 1], [2, 0], [1, 0]), [0, 1])]],
  ];
  const many: readonly (readonly [string, (inputs: Inputs) => readonly Node[]])[] = [
    ["of columns", (inputs) => [ops.sum(inputs.input([50, 70], positive), [0])]],
    ["of 1024 long rows", (inputs) => [ops.sum(inputs.input([1024, 1024], positive), [1])]],
    ["of 16 rows of 1023", (inputs) => [ops.sum(inputs.input([16, 1023], positive), [1])]],
    ["of the batch, element by element", (inputs) => [ops.sum(inputs.input(["B", 70], positive), [0])]],
    ["of a middle axis", (inputs) => [ops.reduceMax(inputs.input(["B", 5, 33]), [1])]],
    ["of the outer axes", (inputs) => [ops.sum(inputs.input([7, "B", 9, 3], positive), [0, 2])]],
    ["softmax", (inputs) => {
      const x = inputs.input(["B", 21]);
      const along = (node: Node): Node => ops.broadcast(node, ["B", 21], [0]);
      const exponential = ops.exp(ops.sub(x, along(ops.reduceMax(x, [1]))));
      return [ops.div(exponential, along(ops.sum(exponential, [1])))];
    }],
    ["of a product that isn't tiled", (inputs) => [ops.contract("mk,kn->mn", inputs.input([3, 31], positive), inputs.input([31, 29], positive))]],
    ["of a reduction", (inputs) => [ops.sum(ops.sqrt(ops.sum(inputs.input(["B", 20, 30], positive), [2])), [0])]],
  ];

  test.each(few)("by a workgroup each: %s", async (_, build) => {
    const graph = compiled(build);
    expect(wgslOf(graph.program)).toContain("workgroupBarrier");
    await expectAgreement(graph, { batches: [1, 3, 5] });
  });

  test.each(many)("by an invocation each: %s", async (_, build) => {
    const graph = compiled(build);
    expect(wgslOf(graph.program)).not.toContain("workgroupBarrier");
    await expectAgreement(graph, { batches: [1, 3, 5] });
  });
});

describe("products", () => {
  type Product = readonly [title: string, build: (inputs: Inputs) => readonly Node[]];

  /** The product by a spec, of operands whose extents a text gives: "m13 n19 k7", with B for the batch. */
  const product = (spec: string, sizes: string): Product => [
    `${spec} of ${sizes}`,
    (inputs) => {
      const extent = new Map(sizes.split(" ").map((size) => [size[0], size.slice(1) === "B" ? ("B" as const) : Number(size.slice(1))]));
      const { a, b } = ops.parseSpec(spec);
      return [ops.contract(spec, ...([a, b].map((letters) => inputs.input([...letters].map((letter) => extent.get(letter)!), positive)) as [Node, Node]))];
    },
  ];

  const tiled: readonly Product[] = [
    ...["mk,kn->mn", "mk,nk->mn", "km,kn->mn", "km,nk->mn", "mk,kn->nm", "nk,km->nm"].flatMap((spec) => [product(spec, "m13 n19 k7"), product(spec, "m16 n32 k12"), product(spec, "m33 n67 k34")]),
    product("mk,kn->mn", "m4 n8 k4"),
    product("mk,kn->mn", "m5 n8 k4"),
    product("mk,nk->mn", "mB n65 k33"),
    product("bm,bn->mn", "bB m13 n20"),
    product("bm,bn->mn", "bB m16 n32"),
    product("zmk,zkn->zmn", "z3 m9 n11 k6"),
    product("zmk,znk->zmn", "zB m9 n12 k8"),
    product("mzk,zkn->mzn", "zB m6 n10 k5"),
    product("zkm,nzk->nmz", "z2 m6 n10 k5"),
    product("abk,kn->abn", "a3 b5 n9 k7"),
    product("abk,kn->nab", "aB b6 n9 k8"),
    product("abij,nji->abn", "aB b6 n9 i3 j5"),
    product("bk,ck->bc", "bB cB k40"),
    product("mk,kn->mn", "m3 n19 k9"),
    product("mk,kn->mn", "m13 n7 k9"),
  ];

  const dense = (inputs: Inputs, left: (inputs: Inputs) => Node, right: (inputs: Inputs) => Node): Node[] => [ops.contract("mk,kn->mn", left(inputs), right(inputs))];
  const right = (inputs: Inputs): Node => inputs.input([12, 24], positive);
  const left = (inputs: Inputs): Node => inputs.input([16, 12], positive);

  const moved: readonly Product[] = [
    ["slice, left", (inputs) => dense(inputs, () => ops.slice(inputs.input([20, 31], positive), [3, 2], [19, 26], [1, 2]), right)],
    ["slice, right", (inputs) => dense(inputs, left, () => ops.slice(inputs.input([25, 30], positive), [1, 5], [25, 29], [2, 1]))],
    ["pad, left", (inputs) => dense(inputs, () => ops.pad(inputs.input([7, 9], positive), [1, 2], [2, 1], [1, 0]), right)],
    ["pad, right", (inputs) => dense(inputs, left, () => ops.pad(inputs.input([12, 20], positive), [0, 3], [0, 1]))],
    ["pad in two directions, right", (inputs) => dense(inputs, left, () => ops.pad(inputs.input([5, 20], positive), [1, 3], [2, 1], [1, 0]))],
    ["reshape, left", (inputs) => dense(inputs, () => ops.reshape(inputs.input([4, 48], positive), [16, 12]), right)],
    ["reshape, right", (inputs) => dense(inputs, left, () => ops.reshape(inputs.input([36, 8], positive), [12, 24]))],
    ["permute of a reshape", (inputs) => dense(inputs, () => ops.reshape(ops.permute(inputs.input([4, 12, 4], positive), [2, 0, 1]), [16, 12]), right)],
    ["reverse", (inputs) => dense(inputs, () => ops.reverse(left(inputs), [1]), () => ops.reverse(right(inputs), [0, 1]))],
    ["elementwise, both sides", (inputs) => dense(inputs, () => ops.sqrt(left(inputs)), () => ops.exp(right(inputs)))],
    ["sources by the batch", (inputs) => [ops.contract("bmk,kn->bmn", ops.reshape(ops.slice(inputs.input(["B", 50], positive), [0, 1], ["B", 49]), ["B", 8, 6]), inputs.input([6, 9], positive))]],
  ];

  const finished: readonly Product[] = [
    ["bias and leaky relu", (inputs) => {
      const h = ops.add(ops.contract("bi,oi->bo", inputs.input(["B", 13]), inputs.input([21, 13])), ops.broadcast(inputs.input([21]), ["B", 21], [1]));
      return [ops.select(ops.greater(h, 0), h, ops.mul(h, 0.2))];
    }],
    ["the operand again", (inputs) => {
      const x = inputs.input([12, 12], positive);
      return [ops.add(ops.mul(ops.contract("mk,kn->mn", x, inputs.input([12, 12], positive)), x), ops.permute(x, [1, 0]))];
    }],
    ["of a value with itself", (inputs) => {
      const x = inputs.input([16, 8], positive);
      return [ops.contract("mk,nk->mn", x, x)];
    }],
    ["a reshape and a sum", (inputs) => {
      const h = ops.reshape(ops.contract("bi,oi->bo", inputs.input(["B", 8], positive), inputs.input([24, 8], positive)), ["B", 4, 6]);
      return [h, ops.sum(h, [1]), ops.tanh(ops.permute(h, [2, 0, 1]))];
    }],
  ];

  interface Picture {
    readonly result: "wide" | "narrow" | "window";
    readonly size: number;
    readonly window: number;
    readonly stride?: number;
    readonly pad?: number;
    readonly dilation?: number;
    readonly channels?: readonly [i: number, o: number, g?: number];
  }

  /** Convolutions that fill tiles: whole lines, lines in part, lines that no tile divides, phases of a stride, groups. */
  function convolved({ result, size, window, stride = 1, pad = 0, dilation = 1, channels: [i, o, g = 0] = [5, 9] }: Picture): Product {
    const narrow = ops.narrowExtent(size, window, { stride, dilation, pad });
    const ties = ["ymk", "xnl"].map(([wide, small, tap]): ops.LetterTie => ({ letters: { wide, narrow: small, window: tap }, extents: { wide: size, narrow, window }, stride, dilation, pad }));
    const group = g > 0 ? "g" : "";
    const tensors = { wide: `b${group}iyx`, narrow: `b${group}omn`, window: `${group}oikl` };
    const extents: { readonly [letter: string]: number | "B" } = { b: "B", g, i, o, y: size, x: size, m: narrow, n: narrow, k: window, l: window };
    const [a, b] = (["wide", "narrow", "window"] as const).filter((role) => role !== result).map((role) => tensors[role]);
    const title = `${result} of ${size}x${size}, window ${window}, stride ${stride}, pad ${pad}, dilation ${dilation}, channels ${i} to ${o}${g > 0 ? ` in ${g} groups` : ""}`;
    return [title, (inputs) => [ops.conv(`${a},${b}->${tensors[result]}`, inputs.input([...a].map((letter) => extents[letter]), positive), inputs.input([...b].map((letter) => extents[letter]), positive), ties)]];
  }

  const convolutions: readonly Product[] = (["narrow", "wide", "window"] as const).flatMap((result) => [
    convolved({ result, size: 8, window: 3, pad: 1 }),
    convolved({ result, size: 8, window: 4, stride: 2, pad: 1, channels: [8, 12] }),
    convolved({ result, size: 16, window: 4, stride: 2, pad: 1, channels: [4, 8] }),
    convolved({ result, size: 7, window: 3, pad: 1, channels: [4, 16] }),
    convolved({ result, size: 9, window: 3, stride: 2, pad: 1, channels: [3, 4] }),
    convolved({ result, size: 12, window: 5, stride: 2, pad: 2 }),
    convolved({ result, size: 10, window: 2, dilation: 3, pad: 2 }),
    convolved({ result, size: 6, window: 3, stride: 3, channels: [4, 4, 2] }),
    convolved({ result, size: 12, window: 4, stride: 2, pad: 1, channels: [3, 6] }),
  ]);

  test.each([...tiled, ...moved, ...finished, ...convolutions])("in tiles: %s", async (_, build) => {
    const graph = compiled(build);
    expect(wgslOf(graph.program)).toContain("vec4f");
    await expectAgreement(graph, { batches: [1, 3, 9] });
  });

  const skinny: readonly Product[] = [
    product("mk,kn->mn", "m2 n19 k9"),
    product("mk,kn->mn", "m7 n7 k9"),
    product("mk,kn->mn", "m13 n19 k3"),
    product("bi,oi->bo", "bB i33 o1"),
    product("bi,bi->b", "bB i33"),
    product("i,j->ij", "i9 j11"),
    product("ij,ij->", "i9 j11"),
    product("bij,ij->b", "bB i9 j5"),
  ];

  test.each(skinny)("in a plain loop: %s", async (_, build) => {
    const graph = compiled(build);
    expect(wgslOf(graph.program)).not.toContain("vec4f");
    await expectAgreement(graph, { batches: [1, 3, 9] });
  });
});
