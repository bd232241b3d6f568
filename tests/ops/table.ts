/** Every operation at random shapes: what its derivatives and its kernels are tested on. An operation without an entry fails a test. */

import type { Node } from "../../compiler/ir/node.js";
import type { Dim, Shape } from "../../compiler/ir/type.js";
import * as ops from "../../compiler/ops/index.js";
import type { Inputs } from "./inputs.js";

export interface Case {
  /** The builder's name in `compiler/ops/index.ts`. */
  readonly op: keyof typeof ops;
  /** Tells cases of one operation apart. */
  readonly title?: string;
  build(inputs: Inputs): Node;
  /** No derivative leads through it to any of its inputs. */
  readonly constant?: true;
}

type Range = readonly [number, number];

function unary(op: Case["op"], build: (x: Node) => Node, range?: Range): Case {
  return { op, build: (inputs) => build(inputs.input(inputs.shape(), range)) };
}

function binary(op: Case["op"], build: (a: Node, b: Node) => Node, left?: Range, right: Range | undefined = left): Case {
  return {
    op,
    build(inputs) {
      const shape = inputs.shape();
      return build(inputs.input(shape, left), inputs.input(shape, right));
    },
  };
}

const titled = (title: string, { op, build, constant }: Case): Case => ({ op, title, build, constant });
const constant = (entry: Case): Case => ({ ...entry, constant: true });

const arithmetic: readonly Case[] = [
  binary("add", ops.add),
  titled("number", unary("add", (x) => ops.add(1.5, x))),
  binary("sub", ops.sub),
  titled("number", unary("sub", (x) => ops.sub(1.5, x))),
  binary("mul", ops.mul),
  titled("with itself", unary("mul", (x) => ops.mul(x, x))),
  binary("div", ops.div, [-2, 2], [0.5, 2]),
  titled("negative divisor", binary("div", ops.div, [-2, 2], [-2, -0.5])),
  binary("mod", ops.mod, [-3, 3], [0.7, 2]),
  titled("negative divisor", binary("mod", ops.mod, [-3, 3], [-2, -0.7])),
  binary("pow", ops.pow, [0.3, 2], [-2, 3]),
  titled("square", unary("pow", (x) => ops.pow(x, 2))),
  titled("cube", unary("pow", (x) => ops.pow(x, 3))),
  titled("first power", unary("pow", (x) => ops.pow(x, 1))),
  titled("power 0", unary("pow", (x) => ops.pow(x, 0))),
  titled("root", unary("pow", (x) => ops.pow(x, 0.5), [0.3, 2])),
  titled("inverse", unary("pow", (x) => ops.pow(x, -1), [-2, -0.4])),
  titled("of a number", unary("pow", (x) => ops.pow(1.7, x))),
  unary("neg", ops.neg),
  unary("abs", ops.abs),
  constant(unary("sign", ops.sign)),
  constant(unary("floor", ops.floor)),
  constant(unary("round", ops.round)),
  binary("minimum", ops.minimum),
  titled("number", unary("minimum", (x) => ops.minimum(x, 0.3))),
  binary("maximum", ops.maximum),
  titled("number", unary("maximum", (x) => ops.maximum(0, x))),
];

const exponential: readonly Case[] = [
  unary("exp", ops.exp),
  unary("log", ops.log, [0.3, 3]),
  unary("sqrt", ops.sqrt, [0.3, 3]),
  unary("softplus", ops.softplus, [-4, 4]),
  unary("sigmoid", ops.sigmoid, [-4, 4]),
  unary("tanh", ops.tanh),
  unary("erf", ops.erf),
  unary("sin", ops.sin, [-7, 7]),
  unary("cos", ops.cos, [-7, 7]),
];

/** Of dtype f32, so that an arithmetic of whole numbers is seen as well. */
const wholes = (build: (a: Node, b: Node) => Node): Case["build"] => binary("add", (a, b) => build(ops.cast(a, "i32"), ops.cast(b, "i32")), [-9, 9]).build;

