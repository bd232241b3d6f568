/** One side of a tiled product: where its elements lie, and how those of one step come into registers. */

import type { Axis, Contraction } from "../fuse/contraction.js";
import { once } from "../../runtime/once.js";
import type { Operand } from "../../runtime/program.js";
import { ownAxes, readsOf } from "../fuse/access.js";
import { valuesOf } from "../fuse/kernel.js";
import { type Condition, type Index, add, delinearise, keyOf, linearise, literal, mul, neverHolds, substitute, variable, variablesOf } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { sizeOf } from "../ir/type.js";
import { placeKey } from "../plan/place-key.js";
import { dealt, quad } from "./deal.js";
import type { KernelWriter } from "./kernel.js";
import type { Nest } from "./nest.js";
import { indexText, sizeText } from "./text.js";

/** Where the variables of a contraction stand. */
export type Places = ReadonlyMap<string, Index>;

/** The axes of a group at a position in it. */
export function placesOf(axes: readonly Axis[], at: Index): Places {
  const parts = delinearise(at, axes.map(({ extent }) => extent));
  return new Map(axes.map(({ name }, i) => [name, parts[i]]));
}

/** Where an element lies, and when it does. */
export interface Element {
  readonly address: Index;
  readonly when: readonly Condition[];
}

/** An operand as it lies in memory: behind the movements that no kernel has stored. */
export interface TileOperand extends Element {
  readonly node: Node;
}

export function operandOf(writer: KernelWriter, product: Node, contraction: Contraction, factor: 0 | 1): TileOperand {
  const access = contraction.factors[factor];
  let node = product.inputs[factor];
  let { index } = access;
  const when: Condition[] = [...(access.when ?? [])];
  while (node.op.lowering.kind === "movement" && !writer.planned.loads.has(node)) {
    const step = node.op.lowering.index(index, node.attributes, node.inputs[0].type, node.type);
    when.push(...(step.when ?? []));
    index = step.index;
    node = node.inputs[0];
  }
  return { node, address: linearise(index, node.type.shape), when };
}

/** An element once more of its variables stand still. */
export function elementAt({ address, when }: Element, place: Places): Element {
  const at = (index: Index): Index => substitute(index, (name) => place.get(name));
  return { address: at(address), when: when.map((condition) => ({ ...condition, of: at(condition.of) })) };
}

/** What stands for an element that is never there. */
export const nothing = "0.0";

/** How the elements of an operand are loaded. */
export interface Loading {
  /** Of a vector that no more elements than these are wanted of, they alone are loaded. */
  readonly single: number;
  /** The lanes of a quad have the same elements: one of them loads each for all. */
  readonly isDealt: boolean;
}

/** The texts of an operand's elements, loaded in the innermost loop of the nest. One that stands in the list more than once is loaded once. */
export function loadTile(operand: TileOperand, elements: readonly Element[], nest: Nest, writer: KernelWriter, product: Node, letter: string, { single, isDealt }: Loading = { single: 1, isDealt: false }): string[] {
  const there = elements.filter(({ when }) => !when.some(neverHolds));
  const quads = usedOnce(writer, product, operand.node) ? inQuads(operand.node, there) : undefined;
  const places = quads ?? there.map(({ address }): Place => ({ index: address }));
  const name = writer.operands.name(writer.planned.loads.get(operand.node)!, operand.node, quads !== undefined);
  const count = sizeText({ ...sizeOf(operand.node.type.shape), ...(quads && { factor: sizeOf(operand.node.type.shape).factor / 4 }) });
  const lanes = lanesOf(places);
  /** Inside a guard the address may be out of range: it is held in it, and the guard drops what was read. */
  const load = (address: Index, guarded: boolean, part = ""): string => {
    const at = nest.hoisted(address);
    return nest.define(`${name}[${guarded ? `min(${indexText(at)}, ${count} - 1u)` : indexText(at)}]${part}`, variablesAnd(at, nest), letter);
  };
  const tests = there.map(({ when }) => nest.test(when));
  const turnOf = (hand: number): Index => variable(hand === quad ? "q" : nest.define(`min(q, ${hand - 1}u)`, [], "turn"), hand);
  const deals = isDealt ? dealt(places.map(({ index }, i) => ({ index, test: tests[i] })), turnOf) : new Map<string, never>();
  if (deals.size > 0) writer.lanes = quad;
  let found = 0;
  return elements.map((element) => {
    if (element !== there[found]) return nothing;
    const [{ index, lane }, test] = [places[found], tests[found]];
    found++;
    const part = lane === undefined ? "" : `.${"xyzw"[lane]}`;
    const isAlone = lanes.get(keyOf(index))!.wanted.size <= single;
    const deal = deals.get(keyOf(index));
    const loaded = load(deal?.at ?? index, test !== undefined, isAlone ? part : "");
    // Who wants one element of a vector tests it alone; a vector that is dealt is handed over whole.
    const handed = (value: string): string => (deal ? nest.define(`quadBroadcast(${value}, ${deal.by}u)`, nest.loopVariables, letter) : value);
    const tested = (value: string): string => (test === undefined ? value : nest.define(`select(${nothing}, ${value}, ${test})`, nest.loopVariables, letter));
    return isAlone ? handed(tested(loaded)) : tested(handed(loaded) + part);
  });
}

