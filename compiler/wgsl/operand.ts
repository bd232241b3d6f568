/** One side of a tiled product: where its elements lie, and how a tile's worth of them comes into registers. */

import type { Contraction } from "../fuse/contraction.js";
import { axesOf, readsOf } from "../fuse/access.js";
import { valuesOf } from "../fuse/kernel.js";
import { type Condition, type Index, add, delinearise, div, linearise, substitute, variable, variablesOf } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type Size, sizeOf } from "../ir/type.js";
import type { Block } from "./block.js";
import type { KernelWriter } from "./kernel.js";
import { factorsOf, reducedSpace } from "./reduce.js";
import { testText, indexText, sizeText } from "./text.js";

/** The text of the element at a place of the tile and a step of the depth. */
export type Fragment = (place: number, q: number) => string;

export interface TileOperand {
  /** Along which axis four neighbours lie side by side and can be read as one vector. */
  readonly along: "outer" | "depth" | undefined;
  /** Writes the loads of one step into the loop's body, and what does not change in the loop before it. */
  fragment(loop: { head: string[]; body: Block; outer: readonly Index[]; depth: (q: number) => Index; step: number }): Fragment;
}

interface Resolved {
  readonly node: Node;
  readonly address: (outer: Index, depth: Index) => Index;
  readonly when: (outer: Index, depth: Index) => readonly Condition[];
}

export function operandOf(writer: KernelWriter, product: Node, contraction: Contraction, factor: 0 | 1, side: "rows" | "columns"): TileOperand {
  const { loads } = writer.planned;
  const resolved = resolve(product, contraction, factor, side, loads);
  const place = loads.get(resolved.node)!;
  const size = (axes: Contraction["rows"]): Size => sizeOf(axes.map(({ extent }) => extent));
  const along = usedOnce(writer, product, resolved.node) ? contiguous(resolved, size(contraction[side]), size(contraction.depth)) : undefined;
  const name = writer.operands.name(place, resolved.node, along !== undefined);
  const letter = side === "rows" ? "a" : "b";
  const vectorAddress = (outer: Index, depth: Index): Index => div(resolved.address(outer, depth), { factor: 4, batch: 0 });
  return {
    along,
    fragment({ head, body, outer, depth, step }) {
      const load = (at: Index, register: string): void => {
        body.line(`let ${register} = ${name}[${hoisted(at, register, head)}];`);
      };
      if (along === "depth" && step === 4) {
        outer.forEach((index, i) => load(vectorAddress(index, depth(0)), `${letter}${i}`));
        return (place_, q) => `${letter}${place_}.${"xyzw"[q]}`;
      }
      if (along === "outer") {
        for (let q = 0; q < step; q++) for (let i = 0; i < outer.length; i += 4) load(vectorAddress(outer[i], depth(q)), `${letter}${q}_${i / 4}`);
        return (place_, q) => `${letter}${q}_${Math.floor(place_ / 4)}.${"xyzw"[place_ % 4]}`;
      }
      for (let q = 0; q < step; q++) outer.forEach((index, i) => body.line(`let ${letter}${q}_${i} = ${element(index, depth(q), `${letter}${q}_${i}`, head)};`));
      return (place_, q) => `${letter}${q}_${place_}`;
    },
  };

  /** One element, from an array of vectors too (a vector along the depth in a loop of single steps). */
  function element(outer: Index, depth: Index, register: string, head: string[]): string {
    const test = testText(resolved.when(outer, depth));
    const address = resolved.address(outer, depth);
    if (along !== undefined) return `${name}[(${indexText(address)}) / 4u][(${indexText(address)}) % 4u]`;
    if (test === undefined) return `${name}[${hoisted(address, register, head)}]`;
    return `select(0.0, ${name}[min(${indexText(address)}, ${sizeText(sizeOf(resolved.node.type.shape))} - 1u)], ${test})`;
  }
}