const logic: readonly Case[] = [
  constant(binary("equal", (a, b) => ops.equal(ops.round(a), ops.round(b)))),
  constant(binary("notEqual", (a, b) => ops.notEqual(ops.round(a), ops.round(b)))),
  constant(binary("less", ops.less)),
  constant(binary("lessEqual", (a, b) => ops.lessEqual(ops.round(a), ops.round(b)))),
  constant(binary("greater", ops.greater)),
  constant(binary("greaterEqual", (a, b) => ops.greaterEqual(ops.round(a), ops.round(b)))),
  { op: "less", title: "of i32", constant: true, build: wholes(ops.less) },
  constant(binary("and", (a, b) => ops.and(ops.greater(a, 0), ops.greater(b, 0)))),
  constant(binary("or", (a, b) => ops.or(ops.greater(a, 0), ops.greater(b, 0)))),
  constant(unary("not", (a) => ops.not(ops.greater(a, 0)))),
  binary("select", (a, b) => ops.select(ops.greater(ops.add(a, ops.mul(b, 0.3)), 0.1), a, b)),
  titled("number", unary("select", (x) => ops.select(ops.less(ops.sin(ops.mul(x, 5)), 0), x, 0.5))),
  { op: "cast", title: "f32 to i32", constant: true, build: (inputs) => ops.cast(inputs.input(inputs.shape(), [-9, 9]), "i32") },
  { op: "cast", title: "f32 to bool", constant: true, build: (inputs) => ops.cast(ops.round(inputs.input(inputs.shape())), "bool") },
  { op: "cast", title: "bool to f32", constant: true, build: (inputs) => ops.cast(ops.greater(inputs.input(inputs.shape()), 0), "f32") },
  { op: "cast", title: "i32 to f32", constant: true, build: (inputs) => ops.cast(ops.cast(inputs.input(inputs.shape(), [-9, 9]), "i32"), "f32") },
  { op: "cast", title: "bool to i32", constant: true, build: (inputs) => ops.cast(ops.less(inputs.input(inputs.shape()), 0), "i32") },
  { op: "add", title: "of i32", constant: true, build: wholes(ops.add) },
  { op: "mul", title: "of i32", constant: true, build: wholes((a, b) => ops.sub(ops.mul(a, b), b)) },
  { op: "maximum", title: "of i32", constant: true, build: wholes((a, b) => ops.sub(ops.maximum(a, b), ops.minimum(a, b))) },
  { op: "abs", title: "of i32", constant: true, build: wholes((a, b) => ops.mul(ops.abs(a), ops.neg(b))) },
  { op: "sign", title: "of i32", constant: true, build: wholes((a, b) => ops.add(ops.sign(a), b)) },
  constant(unary("stop", ops.stop)),
];

/** A letter's extent is drawn once; those named are the batch. */
function contraction(spec: string, batch = ""): Case {
  return {
    op: "contract",
    title: `${spec}${batch && `, ${batch} the batch`}`,
    build(inputs) {
      const extents = new Map<string, Dim>();
      const extent = (letter: string): Dim => {
        if (!extents.has(letter)) extents.set(letter, batch.includes(letter) ? "B" : inputs.extent());
        return extents.get(letter)!;
      };
      const { a, b } = ops.parseSpec(spec);
      return ops.contract(spec, inputs.input([...a].map(extent)), inputs.input([...b].map(extent)));
    },
  };
}

const products: readonly Case[] = [
  contraction("bi,oi->bo", "b"),
  contraction("bi,io->ob", "b"),
  contraction("bo,bi->oi", "b"),
  contraction("ij,jk->ik"),
  contraction("ji,kj->ki"),
  contraction("nij,njk->nik", "n"),
  contraction("nij,nkj->ink", "n"),
  contraction("inj,nk->jnik", "n"),
  contraction("bi,ci->bc", "bc"),
  contraction("i,j->ij"),
  contraction("ij,ij->"),
  contraction("bi,bi->b", "b"),
  contraction("ij,k->i"),
  contraction("bij,jk->k", "b"),
  contraction("bcij,cj->", "b"),
  contraction(",i->i"),
];

/** A tie at random: strides up to 3, dilations up to 2, padding less than the window reaches; some of the wide axis may be out of every window's reach. */
function tie(inputs: Inputs): ops.Tie {
  const window = inputs.whole(1, 4);
  const stride = inputs.whole(1, 3);
  const dilation = inputs.chance(0.3) ? 2 : 1;
  const reach = dilation * (window - 1) + 1;
  const pad = inputs.whole(0, reach - 1);
  const wide = inputs.whole(Math.max(1, reach - 2 * pad), 8);
  return { extents: { wide, narrow: ops.narrowExtent(wide, window, { stride, dilation, pad }), window }, stride, dilation, pad };
}

