/** What a graph starts from: memory that is there before it runs, constants, the batch size, coordinates. */

import { type Node, make } from "../ir/node.js";
import { IrError, type Op, type Source } from "../ir/op.js";
import { type DType, type Shape, type Type, isFloat32 } from "../ir/type.js";
import { type Builder, builder } from "./elementwise.js";

function typeOf(attributes: Node["attributes"]): Type {
  return { dtype: attributes.dtype as DType, shape: attributes.shape as Shape };
}

const source = (name: string, lowering: Omit<Source, "kind">): Op => ({ name, type: (_, attributes) => typeOf(attributes), lowering: { kind: "source", ...lowering } });

const slotOp = source("slot", { assignable: true });
const dataOp = source("data", { assignable: false });

/** A weight, statistic, moment, state or counter: lives between launches. */
export function slot(name: string, type: Type): Node {
  return make(slotOp, [], { name, dtype: type.dtype, shape: type.shape });
}

/** An input that is given before the launch: real samples, or noise that somebody drew. */
export function data(name: string, type: Type): Node {
  return make(dataOp, [], { name, dtype: type.dtype, shape: type.shape });
}

export function isSlot(node: Node): boolean {
  return node.op === slotOp;
}

export function isData(node: Node): boolean {
  return node.op === dataOp;
}

/** The name of a slot or a data source. */
export function sourceName(node: Node): string {
  if (!isSlot(node) && !isData(node)) throw new IrError(`${node.op.name} has no name in memory`);
  return String(node.attributes.name);
}

export function literal(value: number, dtype: DType): string {
  if (dtype === "bool") return value === 0 ? "false" : "true";
  if (dtype === "i32") return value < 0 ? `(${value})` : String(value);
  if (!isFloat32(value)) return infinite(value);
  const text = shortest(Math.fround(value));
  return value < 0 || Object.is(value, -0) ? `(${text})` : text;
}

/** WGSL has no literal for what is not finite, and refuses constant expressions that make it: it is made from bits at run time. */
function infinite(value: number): string {
  const bits = Number.isNaN(value) ? "0x7fc00000u" : value > 0 ? "0x7f800000u" : "0xff800000u";
  return `bitcast<f32>(${bits} | (B & 0u))`;
}

/** WGSL refuses a literal above it, also one that would round to it. */
const largest = 3.4028234663852886e38;

/** The fewest digits that give the same float32. */
function shortest(value: number): string {
  for (let digits = 1; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value && Math.abs(rounded) <= largest) return decimal(rounded);
  }
  return decimal(value);
}

function decimal(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const constantOp: Op = {
  name: "constant",
  type: (_, attributes) => typeOf(attributes),
  evaluate: ({ attributes, shape }) => new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(Number(attributes.value)),
  lowering: { kind: "generator", uniform: true, cost: 0, wgsl: (_index, _inputs, attributes, type) => literal(Number(attributes.value), type.dtype) },
};

/** A tensor filled with one value. */
export function constant(value: number, type: Type): Node {
  return make(constantOp, [], { value, dtype: type.dtype, shape: type.shape });
}

export function isConstant(node: Node): boolean {
  return node.op === constantOp;
}

/** The value of a constant; `undefined` for any other node. */
export function constantValue(node: Node): number | undefined {
  return isConstant(node) ? Number(node.attributes.value) : undefined;
}

const batchSizeOp: Op = {
  name: "batch_size",
  type: () => ({ dtype: "f32", shape: [] }),
  evaluate: ({ batch }) => Float64Array.of(batch),
  lowering: { kind: "generator", uniform: true, cost: 0, wgsl: () => "f32(B)" },
};

/** The batch size, an f32 scalar. */
export function batchSize(): Node {
  return make(batchSizeOp, []);
}

const iotaOp: Op = {
  name: "iota",
  type: (_, attributes) => ({ dtype: "i32", shape: attributes.shape as Shape }),
  evaluate({ attributes, shape }) {
    const axis = Number(attributes.axis);
    const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    return Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.floor(i / inner) % shape[axis]);
  },
  lowering: { kind: "generator", cost: 1, wgsl: (index, _inputs, attributes) => `i32(${index[Number(attributes.axis)]})` },
};

/** Each element's own coordinate along an axis, an i32. */
export const iota: Builder<[shape: Shape, axis: number]> = builder(iotaOp, (shape, axis) => make(iotaOp, [], { shape, axis }));
