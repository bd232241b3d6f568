/** The reverse sweep: what it reaches, what it adds up, and that its results can be differentiated again, to any order. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { type Memory, evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning, reachable, withOrigin } from "../../compiler/ir/node.js";
import { IrError } from "../../compiler/ir/op.js";
import { verify } from "../../compiler/ir/verify.js";
import * as ops from "../../compiler/ops/index.js";
import { simplify } from "../../compiler/simplify/simplify.js";
import { generator } from "../ir/random-graph.js";
import { Inputs, memoryOf, moved } from "../ops/inputs.js";

const scalar = (name: string): Node => ops.slot(name, { dtype: "f32", shape: [] });
const vector = (name: string, size: number): Node => ops.slot(name, { dtype: "f32", shape: [size] });
const all = (value: Node): Node => ops.sum(value, value.type.shape.map((_, axis) => axis));

function memory(slots: { readonly [name: string]: readonly number[] }): Memory {
  return { slots: new Map(Object.entries(slots).map(([name, values]) => [name, { shape: [values.length], data: Float64Array.from(values) }])), data: new Map() };
}

const valuesOf = (nodes: readonly (Node | undefined)[], given: Memory, batch = 1): number[][] => evaluate(nodes.map((node) => node!), given, batch).map(({ data }) => Array.from(data, (value) => value + 0));

describe("the sweep", () => {
  test("follows a chain", () => {
    interning(() => {
      const x = scalar("x");
      const [found] = gradient(ops.exp(ops.sin(ops.mul(x, 3))), [x]);
      expect(valuesOf([found], memory({ x: [0.7] }))[0][0]).toBeCloseTo(3 * Math.cos(2.1) * Math.exp(Math.sin(2.1)), 12);
    });
  });

  test("adds up what comes along several ways", () => {
    interning(() => {
      const x = scalar("x");
      const shared = ops.mul(x, x);
      // y = s·s + s, s = x²: y' = (2s + 1)·2x.
      const [found] = gradient(ops.add(ops.mul(shared, shared), shared), [x]);
      expect(valuesOf([found], memory({ x: [1.5] }))[0][0]).toBeCloseTo((2 * 2.25 + 1) * 3, 12);
    });
  });

  test("visits a node once, however many ways lead to it", () => {
    interning(() => {
      const x = scalar("x");
      let y = x;
      for (let i = 0; i < 40; i++) y = ops.add(y, ops.mul(y, 0.5));
      const [found] = gradient(y, [x]);
      expect(reachable([found!]).length).toBeLessThan(200);
      expect(valuesOf([found], memory({ x: [1] }))[0][0] / 1.5 ** 40).toBeCloseTo(1, 12);
    });
  });

  test("stops at no target: one in the middle, one upstream of it", () => {
    interning(() => {
      const x = scalar("x");
      const middle = ops.sin(x);
      const y = ops.add(ops.mul(middle, middle), ops.mul(x, 5));
      const [ofMiddle, ofX] = gradient(y, [middle, x]);
      const [[m], [u]] = valuesOf([ofMiddle, ofX], memory({ x: [0.4] }));
      expect(m).toBeCloseTo(2 * Math.sin(0.4), 12);
      // All ways to x, the one through the other target included.
      expect(u).toBeCloseTo(2 * Math.sin(0.4) * Math.cos(0.4) + 5, 12);
    });
  });

  test("of the scalar itself is 1", () => {
    interning(() => {
      const y = ops.exp(scalar("x"));
      expect(valuesOf(gradient(y, [y]), memory({ x: [2] }))).toEqual([[1]]);
    });
  });

  test("gives each target's gradient in the order asked, with its shape", () => {
    interning(() => {
      const [a, b] = [vector("a", 3), vector("b", 3)];
      const found = gradient(all(ops.mul(a, b)), [b, a]);
      expect(found.map((node) => node!.type)).toEqual([b.type, a.type]);
      expect(valuesOf(found, memory({ a: [1, 2, 3], b: [4, 5, 6] }))).toEqual([[1, 2, 3], [4, 5, 6]]);
    });
  });

  test("finds none where no derivative leads", () => {
    interning(() => {
      const [x, other] = [scalar("x"), scalar("other")];
      const whole = ops.cast(ops.cast(x, "i32"), "f32");
      expect(gradient(ops.exp(x), [other])).toEqual([undefined]);
      expect(gradient(ops.stop(ops.exp(x)), [x])).toEqual([undefined]);
      expect(gradient(ops.floor(x), [x])).toEqual([undefined]);
      expect(gradient(ops.mul(whole, 2), [x])).toEqual([undefined]);
      expect(gradient(ops.select(ops.greater(x, 0), other, 1), [x, other]).map((found) => found === undefined)).toEqual([true, false]);
    });
  });

  test("takes a stopped value as a constant", () => {
    interning(() => {
      const x = scalar("x");
      expect(valuesOf(gradient(ops.mul(x, ops.stop(x)), [x]), memory({ x: [3] }))).toEqual([[3]]);
    });
  });

  test("builds nothing towards what nobody asked for", () => {
    interning(() => {
      const [x, w] = [vector("x", 4), ops.slot("w", { dtype: "f32", shape: [2, 4] })];
      const [found] = gradient(all(ops.tanh(ops.contract("i,oi->o", x, w))), [x]);
      expect(reachable([found!]).some((node) => node.op === ops.contract.op && node.type.shape.length === 2)).toBe(false);
    });
  });

  test("refuses what is no f32 scalar", () => {
    interning(() => {
      const x = vector("x", 2);
      expect(() => gradient(x, [x])).toThrow(IrError);
      expect(() => gradient(ops.cast(scalar("y"), "i32"), [x])).toThrow(IrError);
    });
  });

  test("says where each derivative comes from", () => {
    interning(() => {
      const x = scalar("x");
      const origin = { file: "t.gan", line: 3, column: 5, text: "tanh", path: "D.tanh1" };
      const y = withOrigin(origin, () => ops.tanh(x));
      const [found] = gradient(y, [x]);
      expect(found!.origin).toEqual({ ...origin, derivative: true });
    });
  });
});

describe("higher orders", () => {
  test.each([
    ["x^5 by pow", (x: Node) => ops.pow(x, 5)],
    ["x^5 by products", (x: Node) => [1, 2, 3, 4].reduce((power) => ops.mul(power, x), x)],
  ])("all derivatives of %s", (_, build) => {
    interning(() => {
      const x = scalar("x");
      const orders = [build(x)];
      for (let order = 1; order <= 6; order++) orders.push(gradient(orders[order - 1], [x])[0] ?? ops.constant(0, x.type));
      for (const at of [-1.5, 0, 2]) {
        const expected = [at ** 5, 5 * at ** 4, 20 * at ** 3, 60 * at ** 2, 120 * at, 120, 0];
        valuesOf(orders, memory({ x: [at] })).forEach(([value], order) => expect(value, `order ${order} at ${at}`).toBeCloseTo(expected[order], 9));
      }
    });
  });

  test("mixed derivatives do not depend on the order", () => {
    interning(() => {
      const [x, y] = [scalar("x"), scalar("y")];
      const z = ops.mul(ops.sin(ops.mul(x, y)), ops.exp(y));
      const [byX, byY] = gradient(z, [x, y]);
      const [[xy], [yx]] = valuesOf([gradient(byX!, [y])[0], gradient(byY!, [x])[0]], memory({ x: [0.3], y: [-0.8] }));
      expect(xy).toBeCloseTo(yx, 12);
      expect(xy).not.toBeCloseTo(0, 3);
    });
  });
});

interface Critic {
  readonly inputs: Inputs;
  readonly x: Node;
  readonly weights: readonly Node[];
  /** E[(‖∇ₓ D(x)‖ - 1)²], Gulrajani et al. 2017, eq. 3. */
  readonly penalty: Node;
}

