/**
 * Values as WGSL expressions: the walk from a value down to registers and memory, through elementwise operations and index
 * maps. Each distinct value at each distinct index is one expression, named where it is used more than once.
 */

import { type Condition, type Index, linearise, variablesOf } from "../ir/index.js";
import { keyOfAll } from "../fuse/access.js";
import { IrError } from "../ir/op.js";
import type { Node } from "../ir/node.js";
import { type DType, sizeOf } from "../ir/type.js";
import { testText, indexText, sizeText, zeroText } from "./text.js";

export interface Expression {
  readonly dtype: DType;
  readonly arguments: readonly Expression[];
  text(operands: readonly string[]): string;
  /** Loop variables that it depends on. */
  readonly variables: ReadonlySet<string>;
  /** What to call it. */
  readonly hint: string;
  /** A literal or a name: never worth a name of its own. */
  readonly trivial?: boolean;
}

export interface Sources {
  /** WGSL of an element of a stored value, or `undefined` where the value is not in memory for this kernel. */
  load(node: Node, address: Index, clamped: boolean): Expression | undefined;
  /** A value that the kernel has in a register, at the element that it computes. */
  register(node: Node, index: readonly Index[]): Expression | undefined;
  /** An index of the kernel's symbols as one of its loop variables. */
  resolve(index: Index): Index;
}

/** Builds expressions; the same value at the same index is the same object. */
export class Expressions {
  readonly #known = new Map<string, Expression>();
  readonly support = new Set<string>();

  constructor(private readonly sources: Sources) {}

  of(node: Node, index: readonly Index[], guarded = false): Expression {
    const key = `${node.id}@${keyOfAll(index)}${guarded ? "?" : ""}`;
    let expression = this.#known.get(key);
    if (!expression) this.#known.set(key, (expression = this.#build(node, index, guarded)));
    return expression;
  }

  /** Conditions over the kernel's loop variables. */
  conditions(when: readonly Condition[]): readonly Condition[] {
    return when.map((condition) => ({ ...condition, of: this.sources.resolve(condition.of) }));
  }

  #build(node: Node, index: readonly Index[], guarded: boolean): Expression {
    const found = this.sources.register(node, index) ?? this.sources.load(node, linearise(index, node.type.shape), guarded);
    if (found) return found;
    const { lowering } = node.op;
    switch (lowering.kind) {
      case "elementwise": {
        lowering.support?.forEach((text) => this.support.add(text));
        const types = node.inputs.map((input) => input.type);
        const operands = node.inputs.map((input) => this.of(input, index, guarded));
        return combine(node, operands, (texts) => lowering.wgsl(texts, node.attributes, types), new Set());
      }
      case "generator": {
        lowering.support?.forEach((text) => this.support.add(text));
        const operands = node.inputs.map((input) => this.of(input, [], guarded));
        const place = index.map((component) => this.sources.resolve(component));
        const own = lowering.uniform ? new Set<string>() : variablesOfAll(place);
        return { ...combine(node, operands, (texts) => lowering.wgsl(place.map((i) => `(${indexText(i)})`), texts, node.attributes, node.type), own), trivial: lowering.uniform };
      }
      case "movement": {
        const access = lowering.index(index, node.attributes, node.inputs[0].type, node.type);
        const when = this.conditions(access.when ?? []);
        return guard(this.of(node.inputs[0], access.index, guarded || when.length > 0), when);
      }
      default:
        throw new IrError(`${node.op.name} %${node.id} is read by a kernel, and neither stored nor computed there`);
    }
  }
}

function combine(node: Node, operands: readonly Expression[], text: (operands: readonly string[]) => string, own: Set<string>): Expression {
  for (const operand of operands) operand.variables.forEach((name) => own.add(name));
  return { dtype: node.type.dtype, arguments: operands, text, variables: own, hint: node.op.name };
}

function guard(value: Expression, when: readonly Condition[]): Expression {
  const test = testText(when);
  if (test === undefined) return value;
  const variables = new Set(value.variables);
  when.forEach((condition) => variablesOf(condition.of, variables));
  return { dtype: value.dtype, arguments: [value], text: ([inner]) => `select(${zeroText(value.dtype)}, ${inner}, ${test})`, variables, hint: value.hint };
}

function variablesOfAll(index: readonly Index[]): Set<string> {
  const found = new Set<string>();
  index.forEach((component) => variablesOf(component, found));
  return found;
}

/** An element of memory. Inside a guard the address may be out of range: it is clamped, and the guard drops what was read. */
export function loadExpression(name: string, node: Node, address: Index, clamped: boolean): Expression {
  const at = clamped ? `min(${indexText(address)}, ${sizeText(sizeOf(node.type.shape))} - 1u)` : indexText(address);
  const text = node.type.dtype === "bool" ? `(${name}[${at}] != 0u)` : `${name}[${at}]`;
  return { dtype: node.type.dtype, arguments: [], text: () => text, variables: variablesOf(address), hint: "value" };
}

export function nameExpression(name: string, dtype: DType, variables: Iterable<string> = []): Expression {
  return { dtype, arguments: [], text: () => name, variables: new Set(variables), hint: name, trivial: true };
}
