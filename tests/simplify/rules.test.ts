/** Each rewrite rule alone: what it makes of what it is for, that the values stay, and what it leaves alone. */

import { expect, test } from "vitest";
import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { type Graph, rootsOf } from "../../compiler/ir/graph.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import { printGraph } from "../../compiler/ir/print.js";
import { verify } from "../../compiler/ir/verify.js";
import * as ops from "../../compiler/ops/index.js";
import { rules, simplify } from "../../compiler/simplify/simplify.js";
import { generator, randomGraph } from "../ir/random-graph.js";
import { Inputs, memoryOf } from "../ops/inputs.js";

type Build = (inputs: Inputs) => Node;

/** The one output of a graph on one line, from its printed form: operands in the place of their numbers, sources by name. */
function inline(graph: Graph): string {
  const texts = new Map<string, string>();
  for (const [, number, operation] of printGraph(graph).matchAll(/^ {2}(%\d+) += (.*?)(?: {2}.*)?$/gm)) {
    const text = operation.replace(/^(?:slot|data|constant) /, "").replace(/%\d+/g, (operand) => texts.get(operand)!);
    texts.set(number, /^[\w.-]+$/.test(text) ? text : `(${text})`);
  }
  const result = /^ {2}out = (%\d+)$/m.exec(printGraph(graph))![1];
  return texts.get(result)!.replace(/^\((.*)\)$/, "$1");
}

interface Applied {
  readonly before: string;
  readonly after: string;
}

/** One rule on one graph; the graph's type and values stay, at two batch sizes. */
function applied(rule: string, build: Build): Applied {
  return interning(() => {
    const inputs = new Inputs(generator(rule.length));
    const graph = { name: "rule", assignments: [], outputs: [{ name: "out", value: build(inputs) }] };
    const result = simplify(graph, rules.filter(({ name }) => name === rule));
    verify(result);
    const [from, to] = [graph.outputs[0].value, result.outputs[0].value];
    expect(to.type).toEqual(from.type);
    for (const batch of [1, 3]) {
      const memory = memoryOf(inputs.sources, batch, generator(batch));
      const [before, after] = evaluate([from, to], memory, batch);
      before.data.forEach((value, i) => expect(after.data[i]).toBeCloseTo(value, 10));
    }
    return { before: inline(graph), after: inline(result) };
  });
}

const row = (inputs: Inputs): Node => inputs.input([3]);
const matrix = (inputs: Inputs): Node => inputs.input(["B", 3]);
const positive = (inputs: Inputs): Node => inputs.input([3], [0.5, 2]);
const above = (x: Node): Node => ops.greater(x, 0.1);
const number = (value: number): Node => ops.constant(value, { dtype: "f32", shape: [3] });

/** The tie of one axis: a picture's x, the places m of a window, and its k. */
function tied(wide: number, window: number, { stride = 1 } = {}): ops.LetterTie {
  return { letters: { wide: "x", narrow: "m", window: "k" }, extents: { wide, narrow: ops.narrowExtent(wide, window, { stride, dilation: 1, pad: 0 }), window }, stride, dilation: 1, pad: 0 };
}
const written = (wide: number, narrow: number, window: number, stride: number, pad = 0, [large, small] = ["x", "m"]): string =>
  `wide="${large}" narrow="${small}" window="k" wide_extents=[${wide}] narrow_extents=[${narrow}] window_extents=[${window}] stride=[${stride}] dilation=[1] pad=[${pad}]`;
/** [B, 2, 5] with each element of the last axis twice. */
const twice = (inputs: Inputs): Node => ops.reshape(ops.broadcast(inputs.input(["B", 2, 5]), ["B", 2, 5, 2], [0, 1, 2]), ["B", 2, 10]);
/** The sum of each two neighbours of the last axis. */
const pairs = (x: Node): Node => ops.sum(ops.reshape(x, ["B", 2, 5, 2]), [3]);

const [ofRepeated, overRepeats, contractOfRepeated, contractOverRepeats] = ["conv", "contract"].flatMap((op) => [`${op} of a repeated picture → ${op} of the picture`, `Σ of ${op} over each repeat → ${op} to the small picture`]);
const inWindow = (wider: string): string => `reverse (add (slice ${wider} start=[0, 0, 0] end=[4, 2, 3] step=[1, 1, 1]) (slice ${wider} start=[0, 0, 1] end=[4, 2, 4] step=[1, 1, 1])) axes=[2]`;

