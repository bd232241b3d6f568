/** Logarithms of probabilities: finite derivatives by the logit, and true ones by every value on the way to it. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import * as ops from "../../compiler/ops/index.js";
import { generator } from "../ir/random-graph.js";
import { memoryOf, moved } from "../ops/inputs.js";

const vector = (name: string): Node => ops.slot(name, { dtype: "f32", shape: [4] });
const all = (value: Node): Node => ops.sum(value, value.type.shape.map((_, axis) => axis));
const spread = (scalar: Node): Node => ops.broadcast(scalar, [4], []);

/** Each way to write it, in parts: the first from the logits, each other from the one before it; the logarithm is of the last. */
const written: readonly { readonly of: string; readonly parts: readonly ((x: Node) => Node)[] }[] = [
  { of: "log p", parts: [ops.sigmoid] },
  { of: "log of p in another shape", parts: [ops.sigmoid, (p) => ops.reshape(p, [2, 2]), (p) => ops.permute(p, [1, 0]), (p) => ops.broadcast(p, [2, 3, 2], [0, 2])] },
  { of: "log (1 - p)", parts: [ops.sigmoid, (p) => ops.sub(1, p)] },
  { of: "log (1 - p) of p in another shape", parts: [ops.sigmoid, (p) => ops.reshape(p, [4, 1]), (p) => ops.sub(1, p), (q) => ops.reshape(q, [4])] },
  { of: "log of an exponential", parts: [ops.exp] },
  { of: "log of a softmax", parts: [ops.exp, (e) => ops.div(e, spread(all(e)))] },
  { of: "log (1 + e^x)", parts: [ops.exp, (e) => ops.add(1, e)] },
  { of: "log (e^x + 1)", parts: [ops.exp, (e) => ops.add(e, 1)] },
];

describe.each(written)("$of", ({ parts }) => {
  /** The logits, the values between, and the logarithm's sum. */
  const build = (): { logits: Node; values: Node[]; scalar: Node } => {
    const logits = vector("x");
    const values: Node[] = [];
    for (const part of parts) values.push(part(values.at(-1) ?? logits));
    return { logits, values, scalar: all(ops.log(values.at(-1)!)) };
  };

  // What follows a value is a function of it alone: put a source in its place, and move that.
  test.each(parts.map((_part, i) => i))("by part %i of what is written", (place) => {
    interning(() => {
      const { logits, values, scalar } = build();
      const target = values[place];
      const random = generator(place + 1);
      const memory = memoryOf([{ node: logits, low: -2, high: 2 }], 1, random);
      const standIn = ops.slot("part", target.type);
      const after = parts.slice(place + 1).reduce((value, part) => part(value), standIn);
      const [value, found] = evaluate([target, gradient(scalar, [target])[0]!], memory, 1);
      const given = { ...memory, slots: new Map([...memory.slots, ["part", value]]) };
      value.data.forEach((_element, i) => {
        const direction = value.data.map((_other, j) => Number(i === j));
        const at = (by: number): number => evaluate([all(ops.log(after))], moved(given, standIn, direction, by), 1)[0].data[0];
        expect(found.data[i]).toBeCloseTo((at(1e-6) - at(-1e-6)) / 2e-6, 6);
      });
    });
  });

  test("by the logits, also where float64 has no more digits for the probability", () => {
    interning(() => {
      const { logits, scalar } = build();
      const memory = memoryOf([{ node: logits, low: -600, high: 600 }], 1, generator(7));
      const [first] = gradient(scalar, [logits]);
      const second = gradient(all(ops.sin(first!)), [logits])[0] ?? ops.constant(0, logits.type);
      evaluate([first!, second], memory, 1).forEach(({ data }) => expect(data.every(Number.isFinite), data.join(" ")).toBe(true));
    });
  });
});

test("by several values at once, one made from the other", () => {
  interning(() => {
    const x = vector("x");
    const p = ops.sigmoid(x);
    const [byP, byX] = evaluate(gradient(all(ops.log(p)), [p, x]).map((found) => found!), memoryOf([{ node: x, low: 0, high: 0 }], 1, generator(1)), 1);
    expect([...byP.data]).toEqual([2, 2, 2, 2]);
    expect([...byX.data]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

test("a derivative by the probability is differentiated by the weights before it", () => {
  interning(() => {
    const x = vector("x");
    const p = ops.sigmoid(x);
    const [inverse] = gradient(all(ops.log(p)), [p]);
    // d/dx Σ 1/p = -(1 - p) / p, which is -1 at 0.
    const [found] = evaluate([gradient(all(inverse!), [x])[0]!], memoryOf([{ node: x, low: 0, high: 0 }], 1, generator(1)), 1);
    expect([...found.data]).toEqual([-1, -1, -1, -1]);
  });
});
