/** The text form of a graph, to the letter, and what the verifier finds. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { type Graph, mapRoots } from "../../compiler/ir/graph.js";
import { type Node, type Origin, interning, make, withOrigin } from "../../compiler/ir/node.js";
import { IrError } from "../../compiler/ir/op.js";
import { printGraph } from "../../compiler/ir/print.js";
import type { DType, Shape } from "../../compiler/ir/type.js";
import { verify } from "../../compiler/ir/verify.js";
import * as ops from "../../compiler/ops/index.js";

const at = (line: number, column: number, text: string): Origin => ({ file: "tiny.gan", line, column, text });
const f32 = (...shape: Shape): { dtype: DType; shape: Shape } => ({ dtype: "f32", shape });

/** x · wᵀ + bias through a leaky relu, its mean as a loss, one step of gradient descent. */
function step(): Graph {
  const [w, bias] = [ops.slot("D.linear1.weight", f32(4, 2)), ops.slot("D.linear1.bias", f32(4))];
  const x = ops.data("x", f32("B", 2));
  const h = withOrigin(at(5, 35, "linear(4)"), () => ops.add(ops.contract("bi,oi->bo", x, w), ops.broadcast(bias, ["B", 4], [1])));
  const y = withOrigin(at(5, 48, "leaky_relu(0.2)"), () => ops.select(ops.greater(h, 0), h, ops.mul(h, 0.2)));
  const loss = withOrigin(at(8, 10, "mean(D(x))"), () => ops.div(ops.sum(y, [0, 1]), ops.mul(ops.batchSize(), 4)));
  const [slope] = gradient(loss, [bias]);
  return { name: "step D", assignments: [{ slot: bias, value: ops.sub(bias, ops.mul(slope!, 0.1)) }], outputs: [{ name: "loss.D", value: loss }] };
}

describe("a graph in print", () => {
  test("has a line a node: operation, type, and the place that asked for it", () => {
    expect(printGraph(interning(step))).toBe(`step D
  %0  = slot D.linear1.weight       f32[4, 2]
  %1  = slot D.linear1.bias         f32[4]
  %2  = data x                      f32[B, 2]
  %3  = contract "bi,oi->bo" %2 %0  f32[B, 4]   5:35 linear(4)
  %4  = broadcast %1 axes=[1]       f32[B, 4]   5:35
  %5  = add %3 %4                   f32[B, 4]   5:35
  %6  = constant 0                  f32[B, 4]   5:48 leaky_relu(0.2)
  %7  = greater %5 %6               bool[B, 4]  5:48
  %8  = constant 0.2                f32[B, 4]   5:48
  %9  = mul %5 %8                   f32[B, 4]   5:48
  %10 = select %7 %5 %9             f32[B, 4]   5:48
  %11 = sum %10 axes=[0, 1]         f32         8:10 mean(D(x))
  %12 = batch_size                  f32         8:10
  %13 = constant 4                  f32         8:10
  %14 = mul %12 %13                 f32         8:10
  %15 = div %11 %14                 f32         8:10
  %16 = constant 1                  f32
  %17 = div %16 %14                 f32         ∂ 8:10 mean(D(x))
  %18 = broadcast %17 axes=[]       f32[B, 4]   ∂ 8:10
  %19 = select %7 %18 %6            f32[B, 4]   ∂ 5:48 leaky_relu(0.2)
  %20 = select %7 %6 %18            f32[B, 4]   ∂ 5:48
  %21 = mul %20 %8                  f32[B, 4]   ∂ 5:48
  %22 = add %19 %21                 f32[B, 4]   ∂ 5:48
  %23 = sum %22 axes=[0]            f32[4]      ∂ 5:35 linear(4)
  %24 = constant 0.1                f32[4]
  %25 = mul %23 %24                 f32[4]
  %26 = sub %1 %25                  f32[4]
  D.linear1.bias := %26
  loss.D = %15
`);
  });

  test("is the same for the same graph, whatever was built beside it", () => {
    const alone = printGraph(interning(step));
    const beside = interning(() => {
      ops.exp(ops.slot("other", f32(7)));
      const graph = step();
      ops.neg(graph.outputs[0].value);
      return printGraph(graph);
    });
    expect(beside).toBe(alone);
  });

  test("shows every attribute that tells two operations apart", () => {
    const text = interning(() => {
      const x = ops.data("x", f32("B", 6));
      const scalar = (value: number): Node => ops.constant(value, { dtype: "i32", shape: [] });
      const values = {
        moved: ops.slice(ops.pad(ops.reverse(x, [1]), [0, 1], [0, 2]), [0, 1], ["B", 8], [1, 2]),
        largest: ops.reduceMax(ops.permute(ops.reshape(x, ["B", 2, 3]), [2, 0, 1]), [0, 2]),
        drawn: ops.random({ distribution: "normal", stream: "noise z", shape: ["B", 2] }, scalar(3), scalar(-4)),
        places: ops.cast(ops.iota([2, 3], 1), "f32"),
        yes: ops.constant(1, { dtype: "bool", shape: [] }),
      };
      return printGraph({ name: "sample", assignments: [], outputs: Object.entries(values).map(([name, value]) => ({ name, value })) });
    });
    expect(text).toBe(`sample
  %0  = data x                                               f32[B, 6]
  %1  = reverse %0 axes=[1]                                  f32[B, 6]
  %2  = pad %1 low=[0, 1] high=[0, 2] interior=[0, 0]        f32[B, 9]
  %3  = slice %2 start=[0, 1] end=["B", 8] step=[1, 2]       f32[B, 4]
  %4  = reshape %0                                           f32[B, 2, 3]
  %5  = permute %4 axes=[2, 0, 1]                            f32[3, B, 2]
  %6  = max %5 axes=[0, 2]                                   f32[B]
  %7  = constant 3                                           i32
  %8  = constant -4                                          i32
  %9  = random %7 %8 distribution="normal" stream="noise z"  f32[B, 2]
  %10 = iota axis=1                                          i32[2, 3]
  %11 = cast %10                                             f32[2, 3]
  %12 = constant 1                                           bool
  moved = %3
  largest = %6
  drawn = %9
  places = %11
  yes = %12
`);
  });

  test("of nothing is its name", () => {
    expect(printGraph({ name: "tick", assignments: [], outputs: [] })).toBe("tick\n");
  });
});