/** Rule, what it is given, what it makes of it. */
const logOfKnown = "log(sigmoid(x)) → -softplus(-x), log(1 - sigmoid(x)) → -softplus(x), log(eˣ) → x, and of what is made of these by ·, /, ^, moving and picking";

const fires: readonly (readonly [rule: string, build: Build, becomes: string])[] = [
  ["f(constants) → constant", () => ops.add(number(2), number(3)), "5"],
  ["f(constants) → constant", () => ops.cast(ops.greater(number(2), 1), "f32"), "1"],
  ["f(constants) → constant", () => ops.cast(number(-2.7), "i32"), "-2"],
  ["f(constants) → constant", (inputs) => ops.mul(row(inputs), ops.exp(number(0))), "mul x0 1"],
  ["stop(x) → x", (inputs) => ops.stop(row(inputs)), "x0"],
  ["x + 0 → x", (inputs) => ops.add(row(inputs), 0), "x0"],
  ["x + 0 → x", (inputs) => ops.add(0, row(inputs)), "x0"],
  ["x - 0 → x, 0 - x → -x", (inputs) => ops.sub(row(inputs), 0), "x0"],
  ["x - 0 → x, 0 - x → -x", (inputs) => ops.sub(0, row(inputs)), "neg x0"],
  ["x · 1 → x, x · 0 → 0, x · -1 → -x", (inputs) => ops.mul(row(inputs), 1), "x0"],
  ["x · 1 → x, x · 0 → 0, x · -1 → -x", (inputs) => ops.mul(0, row(inputs)), "0"],
  ["x · 1 → x, x · 0 → 0, x · -1 → -x", (inputs) => ops.mul(-1, row(inputs)), "neg x0"],
  ["x / c → x · (1/c), 0 / x → 0", (inputs) => ops.div(row(inputs), 4), "mul x0 0.25"],
  ["x / c → x · (1/c), 0 / x → 0", (inputs) => ops.div(0, positive(inputs)), "0"],
  ["-(-x) → x, -(a - b) → b - a", (inputs) => ops.neg(ops.neg(row(inputs))), "x0"],
  ["-(-x) → x, -(a - b) → b - a", (inputs) => ops.neg(ops.sub(row(inputs), row(inputs))), "sub x1 x0"],
  ["-(-x) → x, -(a - b) → b - a", (inputs) => ops.neg(ops.mul(row(inputs), 3)), "mul x0 -3"],
  ["a + (-b) → a - b", (inputs) => ops.add(row(inputs), ops.neg(row(inputs))), "sub x0 x1"],
  ["a + (-b) → a - b", (inputs) => ops.add(ops.neg(row(inputs)), row(inputs)), "sub x1 x0"],
  ["a - (-b) → a + b", (inputs) => ops.sub(row(inputs), ops.neg(row(inputs))), "add x0 x1"],
  ["x + x → 2x", (inputs) => ((x) => ops.add(x, x))(row(inputs)), "mul x0 2"],
  ["(x · c) · d → x · (c · d)", (inputs) => ops.mul(2, ops.mul(row(inputs), 3)), "mul x0 6"],
  ["(-a) · b → -(a · b)", (inputs) => ops.mul(ops.neg(row(inputs)), row(inputs)), "neg (mul x0 x1)"],
  ["(-a) · b → -(a · b)", (inputs) => ops.mul(row(inputs), ops.neg(row(inputs))), "neg (mul x0 x1)"],
  ["(-a) / b → -(a / b)", (inputs) => ops.div(ops.neg(row(inputs)), positive(inputs)), "neg (div x0 x1)"],
  ["(a / y) · (y · z) → a · z", (inputs) => ((y) => ops.mul(ops.div(row(inputs), y), ops.mul(y, row(inputs))))(positive(inputs)), "mul x1 x2"],
  ["(a / y) · (y · z) → a · z", (inputs) => ((y) => ops.mul(ops.mul(row(inputs), y), ops.div(row(inputs), y)))(positive(inputs)), "mul x2 x1"],
  ["x^1 → x, x^2 → x · x", (inputs) => ops.pow(row(inputs), 1), "x0"],
  ["x^1 → x, x^2 → x · x", (inputs) => ops.pow(row(inputs), 2), "mul x0 x0"],
  ["if c then a else b → a, where c is known or a = b", (inputs) => ops.select(ops.constant(1, { dtype: "bool", shape: [3] }), row(inputs), row(inputs)), "x0"],
  ["if c then a else b → a, where c is known or a = b", (inputs) => ops.select(ops.constant(0, { dtype: "bool", shape: [3] }), row(inputs), row(inputs)), "x1"],
  ["if c then a else b → a, where c is known or a = b", (inputs) => ((x) => ops.select(above(row(inputs)), x, x))(row(inputs)), "x0"],
  ["(if c then a else 0) · k → if c then a · k else 0", (inputs) => ops.mul(ops.select(above(row(inputs)), row(inputs), 0), 3), "select (greater x0 0.1) (mul x1 3) (mul 0 3)"],
  ["(if c then a else 0) + (if c then 0 else b) → if c then a else b", (inputs) => ((c) => ops.add(ops.select(c, row(inputs), 0), ops.select(c, 0, row(inputs))))(above(row(inputs))), "select (greater x0 0.1) x1 x2"],
  ["(if c then a else 0) + (if c then 0 else b) → if c then a else b", (inputs) => ((c) => ops.add(ops.select(c, 0, row(inputs)), ops.select(c, row(inputs), 0)))(above(row(inputs))), "select (greater x0 0.1) x2 x1"],

  ["move(constant) → constant", () => ops.reshape(ops.constant(2, { dtype: "f32", shape: [6] }), [2, 3]), "2"],
  ["move(constant) → constant", () => ops.pad(ops.constant(0, { dtype: "f32", shape: [2] }), [1], [0]), "0"],
  ["reshape(reshape(x)) → reshape(x)", (inputs) => ops.reshape(ops.reshape(inputs.input([2, 6]), [12]), [3, 4]), "reshape x0"],
  ["reshape(reshape(x)) → reshape(x)", (inputs) => ops.reshape(ops.reshape(inputs.input([2, 6]), [12]), [2, 6]), "x0"],
  ["permute(permute(x)) → permute(x)", (inputs) => ops.permute(ops.permute(inputs.input(["B", 3, 4]), [1, 2, 0]), [0, 2, 1]), "permute x0 axes=[1, 0, 2]"],
  ["permute(permute(x)) → permute(x)", (inputs) => ops.permute(ops.permute(inputs.input(["B", 3, 4]), [1, 2, 0]), [2, 0, 1]), "x0"],
  ["reshape(a) + reshape(b) → reshape(a + b)", (inputs) => ops.add(ops.reshape(matrix(inputs), ["B", 1, 3]), ops.reshape(matrix(inputs), ["B", 1, 3])), "reshape (add x0 x1)"],
  ["permute that moves only axes of 1 → reshape", (inputs) => ops.permute(inputs.input(["B", 1, 3]), [1, 0, 2]), "reshape x0"],
  ["broadcast(broadcast(x)) → broadcast(x)", (inputs) => ops.broadcast(ops.broadcast(row(inputs), [3, 2], [0]), ["B", 3, 2], [1, 2]), "broadcast x0 axes=[1]"],
  ["broadcast of axes of 1 → broadcast without them", (inputs) => ops.broadcast(inputs.input([1, 3]), ["B", 3], [0, 1]), "broadcast (reshape x0) axes=[1]"],
  ["broadcast that only adds axes of 1 → reshape", (inputs) => ops.broadcast(matrix(inputs), ["B", 1, 3], [0, 2]), "reshape x0"],
  ["reshape(broadcast(x)) that only adds or drops axes of 1 → broadcast(x)", (inputs) => ops.reshape(ops.broadcast(row(inputs), ["B", 1, 3], [2]), ["B", 3, 1]), "broadcast x0 axes=[1]"],
  ["slice(pad(x)) of just x → x", (inputs) => ops.slice(ops.pad(inputs.input(["B", 4]), [0, 1], [0, 2], [0, 1]), [0, 1], ["B", 8], [1, 2]), "x0"],
  ["f(broadcast(a), broadcast(b), constants) → broadcast(f(a, b, constants))", (inputs) => ops.neg(ops.broadcast(row(inputs), ["B", 3], [1])), "broadcast (neg x0) axes=[1]"],
  ["f(broadcast(a), broadcast(b), constants) → broadcast(f(a, b, constants))", (inputs) => ops.add(ops.broadcast(row(inputs), ["B", 3], [1]), ops.broadcast(row(inputs), ["B", 3], [1])), "broadcast (add x0 x1) axes=[1]"],
  ["f(broadcast(a), broadcast(b), constants) → broadcast(f(a, b, constants))", (inputs) => ops.mul(ops.broadcast(row(inputs), ["B", 3], [1]), 2), "broadcast (mul x0 2) axes=[1]"],

  ["Σ over axes of 1 → reshape", (inputs) => ops.sum(inputs.input(["B", 1, 3]), [1]), "reshape x0"],
  ["max over axes of 1 → reshape", (inputs) => ops.reduceMax(inputs.input(["B", 1, 3]), [1]), "reshape x0"],
  ["Σ Σ x → Σ x", (inputs) => ops.sum(ops.sum(inputs.input(["B", 3, 4]), [1]), [1]), "sum x0 axes=[1, 2]"],
  ["Σ constant → constant · size", () => ops.sum(ops.constant(2, { dtype: "f32", shape: [5, 3] }), [0]), "mul 2 5"],
  ["Σ constant → constant · size", () => ops.sum(ops.constant(2, { dtype: "f32", shape: ["B", 3] }), [0, 1]), "mul (mul 2 3) batch_size"],
  ["Σ constant → constant · size", () => ops.sum(ops.constant(2, { dtype: "i32", shape: ["B"] }), [0]), "mul 2 (cast batch_size)"],
  ["Σ broadcast(x) → Σ x · size", (inputs) => ops.sum(ops.broadcast(row(inputs), ["B", 3], [1]), [0]), "mul x0 (broadcast batch_size axes=[])"],
  ["Σ broadcast(x) → Σ x · size", (inputs) => ops.sum(ops.broadcast(matrix(inputs), ["B", 4, 3], [0, 2]), [1, 2]), "mul (sum x0 axes=[1]) 4"],
  ["Σ broadcast(x) → Σ x · size", (inputs) => ops.sum(ops.broadcast(row(inputs), [4, 3, 5], [1]), [0]), "broadcast (mul x0 4) axes=[0]"],
  ["Σ permute(x) → Σ x, where the order left is the same", (inputs) => ops.sum(ops.permute(inputs.input(["B", 3, 4]), [2, 0, 1]), [0]), "sum x0 axes=[2]"],
  ["Σ x · c → c · Σ x", (inputs) => ops.sum(ops.mul(matrix(inputs), 3), [1]), "mul (sum x0 axes=[1]) 3"],
  ["Σ x · c → c · Σ x", (inputs) => ops.sum(ops.mul(3, matrix(inputs)), [1]), "mul (sum x0 axes=[1]) 3"],
  ["Σ -x → -Σ x", (inputs) => ops.sum(ops.neg(matrix(inputs)), [0]), "neg (sum x0 axes=[0])"],
  ["Σ x · broadcast(scalar) → scalar · Σ x", (inputs) => ops.sum(ops.mul(matrix(inputs), ops.broadcast(inputs.input([]), ["B", 3], [])), [1]), "mul (sum x0 axes=[1]) (broadcast x1 axes=[])"],
  ["contract(move(x), w) → contract(x, w)", (inputs) => ops.contract("ki,oi->ko", ops.permute(inputs.input([3, "B"]), [1, 0]), inputs.input([4, 3])), "contract \"ki,oi->ko\" x0 x1"],
  ["contract(move(x), w) → contract(x, w)", (inputs) => ops.contract("bi,oi->bo", ops.permute(inputs.input([3, 2]), [1, 0]), inputs.input([4, 3])), "contract \"ib,oi->bo\" x0 x1"],
  ["contract(move(x), w) → contract(x, w)", (inputs) => ops.contract("bi,oi->bo", ops.broadcast(inputs.input([3]), ["B", 3], [1]), inputs.input([4, 3])), "broadcast (contract \"i,oi->o\" x0 x1) axes=[1]"],
  ["contract(move(x), w) → contract(x, w)", (inputs) => ops.contract("bi,oi->bo", ops.broadcast(inputs.input(["B"]), ["B", 3], [0]), ops.broadcast(inputs.input([4]), [4, 3], [0])), "mul (contract \"b,o->bo\" x0 x1) 3"],
  ["contract(move(x), w) → contract(x, w)", (inputs) => ops.contract("bi,oi->bo", inputs.input(["B", 1]), inputs.input([4, 1])), "contract \"b,o->bo\" (reshape x0) (reshape x1)"],
  ["contract that sums nothing → product", (inputs) => ops.contract("i,j->ji", inputs.input([3]), inputs.input([4])), "mul (broadcast x0 axes=[1]) (broadcast x1 axes=[0])"],
  ["contract that sums nothing → product", (inputs) => ops.contract("bi,bi->ib", matrix(inputs), matrix(inputs)), "mul (permute x0 axes=[1, 0]) (permute x1 axes=[1, 0])"],
  ["contract(x · c, w) → c · contract(x, w)", (inputs) => ops.contract("bi,oi->bo", ops.mul(matrix(inputs), 3), inputs.input([4, 3])), "mul (contract \"bi,oi->bo\" x0 x1) 3"],
  ["contract(x · c, w) → c · contract(x, w)", (inputs) => ops.contract("bi,oi->bo", matrix(inputs), ops.mul(3, inputs.input([4, 3]))), "mul (contract \"bi,oi->bo\" x0 x1) 3"],
  ["conv(x · c, w) → c · conv(x, w)", (inputs) => ops.conv("bix,oik->bom", ops.mul(inputs.input(["B", 2, 5]), 3), inputs.input([4, 2, 2]), [tied(5, 2, { stride: 2 })]), `mul (conv "bix,oik->bom" x0 x1 ${written(5, 2, 2, 2)}) 3`],
  ["conv(-x, w) → -conv(x, w)", (inputs) => ops.conv("bix,oik->bom", inputs.input(["B", 2, 5]), ops.neg(inputs.input([4, 2, 2])), [tied(5, 2, { stride: 2 })]), `neg (conv "bix,oik->bom" x0 x1 ${written(5, 2, 2, 2)})`],
  ["conv whose window is one element, or sees all from one place → contract", (inputs) => ops.conv("bix,oik->bom", inputs.input(["B", 2, 5]), inputs.input([4, 2, 5]), [tied(5, 5)]), 'reshape (contract "bik,oik->bo" x0 x1)'],
  ["conv whose window is one element, or sees all from one place → contract", (inputs) => ops.conv("bim,iok->box", inputs.input(["B", 2, 1]), inputs.input([2, 4, 5]), [tied(5, 5)]), 'contract "bi,iok->bok" (reshape x0) x1'],
  ["conv whose window is one element, or sees all from one place → contract", (inputs) => ops.conv("bix,oik->bom", inputs.input(["B", 2, 5]), inputs.input([4, 2, 1]), [tied(5, 1)]), 'contract "bim,oi->bom" x0 (reshape x1)'],
  ["transposed conv to a part of a stride → slice of one to whole strides", (inputs) => ops.conv("bim,iok->box", inputs.input(["B", 2, 2]), inputs.input([2, 4, 2]), [tied(7, 2, { stride: 3 })]), `slice (conv "bim,iok->box" x0 x1 ${written(9, 2, 2, 3)}) start=[0, 0, 0] end=["B", 4, 7] step=[1, 1, 1]`],
  [ofRepeated, (inputs) => ops.conv("bix,oik->bom", twice(inputs), inputs.input([4, 2, 3]), [tied(10, 3)]), `conv "bix,oik->bom" x0 (add (pad (reverse x1 axes=[2]) low=[0, 0, 0] high=[0, 0, 1] interior=[0, 0, 0]) (pad (reverse x1 axes=[2]) low=[0, 0, 1] high=[0, 0, 0] interior=[0, 0, 0])) ${written(8, 5, 4, 2, 2, ["m", "x"])}`],
  [ofRepeated, (inputs) => ops.conv("bim,iok->box", twice(inputs), inputs.input([2, 4, 3]), [tied(12, 3)]), `conv "bim,iok->box" x0 (add (pad x1 low=[0, 0, 0] high=[0, 0, 1] interior=[0, 0, 0]) (pad x1 low=[0, 0, 1] high=[0, 0, 0] interior=[0, 0, 0])) ${written(12, 5, 4, 2)}`],
  [ofRepeated, (inputs) => ops.conv("bom,bix->oik", inputs.input(["B", 4, 8]), twice(inputs), [tied(10, 3)]), inWindow(`(conv "bom,bix->oik" x0 x1 ${written(8, 5, 4, 2, 2, ["m", "x"])})`)],
  [overRepeats, (inputs) => pairs(ops.conv("bom,oik->bix", inputs.input(["B", 4, 8]), inputs.input([4, 2, 3]), [tied(10, 3)])), `conv "bom,oik->bix" x0 (add (pad (reverse x1 axes=[2]) low=[0, 0, 0] high=[0, 0, 1] interior=[0, 0, 0]) (pad (reverse x1 axes=[2]) low=[0, 0, 1] high=[0, 0, 0] interior=[0, 0, 0])) ${written(8, 5, 4, 2, 2, ["m", "x"])}`],
  [contractOfRepeated, (inputs) => ops.contract("oi,bix->box", inputs.input([4, 2]), twice(inputs)), 'reshape (broadcast (contract "oi,bix->box" x0 x1) axes=[0, 1, 2])'],
  [contractOfRepeated, (inputs) => ops.contract("box,bix->oi", inputs.input(["B", 4, 10]), twice(inputs)), 'contract "box,bix->oi" (sum (reshape x0) axes=[3]) x1'],
  [contractOverRepeats, (inputs) => pairs(ops.contract("oi,box->bix", inputs.input([4, 2]), inputs.input(["B", 4, 10]))), 'contract "oi,box->bix" x0 (sum (reshape x1) axes=[3])'],
  ["contract(x · broadcast(scalar), w) → scalar · contract(x, w)", (inputs) => ops.contract("bi,oi->bo", matrix(inputs), ops.div(inputs.input([4, 3]), ops.broadcast(inputs.input([]), [4, 3], []))), "div (contract \"bi,oi->bo\" x0 x1) (broadcast x2 axes=[])"],
  ["contract(x · broadcast(scalar), w) → scalar · contract(x, w)", (inputs) => ops.contract("bi,oi->bo", ops.mul(ops.broadcast(inputs.input([]), ["B", 3], []), matrix(inputs)), inputs.input([4, 3])), "mul (contract \"bi,oi->bo\" x1 x2) (broadcast x0 axes=[])"],
  ["conv(x · broadcast(scalar), w) → scalar · conv(x, w)", (inputs) => ops.conv("bix,oik->bom", inputs.input(["B", 2, 5]), ops.mul(inputs.input([4, 2, 2]), ops.broadcast(inputs.input([]), [4, 2, 2], [])), [tied(5, 2, { stride: 2 })]), `mul (conv "bix,oik->bom" x0 x1 ${written(5, 2, 2, 2)}) (broadcast x2 axes=[])`],
  ["contract(-x, w) → -contract(x, w)", (inputs) => ops.contract("bi,oi->bo", ops.neg(matrix(inputs)), inputs.input([4, 3])), "neg (contract \"bi,oi->bo\" x0 x1)"],
  ["contract(-x, w) → -contract(x, w)", (inputs) => ops.contract("bi,oi->bo", matrix(inputs), ops.neg(inputs.input([4, 3]))), "neg (contract \"bi,oi->bo\" x0 x1)"],

  ...([
    [(inputs) => ops.log(ops.sigmoid(row(inputs))), "neg (softplus (neg x0))"],
    [(inputs) => ops.log(ops.sub(1, ops.sigmoid(row(inputs)))), "neg (softplus x0)"],
    [(inputs) => ops.log(ops.exp(row(inputs))), "x0"],
    [(inputs) => ops.log(ops.reshape(ops.sigmoid(matrix(inputs)), ["B", 1, 3])), "reshape (neg (softplus (neg x0)))"],
    [(inputs) => ops.log(ops.sub(1, ops.broadcast(ops.sigmoid(row(inputs)), ["B", 3], [1]))), "broadcast (neg (softplus x0)) axes=[1]"],
    [(inputs) => ops.log(ops.slice(ops.sigmoid(matrix(inputs)), [0, 1], ["B", 3])), 'slice (neg (softplus (neg x0))) start=[0, 1] end=["B", 3] step=[1, 1]'],
    [(inputs) => ops.log(ops.mul(ops.sigmoid(row(inputs)), positive(inputs))), "add (neg (softplus (neg x0))) (log x1)"],
    [(inputs) => ops.log(ops.div(positive(inputs), ops.sub(1, ops.sigmoid(row(inputs))))), "sub (log x0) (neg (softplus x1))"],
    [(inputs) => ops.log(ops.pow(ops.sigmoid(row(inputs)), 3)), "mul 3 (neg (softplus (neg x0)))"],
    [(inputs) => ops.log(ops.sub(1, ops.sub(1, ops.sigmoid(row(inputs))))), "neg (softplus (neg x0))"],
    [(inputs) => ops.log(ops.add(ops.pad(ops.sigmoid(row(inputs)), [0], [1]), ops.pad(inputs.input([1], [1, 2]), [3], [0]))), "add (pad (neg (softplus (neg x0))) low=[0] high=[1] interior=[0]) (pad (log x1) low=[3] high=[0] interior=[0])"],
    [(inputs) => ops.log(picked(inputs, 1)), "sum (mul (cast (equal (broadcast (add (mul x0 0) 1) axes=[0]) (cast (iota axis=1)))) (neg (softplus (neg x1)))) axes=[1]"],
    [(inputs) => ((e) => ops.log(ops.div(e, ops.broadcast(ops.sum(e, [1]), ["B", 3], [0]))))(ops.exp(matrix(inputs))), "sub x0 (log (broadcast (sum (exp x0) axes=[1]) axes=[0]))"],
  ] as const satisfies readonly (readonly [Build, string])[]).map(([build, becomes]) => [logOfKnown, build, becomes] as const),
  ["log(1 + eˣ) → softplus(x)", (inputs) => ops.log(ops.add(1, ops.exp(row(inputs)))), "softplus x0"],
  ["log(1 + eˣ) → softplus(x)", (inputs) => ops.log(ops.add(ops.exp(row(inputs)), 1)), "softplus x0"],
];