/** What of an address does not change with k is worked out before the loop. */
function hoisted(address: Index, register: string, head: string[]): string {
  const terms = address.kind === "add" ? address.terms : [address];
  const fixed = terms.filter((term) => !variablesOf(term).has("k"));
  const moving = terms.filter((term) => variablesOf(term).has("k"));
  const base = add(...fixed);
  if (base.kind === "literal" || base.kind === "variable" || moving.length === 0) return indexText(address);
  const text = indexText(base);
  const known = head.map((line) => /^let (\w+) = (.*);$/.exec(line)).find((match) => match?.[2] === text)?.[1];
  if (!known) head.push(`let ${register}_start = ${text};`);
  return `${known ?? `${register}_start`} + ${indexText(add(...moving))}`;
}

function resolve(product: Node, contraction: Contraction, factor: 0 | 1, side: "rows" | "columns", loads: ReadonlyMap<Node, unknown>): Resolved {
  const output = axesOf(product.type.shape);
  const access = factorsOf(product, output, axesOf(reducedSpace(product), "r"))[factor];
  let node = product.inputs[factor];
  let index = access.index;
  const when: Condition[] = [...(access.when ?? [])];
  while (node.op.lowering.kind === "movement" && !loads.has(node)) {
    const step = node.op.lowering.index(index, node.attributes, node.inputs[0].type, node.type);
    when.push(...(step.when ?? []));
    index = step.index;
    node = node.inputs[0];
  }
  const address = linearise(index, node.type.shape);
  const replace = (of: Index, outer: Index, depth: Index): Index => {
    const places = new Map<string, Index>();
    const spread = (axes: Contraction["rows"], at: Index): void => {
      delinearise(at, axes.map(({ extent }) => extent)).forEach((part, i) => places.set(axes[i].name, part));
    };
    spread(contraction[side], outer);
    spread(contraction.depth, depth);
    spread(contraction.batch, variable("z", sizeOf(contraction.batch.map(({ extent }) => extent))));
    return substitute(of, (name) => places.get(name));
  };
  return {
    node,
    address: (outer, depth) => replace(address, outer, depth),
    when: (outer, depth) => when.map((condition) => ({ ...condition, of: replace(condition.of, outer, depth) })),
  };
}

/** A binding has one type: what the epilogue or the other factor reads too is read element by element. */
function usedOnce(writer: KernelWriter, product: Node, node: Node): boolean {
  const { kernel, loads } = writer.planned;
  const place = JSON.stringify(loads.get(node));
  const same = (other: Node): boolean => JSON.stringify(loads.get(other)) === place;
  const moved = product.inputs.map((input) => {
    let value = input;
    while (value.op.lowering.kind === "movement" && !loads.has(value)) value = value.inputs[0];
    return value;
  });
  const own = new Set(valuesOf(kernel));
  const stops = (value: Node) => (candidate: Node): boolean => candidate !== value && (loads.has(candidate) || own.has(candidate));
  const inEpilogue = kernel.values.some((value) => readsOf(value, axesOf(value.type.shape), stops(value)).some((read) => same(read.node)));
  const written = writer.planned.stores.some(({ at }) => JSON.stringify(at) === place);
  return moved.filter(same).length === 1 && !inEpilogue && !written;
}

/** Whether four neighbours along an axis start at a multiple of four and lie side by side. */
function contiguous(resolved: Resolved, outer: Size, depth: Size): "outer" | "depth" | undefined {
  const outerVariable = variable("m", outer);
  const depthVariable = variable("k", depth);
  if (resolved.when(outerVariable, depthVariable).length > 0 || sizeOf(resolved.node.type.shape).factor % 4 !== 0) return undefined;
  const address = resolved.address(outerVariable, depthVariable);
  const terms = address.kind === "add" ? address.terms : [address];
  const runs = (name: string, size: Size): boolean =>
    size.factor % 4 === 0 &&
    terms.some((term) => term.kind === "variable" && term.name === name) &&
    terms.every((term) => (term.kind === "variable" && term.name === name) || (!variablesOf(term).has(name) && divisible(term)));
  return runs("k", depth) ? "depth" : runs("m", outer) ? "outer" : undefined;
}

function divisible(term: Index): boolean {
  return term.kind === "mul" ? term.by.factor % 4 === 0 : term.kind === "literal" && term.size.factor % 4 === 0;
}
