/**
 * Several equal operations as one, along a new first axis: each takes its element of the inputs that have the axis, all take those
 * that don't (a network's weights, where two batches pass through it). A join adds the results up besides: the gradient of
 * weights that several batches met. Built after differentiation, so they have no vjp.
 */

import type { Index } from "../ir/index.js";
import { type Attributes, type Node, make } from "../ir/node.js";
import { type Access, type EvaluateContext, IrError, type Lowering, type Op, type Reduction, type Tensor } from "../ir/op.js";
import type { Shape, Type } from "../ir/type.js";
import { add } from "./arithmetic.js";
import { broadcast, pad, reshape, slice } from "./movement.js";
import { constant, constantValue } from "./sources.js";

const stacked = new WeakMap<Op, Op>();
const joined = new WeakMap<Op, Op>();
/** Of a stack's or a join's operation, the members'. */
const members = new WeakMap<Op, Op>();

/** How many lie along the axis, and which inputs have it. */
export interface Stacking {
  readonly count: number;
  readonly along: readonly boolean[];
}

const stackingOf = (attributes: Attributes): Stacking => ({ count: attributes.count as number, along: attributes.along as readonly boolean[] });

/** What one of the operations sees of the inputs' types. */
function single(types: readonly Type[], { along }: Stacking): Type[] {
  return types.map((type, i) => (along[i] ? { dtype: type.dtype, shape: type.shape.slice(1) } : type));
}

/**
 * `op` on each element of the inputs that are `along` the axis.
 * @throws IrError of an operation that has no inputs.
 */
export function stackOf(op: Op, inputs: readonly Node[], attributes: Attributes, { count, along }: Stacking): Node {
  if (op.lowering.kind !== "elementwise") return make(stackedOp(op), inputs, { ...attributes, count, along });
  // An elementwise operation is its own stack, once all inputs have the axis.
  const shape = [count, ...(along[0] ? inputs[0].type.shape.slice(1) : inputs[0].type.shape)];
  return make(op, inputs.map((input, i) => (along[i] ? input : repeated(input, shape))), attributes);
}

/** The same value all along a new first axis, without a step in between where it is repeated already. */
function repeated(node: Node, shape: Shape): Node {
  const value = constantValue(node);
  if (value !== undefined) return constant(value, { dtype: node.type.dtype, shape });
  if (node.op === broadcast.op) return broadcast(node.inputs[0], shape, (node.attributes.axes as readonly number[]).map((axis) => axis + 1));
  return broadcast(node, shape, node.type.shape.map((_, axis) => axis + 1));
}

/** The sum of the stack over its first axis, in one reduction. `op` sums. */
export function joinOf(op: Op, inputs: readonly Node[], attributes: Attributes, { count, along }: Stacking): Node {
  return make(joinedOp(op), inputs, { ...attributes, count, along });
}

/** What stands beside others in a node: the node itself, or one of a stack, which the node may be the `sum` of. */
export function memberOf({ op, attributes }: Node): { readonly op: Op; readonly attributes: Attributes; readonly stacking?: Stacking; readonly sum: boolean } {
  const member = members.get(op);
  if (!member) return { op, attributes, sum: false };
  const { count, along, ...own } = attributes;
  return { op: member, attributes: own, stacking: stackingOf(attributes), sum: joined.get(member) === op };
}

/** Unlike values side by side along a new first axis; zeros where there is none. */
export function stack(nodes: readonly (Node | undefined)[]): Node {
  const padded = nodes.flatMap((node, i) => {
    if (!node) return [];
    const { shape } = node.type;
    const none = shape.map(() => 0);
    return [pad(reshape(node, [1, ...shape]), [i, ...none], [nodes.length - 1 - i, ...none])];
  });
  return padded.reduce((sum, node) => add(sum, node));
}

/** Element `place` of a stack. */
export function elementOf(stack: Node, place: number): Node {
  return reshape(elementsOf(stack, place, 1), stack.type.shape.slice(1));
}