describe("nodes", () => {
  test("are one where they are the same operation on the same inputs, and the first to ask names them", () => {
    interning(() => {
      const x = ops.slot("x", f32(3));
      const whole = ops.constant(3, { dtype: "i32", shape: [] });
      const first = withOrigin(at(1, 1, "exp"), () => ops.exp(x));
      expect(withOrigin(at(2, 2, "exp"), () => ops.exp(x))).toBe(first);
      expect(first.origin).toEqual(at(1, 1, "exp"));
      expect(ops.sum(x, [0])).not.toBe(ops.reduceMax(x, [0]));
      expect(ops.constant(0, f32())).not.toBe(ops.constant(-0, f32()));
      expect(ops.random({ distribution: "normal", stream: "z", shape: [2] }, whole, whole)).toBe(ops.random({ shape: [2], stream: "z", distribution: "normal" }, whole, whole));
      expect(ops.slot("y", f32(3))).not.toBe(ops.data("y", f32(3)));
    });
  });

  test("of one scope start at 0 and are not those of another", () => {
    const [a, b] = [interning(() => ops.slot("x", f32(3))), interning(() => ops.slot("x", f32(3)))];
    expect([a.id, b.id]).toEqual([0, 0]);
    expect(a).not.toBe(b);
  });

  test("keep an origin for as long as it is set, also when building fails", () => {
    interning(() => {
      const x = ops.slot("x", f32(3));
      expect(() => withOrigin(at(1, 1, "add"), () => ops.add(x, ops.slot("y", f32(4))))).toThrow(IrError);
      expect(ops.exp(x).origin).toBeUndefined();
    });
  });
});