/** A critic of two hidden layers, one smooth and one leaky, and its gradient penalty. */
function critic(seed: number, ranges: { readonly weights: readonly [number, number] }): Critic {
  const inputs = new Inputs(generator(seed));
  const sizes = [3, 7, 5, 1];
  const x = inputs.input(["B", sizes[0]]);
  const weights = sizes.slice(1).flatMap((size, layer) => [inputs.input([size, sizes[layer]], ranges.weights), inputs.input([size], ranges.weights)]);
  const linear = (h: Node, layer: number): Node => ops.add(ops.contract("bi,oi->bo", h, weights[2 * layer]), ops.broadcast(weights[2 * layer + 1], ["B", sizes[layer + 1]], [1]));
  const hidden = ops.tanh(linear(x, 0));
  const second = linear(hidden, 1);
  const validity = linear(ops.select(ops.greater(second, 0), second, ops.mul(second, 0.2)), 2);
  const [slope] = gradient(all(validity), [x]);
  const distance = ops.sub(ops.sqrt(ops.sum(ops.mul(slope!, slope!), [1])), 1);
  return { inputs, x, weights, penalty: ops.div(all(ops.mul(distance, distance)), ops.batchSize()) };
}

describe("a gradient penalty", () => {
  test.each([1, 3])("has the weights' gradients that differences give, batch %i", (batch) => {
    interning(() => {
      const { inputs, x, weights, penalty } = critic(batch, { weights: [-1, 1] });
      const given = memoryOf(inputs.sources, batch, inputs.random);
      const targets = [...weights, x];
      const gradients = gradient(penalty, targets);
      // The last layer's bias moves no slope, and that before the leaky layer moves it only by steps.
      expect(gradients.map((found) => found === undefined)).toEqual([false, false, false, true, false, true, false]);
      targets.forEach((target, i) => {
        if (!gradients[i]) return;
        const [{ data: values }] = evaluate([gradients[i]], given, batch);
        values.forEach((value, element) => {
          const direction = values.map((_, j) => Number(j === element));
          const [above, below] = [1e-5, -1e-5].map((by) => evaluate([penalty], moved(given, target, direction, by), batch)[0].data[0]);
          expect(Math.abs(value - (above - below) / 2e-5) / Math.max(1, Math.abs(value)), `${ops.sourceName(target)}[${element}]`).toBeLessThan(1e-6);
        });
      });
    });
  });

  test("survives the simplifier", () => {
    interning(() => {
      const { inputs, weights, penalty } = critic(5, { weights: [-1, 1] });
      const given = memoryOf(inputs.sources, 3, inputs.random);
      const outputs = gradient(penalty, weights).flatMap((value, i) => (value ? [{ name: `${i}`, value }] : []));
      const graph = { name: "penalty", assignments: [], outputs: [...outputs, { name: "penalty", value: penalty }] };
      const simple = simplify(graph);
      verify(simple);
      const [before, after] = [graph, simple].map(({ outputs: roots }) => valuesOf(roots.map(({ value }) => value), given, 3));
      before.forEach((values, i) => values.forEach((value, j) => expect(after[i][j]).toBeCloseTo(value, 10)));
    });
  });

  test("is a number where the slope is exactly zero, and so are its gradients", () => {
    interning(() => {
      const { inputs, x, weights, penalty } = critic(5, { weights: [0, 0] });
      const given = memoryOf(inputs.sources, 3, inputs.random);
      const found = [...gradient(penalty, weights), gradient(penalty, [x])[0]].filter((node) => node !== undefined);
      const simple = simplify({ name: "penalty", assignments: [], outputs: [penalty, ...found].map((value, i) => ({ name: `${i}`, value })) });
      for (const roots of [[penalty, ...found], simple.outputs.map(({ value }) => value)]) {
        const [loss, ...gradients] = valuesOf(roots, given, 3);
        expect(loss).toEqual([1]);
        gradients.flat().forEach((value) => expect(value).toBe(0));
      }
    });
  });
});