/** Elements from `start` on, `count` of them: a stack again. */
export function elementsOf(stack: Node, start: number, count: number): Node {
  const rest = stack.type.shape.slice(1);
  return slice(stack, [start, ...rest.map(() => 0)], [start + count, ...rest]);
}

function stackedOp(op: Op): Op {
  let made = stacked.get(op);
  if (!made) {
    stacked.set(op, (made = { name: `stacked_${op.name}`, type: stackedType(op), evaluate: (context) => concatenated(evaluateAll(op, context, context.shape.slice(1))), lowering: stackedLowering(op.lowering) }));
    members.set(made, op);
  }
  return made;
}

function joinedOp(op: Op): Op {
  let made = joined.get(op);
  if (!made) {
    joined.set(op, (made = { name: `joined_${op.name}`, type: joinedType(op), evaluate: (context) => added(evaluateAll(op, context, context.shape)), lowering: joinedLowering(op.lowering) }));
    members.set(made, op);
  }
  return made;
}

function joinedType(op: Op): Op["type"] {
  return (inputs, attributes) => op.type(single(inputs, stackingOf(attributes)), attributes);
}

function stackedType(op: Op): Op["type"] {
  return (inputs, attributes) => {
    const { dtype, shape } = joinedType(op)(inputs, attributes);
    return { dtype, shape: [stackingOf(attributes).count, ...shape] };
  };
}

/** Each of the operations for itself, its result of this shape. */
function evaluateAll(op: Op, context: EvaluateContext, shape: readonly number[]): Float64Array[] {
  const { count, along } = stackingOf(context.attributes);
  return Array.from({ length: count }, (_, place) => {
    const inputs = context.inputs.map((input, i): Tensor => {
      if (!along[i]) return input;
      const size = input.data.length / count;
      return { shape: input.shape.slice(1), data: input.data.subarray(place * size, (place + 1) * size) };
    });
    return op.evaluate!({ ...context, inputs, shape });
  });
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const [{ length }] = parts;
  const out = new Float64Array(parts.length * length);
  parts.forEach((part, i) => out.set(part, i * length));
  return out;
}

function added(parts: readonly Float64Array[]): Float64Array {
  return parts[0].map((_, i) => parts.reduce((sum, part) => sum + part[i], 0));
}

function stackedLowering(lowering: Lowering): Lowering {
  switch (lowering.kind) {
    case "movement":
      return {
        kind: "movement",
        index: (output, attributes, input, type) => placed(lowering.index(output.slice(1), attributes, ...(single([input, type], { count: 0, along: [true, true] }) as [Type, Type])), output[0]),
      };
    case "reduction":
      return {
        ...lowering,
        space: (attributes, inputs) => lowering.space(attributes, single(inputs, stackingOf(attributes))),
        factors: (output, reduced, attributes, inputs) => spread(lowering.factors(output.slice(1), reduced, attributes, single(inputs, stackingOf(attributes))), attributes, output[0]),
        parts: lowering.parts && ((attributes, type): readonly Shape[] => [[type.shape[0]], ...lowering.parts!(attributes, { dtype: type.dtype, shape: type.shape.slice(1) })]),
      };
    default:
      throw new IrError(`a ${lowering.kind} has no stack`);
  }
}

function joinedLowering(lowering: Lowering): Reduction {
  if (lowering.kind !== "reduction" || lowering.combine !== "sum") throw new IrError("only sums can be joined");
  return {
    ...lowering,
    space: (attributes, inputs) => [stackingOf(attributes).count, ...lowering.space(attributes, single(inputs, stackingOf(attributes)))],
    factors: (output, reduced, attributes, inputs) => spread(lowering.factors(output, reduced.slice(1), attributes, single(inputs, stackingOf(attributes))), attributes, reduced[0]),
  };
}

const placed = (access: Access, place: Index): Access => ({ ...access, index: [place, ...access.index] });

function spread(accesses: readonly Access[], attributes: Attributes, place: Index): Access[] {
  const { along } = stackingOf(attributes);
  return accesses.map((access, i) => (along[i] ? placed(access, place) : access));
}