/** The three tensors that meet: which of them is the result is the operation. */
const tensors = { wide: "bgiyx", narrow: "bgomn", window: "goikl" } as const;

function convolution(result: keyof typeof tensors, title: string, { plain = false, axes = 2 } = {}): Case {
  return {
    op: "conv",
    title: `${title}${plain ? ", without groups" : ""}${axes === 1 ? ", of one axis" : ""}`,
    build(inputs) {
      const ties = Array.from({ length: axes }, (_, i): ops.LetterTie => ({ ...tie(inputs), letters: { wide: "yx"[i], narrow: "mn"[i], window: "kl"[i] } }));
      const extents = new Map<string, Dim>([["b", "B"], ["g", plain ? 1 : inputs.whole(1, 3)], ["i", inputs.whole(1, 9)], ["o", inputs.whole(1, 9)]]);
      for (const { letters, extents: tied } of ties) for (const role of ["wide", "narrow", "window"] as const) extents.set(letters[role], tied[role]);
      const lettersOf = (role: keyof typeof tensors): string => [...tensors[role]].filter((letter) => extents.has(letter) && !(plain && letter === "g")).join("");
      const [a, b] = (Object.keys(tensors) as (keyof typeof tensors)[]).filter((role) => role !== result);
      const input = (role: keyof typeof tensors): Node => inputs.input([...lettersOf(role)].map((letter) => extents.get(letter)!));
      return ops.conv(`${lettersOf(a)},${lettersOf(b)}->${lettersOf(result)}`, input(a), input(b), ties);
    },
  };
}

const convolutions: readonly Case[] = [
  convolution("narrow", "forwards"),
  convolution("wide", "transposed"),
  convolution("window", "of two pictures"),
  convolution("narrow", "forwards", { plain: true }),
  convolution("wide", "transposed", { plain: true }),
  convolution("window", "of two pictures", { plain: true, axes: 1 }),
];

function windowed(op: "window" | "fold"): Case {
  return {
    op,
    build(inputs) {
      const ties = [1, 2].map((axis): ops.AxisTie => ({ axis, ...tie(inputs) }));
      const [rows, columns] = ties.map(({ extents }) => extents);
      const shape: Shape = op === "window" ? ["B", rows.wide, columns.wide] : ["B", rows.narrow, columns.narrow, rows.window, columns.window];
      return ops[op](inputs.input(shape), ties);
    },
  };
}

function reduction(op: "sum" | "reduceMax", title: string, shape: (inputs: Inputs) => Shape, axes: (inputs: Inputs, shape: Shape) => readonly number[]): Case {
  return {
    op,
    title,
    build(inputs) {
      const drawn = shape(inputs);
      return ops[op](inputs.input(drawn), axes(inputs, drawn));
    },
  };
}

const all = (_: Inputs, shape: Shape): number[] => shape.map((_, axis) => axis);

const reductions: readonly Case[] = (["sum", "reduceMax"] as const).flatMap((op) => [
  reduction(op, "over some axes", (inputs) => inputs.shape(), (inputs, shape) => inputs.some(shape)),
  reduction(op, "over all", (inputs) => inputs.shape(), all),
  reduction(op, "over the batch between others", (inputs) => [inputs.extent(), "B", inputs.extent()], all),
  reduction(op, "over the first and the last", (inputs) => [inputs.extent(), inputs.extent(), "B"], () => [0, 2]),
  reduction(op, "over nothing", (inputs) => inputs.shape(), () => []),
]);

const sizeWithout = (shape: Shape): number => shape.reduce<number>((size, dim) => (dim === "B" ? size : size * dim), 1);
const withExtent = (inputs: Inputs, build: (extent: number) => Node): Node => build(inputs.extent());