test.each(fires)("%s: case %#", (rule, build, becomes) => {
  const { before, after } = applied(rule, build);
  expect(after).not.toBe(before);
  expect(after).toBe(becomes);
});

/** What labels pick of probabilities along the last axis; the places counted along this one. */
function picked(inputs: Inputs, axis: number): Node {
  const label = ops.add(ops.mul(inputs.input(["B"]), 0), 1);
  const spread = ops.broadcast(label, ["B", 3], [0]);
  const oneHot = ops.cast(ops.equal(spread, ops.cast(ops.iota(["B", 3], axis), "f32")), "f32");
  return ops.sum(ops.mul(oneHot, ops.sigmoid(matrix(inputs))), [1]);
}

const bool = (inputs: Inputs): Node => above(row(inputs));

/** Near what a rule is for, and not it. */
const leaves: readonly (readonly [rule: string, build: Build])[] = [
  ["f(constants) → constant", () => ops.log(number(0))],
  ["f(constants) → constant", () => ops.sum(number(2), [0])],
  ["f(constants) → constant", () => ops.mul(number(1e30), 1e30)],
  ["(x · c) · d → x · (c · d)", (inputs) => ops.mul(ops.mul(row(inputs), 1e30), 1e30)],
  ["x + 0 → x", (inputs) => ops.add(row(inputs), 1)],
  ["x · 1 → x, x · 0 → 0, x · -1 → -x", (inputs) => ops.mul(row(inputs), row(inputs))],
  ["x / c → x · (1/c), 0 / x → 0", (inputs) => ops.div(1, positive(inputs))],
  ["(a / y) · (y · z) → a · z", (inputs) => ops.mul(ops.div(row(inputs), positive(inputs)), ops.mul(positive(inputs), row(inputs)))],
  ["x^1 → x, x^2 → x · x", (inputs) => ops.pow(positive(inputs), 1.5)],
  ["if c then a else b → a, where c is known or a = b", (inputs) => ops.select(bool(inputs), row(inputs), row(inputs))],
  ["(if c then a else 0) · k → if c then a · k else 0", (inputs) => ops.mul(ops.select(bool(inputs), row(inputs), 1), 3)],
  ["(if c then a else 0) + (if c then 0 else b) → if c then a else b", (inputs) => ops.add(ops.select(bool(inputs), row(inputs), 0), ops.select(bool(inputs), 0, row(inputs)))],
  ["(if c then a else 0) + (if c then 0 else b) → if c then a else b", (inputs) => ((c) => ops.add(ops.select(c, row(inputs), 0), ops.select(c, row(inputs), 0)))(bool(inputs))],
  ["move(constant) → constant", () => ops.pad(number(2), [1], [0])],
  ["permute that moves only axes of 1 → reshape", (inputs) => ops.permute(inputs.input(["B", 1, 3]), [2, 1, 0])],
  ["broadcast of axes of 1 → broadcast without them", (inputs) => ops.broadcast(row(inputs), ["B", 3], [1])],
  ["broadcast that only adds axes of 1 → reshape", (inputs) => ops.broadcast(inputs.input([1]), [5], [0])],
  ["broadcast that only adds axes of 1 → reshape", (inputs) => ops.broadcast(row(inputs), [1, 3, 2], [1])],
  ["reshape(broadcast(x)) that only adds or drops axes of 1 → broadcast(x)", (inputs) => ops.reshape(ops.broadcast(row(inputs), [2, 3], [1]), [6])],
  ["slice(pad(x)) of just x → x", (inputs) => ops.slice(ops.pad(row(inputs), [1], [1]), [0], [3])],
  ["slice(pad(x)) of just x → x", (inputs) => ops.slice(ops.pad(row(inputs), [1], [1], [1]), [1], [4])],
  ["f(broadcast(a), broadcast(b), constants) → broadcast(f(a, b, constants))", (inputs) => ops.add(ops.broadcast(row(inputs), [3, 3], [0]), ops.broadcast(row(inputs), [3, 3], [1]))],
  ["f(broadcast(a), broadcast(b), constants) → broadcast(f(a, b, constants))", (inputs) => ops.add(ops.broadcast(row(inputs), ["B", 3], [1]), matrix(inputs))],
  [ofRepeated, (inputs) => ops.conv("bix,oik->bom", twice(inputs), inputs.input([4, 2, 2]), [tied(10, 2)])],
  [ofRepeated, (inputs) => ops.conv("bix,oik->bom", twice(inputs), inputs.input([4, 2, 4]), [tied(10, 4, { stride: 2 })])],
  [ofRepeated, (inputs) => ops.conv("bix,oik->bom", inputs.input(["B", 2, 10]), ops.reshape(ops.broadcast(inputs.input([4, 2, 2]), [4, 2, 2, 2], [0, 1, 2]), [4, 2, 4]), [tied(10, 4)])],
  [ofRepeated, (inputs) => ops.conv("bix,oik->bom", ops.reshape(ops.broadcast(inputs.input(["B", 2, 5]), ["B", 2, 2, 5], [0, 1, 3]), ["B", 2, 10]), inputs.input([4, 2, 3]), [tied(10, 3)])],
  [overRepeats, (inputs) => ops.sum(ops.reshape(ops.conv("bom,oik->bix", inputs.input(["B", 4, 8]), inputs.input([4, 2, 3]), [tied(10, 3)]), ["B", 2, 5, 2]), [2])],
  [overRepeats, (inputs) => ops.sum(ops.conv("bom,oik->bix", inputs.input(["B", 4, 8]), inputs.input([4, 2, 3]), [tied(10, 3)]), [2])],
  [contractOfRepeated, (inputs) => ops.contract("bix,bx->bix", twice(inputs), inputs.input(["B", 10]))],
  ["Σ over axes of 1 → reshape", (inputs) => ops.sum(inputs.input(["B", 1, 3]), [1, 2])],
  ["Σ broadcast(x) → Σ x · size", (inputs) => ops.sum(ops.broadcast(row(inputs), ["B", 3], [1]), [1])],
  ["Σ permute(x) → Σ x, where the order left is the same", (inputs) => ops.sum(ops.permute(inputs.input(["B", 3, 4]), [2, 1, 0]), [0])],
  ["Σ x · c → c · Σ x", (inputs) => ops.sum(ops.mul(matrix(inputs), matrix(inputs)), [1])],
  ["Σ x · broadcast(scalar) → scalar · Σ x", (inputs) => ops.sum(ops.mul(matrix(inputs), ops.broadcast(row(inputs), ["B", 3], [1])), [1])],
  ["contract(move(x), w) → contract(x, w)", (inputs) => ops.contract("bi,oi->bo", matrix(inputs), ops.reshape(inputs.input([2, 6]), [4, 3]))],
  ["contract that sums nothing → product", (inputs) => ops.contract("bi,oi->bo", matrix(inputs), inputs.input([4, 3]))],
  [logOfKnown, (inputs) => ops.log(ops.sub(2, ops.sigmoid(row(inputs))))],
  [logOfKnown, (inputs) => ops.log(ops.div(positive(inputs), positive(inputs)))],
  [logOfKnown, (inputs) => ops.log(ops.pad(ops.sigmoid(row(inputs)), [0], [1]))],
  [logOfKnown, (inputs) => ops.log(ops.add(ops.pad(ops.sigmoid(row(inputs)), [0], [1]), ops.pad(ops.sigmoid(row(inputs)), [1], [0])))],
  [logOfKnown, (inputs) => ops.log(ops.sum(ops.sigmoid(matrix(inputs)), [1]))],
  [logOfKnown, (inputs) => ops.log(picked(inputs, 0))],
  ["log(1 + eˣ) → softplus(x)", (inputs) => ops.log(ops.add(2, ops.exp(row(inputs))))],
];

test.each(leaves)("%s: leaves case %# alone", (rule, build) => {
  const { before, after } = applied(rule, build);
  expect(after).toBe(before);
});

test("what all rules together have simplified, they leave alone", () => {
  for (let seed = 0; seed < 100; seed++) {
    interning(() => {
      const once = simplify(randomGraph(seed).graph);
      expect(rootsOf(simplify(once)).map(({ id }) => id)).toEqual(rootsOf(once).map(({ id }) => id));
    });
  }
});

test("every rule has an entry, and every name is that of one rule", () => {
  const names = rules.map(({ name }) => name);
  expect(new Set(fires.map(([name]) => name))).toEqual(new Set(names));
  expect(new Set(names).size).toBe(names.length);
});