/** A load belongs into the innermost loop even where its address does not change there: registers are few. */
function variablesAnd(index: Index, nest: Nest): Iterable<string> {
  return [...variablesOf(index), ...nest.loopVariables];
}

/** A vector's or an element's index in memory, and which of the vector's elements is meant. */
interface Place {
  readonly index: Index;
  readonly lane?: number;
}

export type Quad = Required<Place>;

/** The distinct ones, each with the elements that are wanted of it, by key. */
function lanesOf(places: readonly Place[]): ReadonlyMap<string, { readonly index: Index; readonly wanted: Set<number | undefined> }> {
  const lanes = new Map<string, { readonly index: Index; readonly wanted: Set<number | undefined> }>();
  for (const { index, lane } of places) once(lanes, keyOf(index), () => ({ index, wanted: new Set<number | undefined>() })).wanted.add(lane);
  return lanes;
}

/** Each element as one of four that lie side by side from a multiple of four on; `undefined` where some aren't, or where few would share a load. */
function inQuads(node: Node, elements: readonly Element[]): readonly Quad[] | undefined {
  if (sizeOf(node.type.shape).factor % 4 !== 0) return undefined;
  const quads = elements.flatMap(({ address }) => quadOf(address) ?? []);
  if (quads.length < elements.length) return undefined;
  const distinct = <T>(list: readonly T[], key: (item: T) => string): number => new Set(list.map(key)).size;
  return 2 * distinct(quads, ({ index }) => keyOf(index)) <= distinct(elements, ({ address }) => keyOf(address)) ? quads : undefined;
}

/** Four that lie side by side from a multiple of four on, and which of them an address is. */
export function quadOf(address: Index): Quad | undefined {
  const terms = address.kind === "add" ? address.terms : [address];
  let constant = 0;
  const quarters: Index[] = [];
  for (const term of terms) {
    if (term.kind === "literal" && term.size.batch === 0) constant = term.size.factor;
    else if (term.kind === "literal" && term.size.factor % 4 === 0) quarters.push(literal({ ...term.size, factor: term.size.factor / 4 }));
    else if (term.kind === "mul" && term.by.factor % 4 === 0) quarters.push(mul(term.of, { factor: term.by.factor / 4, batch: term.by.batch }));
    else return undefined;
  }
  const whole = Math.floor(constant / 4);
  return { index: add(...quarters, literal(whole)), lane: constant - 4 * whole };
}

/** A binding has one type: what the epilogue or the other factor reads too is read element by element. */
function usedOnce(writer: KernelWriter, product: Node, node: Node): boolean {
  const { kernel, loads } = writer.planned;
  const keyAt = (at: Operand | undefined): string | undefined => at && placeKey(at);
  const place = keyAt(loads.get(node));
  const same = (other: Node): boolean => keyAt(loads.get(other)) === place;
  const moved = product.inputs.map((input) => {
    let value = input;
    while (value.op.lowering.kind === "movement" && !loads.has(value)) value = value.inputs[0];
    return value;
  });
  const own = new Set(valuesOf(kernel));
  const stops = (value: Node) => (candidate: Node): boolean => candidate !== value && (loads.has(candidate) || own.has(candidate));
  const inEpilogue = kernel.values.some((value) => readsOf(value, ownAxes(value), stops(value)).some((read) => same(read.node)));
  const written = writer.planned.stores.some(({ at }) => placeKey(at) === place);
  return moved.filter(same).length === 1 && !inEpilogue && !written;
}