const movements: readonly Case[] = [
  {
    op: "reshape",
    build(inputs) {
      const shape = inputs.shape(3);
      const batches = shape.filter((dim) => dim === "B");
      return ops.reshape(inputs.input(shape), inputs.chance(0.5) ? [...batches, sizeWithout(shape)] : [sizeWithout(shape), ...batches]);
    },
  },
  { op: "reshape", title: "splits an axis", build: (inputs) => withExtent(inputs, (extent) => ops.reshape(inputs.input(["B", 12, extent]), ["B", 3, 1, 4 * extent])) },
  { op: "reshape", title: "scalar to [1]", build: (inputs) => ops.reshape(inputs.input([]), [1, 1]) },
  {
    op: "permute",
    build(inputs) {
      const shape = inputs.shape(3);
      return ops.permute(inputs.input(shape), [[1, 2, 0], [2, 1, 0], [0, 2, 1], [2, 0, 1]][inputs.whole(0, 3)]);
    },
  },
  {
    op: "broadcast",
    build(inputs) {
      const shape = inputs.shape(3);
      const kept = inputs.some(shape);
      return ops.broadcast(inputs.input(kept.map((axis) => (shape[axis] !== "B" && inputs.chance(0.3) ? 1 : shape[axis]))), shape, kept);
    },
  },
  { op: "broadcast", title: "over the batch twice", build: (inputs) => ops.broadcast(inputs.input(["B", 1]), ["B", "B", inputs.extent()], [1, 2]) },
  { op: "broadcast", title: "one to the batch", build: (inputs) => withExtent(inputs, (extent) => ops.broadcast(inputs.input([1, extent]), ["B", extent], [0, 1])) },
  {
    op: "pad",
    build(inputs) {
      const shape = inputs.shape();
      const amounts = (most: number): number[] => shape.map((dim) => (dim === "B" ? 0 : inputs.whole(0, most)));
      return ops.pad(inputs.input(shape), amounts(2), amounts(2), amounts(2));
    },
  },
  {
    op: "slice",
    build(inputs) {
      const shape = inputs.shape();
      const start = shape.map((dim) => (dim === "B" ? 0 : inputs.whole(0, dim - 1)));
      const end = shape.map((dim, axis): Dim => (dim === "B" ? "B" : inputs.whole(start[axis] + 1, dim)));
      return ops.slice(inputs.input(shape), start, end, shape.map((dim) => (dim === "B" ? 1 : inputs.whole(1, 3))));
    },
  },
  {
    op: "reverse",
    build(inputs) {
      const shape = inputs.shape(3);
      return ops.reverse(inputs.input(shape), inputs.some(shape));
    },
  },
  ...(["reflect", "replicate"] as const).map((mode): Case => ({
    op: "extend",
    title: mode,
    build: (inputs) => withExtent(inputs, (extent) => {
      const x = inputs.input(["B", extent + 2, 3]);
      return ops.extend(ops.extend(x, 1, inputs.whole(1, extent + 1), mode), 2, inputs.whole(0, 2), mode);
    }),
  })),
];

/** Sources have no inputs: here they are a factor. */
const beside = (op: Case["op"], source: (x: Node) => Node): Case => unary(op, (x) => ops.mul(x, source(x)));
const scalar = (value: number): Node => ops.constant(value, { dtype: "i32", shape: [] });

const sources: readonly Case[] = [
  beside("slot", (x) => x),
  beside("data", (x) => x),
  beside("constant", (x) => ops.constant(2.5, x.type)),
  beside("batchSize", (x) => ops.broadcast(ops.batchSize(), x.type.shape, [])),
  beside("iota", (x) => ops.cast(ops.iota(x.type.shape, x.type.shape.length - 1), "f32")),
  beside("random", (x) => ops.random({ distribution: "normal", stream: "z", shape: x.type.shape }, scalar(3), scalar(-4))),
];

export const table: readonly Case[] = [...arithmetic, ...exponential, ...logic, ...products, ...convolutions, windowed("window"), windowed("fold"), ...reductions, ...movements, ...sources];

export const titleOf = ({ op, title }: Case): string => (title ? `${op}, ${title}` : op);

/** Exports of `compiler/ops` that build no operation. */
export const otherExports: readonly string[] = ["isSlot", "isData", "sourceName", "literal", "isConstant", "constantValue", "parseSpec", "specOfContraction", "tiesOfConvolution", "narrowExtent", "roles", "summedExtent", "philox", "trigonometric"];