describe("type rules refuse what does not fit", () => {
  const x = (): Node => ops.data("x", f32("B", 3));
  const whole = (): Node => ops.slot("n", { dtype: "i32", shape: ["B", 3] });

  test.each<readonly [string, () => Node]>([
    ["add of two shapes", () => ops.add(x(), ops.slot("w", f32(3)))],
    ["add of two dtypes", () => ops.add(x(), whole())],
    ["quotient of whole numbers", () => ops.div(whole(), whole())],
    ["remainder of whole numbers", () => ops.mod(whole(), 2)],
    ["power of whole numbers", () => ops.pow(whole(), 2)],
    ["sine of whole numbers", () => ops.sin(whole())],
    ["exp of booleans", () => ops.exp(ops.greater(x(), 0))],
    ["and of numbers", () => ops.and(x(), x())],
    ["select by numbers", () => ops.select(x(), x(), x())],
    ["numbers alone", () => ops.add(1, 2)],
    ["sum over an axis that isn't there", () => ops.sum(x(), [2])],
    ["sum of booleans", () => ops.sum(ops.greater(x(), 0), [1])],
    ["reshape to another size", () => ops.reshape(x(), ["B", 4])],
    ["reshape that loses the batch", () => ops.reshape(x(), [3])],
    ["permute by an axis twice", () => ops.permute(x(), [1, 1])],
    ["broadcast of 3 to 4", () => ops.broadcast(ops.slot("w", f32(3)), [4], [0])],
    ["broadcast along descending axes", () => ops.broadcast(x(), [3, "B"], [1, 0])],
    ["pad of the batch", () => ops.pad(x(), [1, 0], [0, 0])],
    ["pad by less than nothing", () => ops.pad(x(), [0, -1], [0, 0])],
    ["slice of the batch", () => ops.slice(x(), [1, 0], ["B", 3])],
    ["slice past the end", () => ops.slice(x(), [0, 0], ["B", 4])],
    ["slice of nothing", () => ops.slice(x(), [0, 2], ["B", 2])],
    ["contract by a wrong letter", () => ops.contract("bi,io->bx", x(), ops.slot("w", f32(3, 4)))],
    ["contract of extents that differ", () => ops.contract("bi,io->bo", x(), ops.slot("w", f32(4, 4)))],
    ["contract of too few axes", () => ops.contract("b,io->bo", x(), ops.slot("w", f32(3, 4)))],
    ["contract of whole numbers", () => ops.contract("bi,bi->b", whole(), whole())],
    ["contract by no spec", () => ops.contract("bi·io", x(), x())],
    ["random by a float", () => ops.random({ distribution: "uniform", stream: "z", shape: [2] }, ops.slot("s", f32()), ops.slot("d", f32()))],
  ])("%s", (_, build) => {
    interning(() => expect(build).toThrow(IrError));
  });
});

describe("the verifier", () => {
  const broken = (change: (graph: Graph) => Graph): (() => void) => () => interning(() => verify(change(step())));
  /** What no builder would make. */
  const forged = (node: Node, change: Partial<Node>): Node => ({ ...node, ...change });

  test("passes what the builders make", () => {
    expect(broken((graph) => graph)).not.toThrow();
  });

  test("finds a type that is not what the operation gives", () => {
    expect(broken((graph) => mapRoots(graph, (root) => forged(root, { type: f32(9) })))).toThrow("step D: div %15 says f32[9] and is f32");
    expect(broken((graph) => mapRoots(graph, (root) => forged(root, { type: { dtype: "i32", shape: root.type.shape } })))).toThrow(/says i32/);
  });

  test("finds inputs that the operation refuses", () => {
    expect(broken((graph) => mapRoots(graph, (root) => forged(root, { inputs: [...root.inputs].reverse().map((input) => (input.type.shape.length === 1 ? ops.slot("odd", f32(3)) : input)) })))).toThrow(IrError);
  });

  test("finds a node before its inputs", () => {
    expect(broken((graph) => mapRoots(graph, (root) => forged(root, { id: 0 })))).toThrow(/uses what is made after it/);
  });

  test("finds axes without an extent", () => {
    for (const extent of [0, -1, 1.5]) expect(() => interning(() => verify({ name: "g", assignments: [], outputs: [{ name: "x", value: ops.slot("x", f32(extent)) }] }))).toThrow(/has the shape/);
  });

  test("finds assignments to what is no slot, twice, and of another type", () => {
    const assigning = (pick: (slot: Node, value: Node) => Graph["assignments"]): (() => void) => broken((graph) => ({ ...graph, assignments: pick(graph.assignments[0].slot, graph.assignments[0].value) }));
    expect(assigning((_, value) => [{ slot: value, value }])).toThrow(/is assigned, and is no slot/);
    expect(assigning((slot, value) => [{ slot, value }, { slot, value }])).toThrow(/assigns D\.linear1\.bias twice/);
    expect(assigning((slot, value) => [{ slot, value: ops.reshape(value, [2, 2]) }])).toThrow(/is f32\[2, 2\] and goes into D\.linear1\.bias, which is f32\[4\]/);
    expect(assigning(() => [{ slot: ops.data("x", f32("B", 2)), value: ops.data("x", f32("B", 2)) }])).toThrow(/is no slot/);
  });

  test("looks everywhere, not at roots alone", () => {
    interning(() => {
      const inner = forged(ops.exp(ops.slot("x", f32(3))), { type: f32(4) });
      const outer = make(ops.neg.op, [inner]);
      expect(() => verify({ name: "g", assignments: [], outputs: [{ name: "y", value: outer }] })).toThrow(/exp %\d+ says f32\[4\] and is f32\[3\]/);
    });
  });
});
