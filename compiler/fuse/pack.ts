/**
 * Packs: an optimiser as one dispatch. The weights of a network lie side by side, and so do their moments; where the same
 * formula updates each of them, one kernel runs over the whole stretch. The formula is found by generalising the members'
 * expressions: where all agree they are one expression, where they differ stands a leaf, and a leaf must lie side by side
 * as well (slots do; gradients are given a place where they do).
 */

import { once } from "../../runtime/once.js";
import { type Assignment, type Graph, rootsOf } from "../ir/graph.js";
import { type Node, reachable, showAttributes, usersOf } from "../ir/node.js";
import { sameShape } from "../ir/type.js";
import { sourceName, stop } from "../ops/index.js";
import { movedValue, ownAxes, readsOf, storageOf } from "./access.js";
import { type Kernel, mostBindings } from "./kernel.js";

export interface Packing {
  readonly kernels: readonly Kernel[];
  /** Gradients and the like: must be stored. */
  readonly leaves: ReadonlySet<Node>;
  /** Those that no value of the graph reads: copies of what two packs want. */
  readonly copies: readonly Node[];
  /** What only a pack computes, inside its formula. */
  readonly internal: ReadonlySet<Node>;
  readonly assignments: ReadonlySet<Assignment>;
}

/** `runs`: names of slots that lie side by side, in order. */
export function findPacks(graph: Graph, runs: readonly (readonly string[])[]): Packing {
  const byName = new Map(graph.assignments.map((assignment) => [sourceName(assignment.slot), assignment]));
  const candidates = runs.flatMap((run) => consecutive(run, byName)).filter((members) => members.length > 1);
  const order = new Map(runs.flatMap((run) => run.map((name, place) => [name, { run, place }] as const)));
  const formulas = candidates.flatMap((members) => {
    const formula = generalise(members, (nodes) => liesSideBySide(nodes, order));
    return formula ? [formula] : [];
  });
  const users = usersOf(reachable(rootsOf(graph)));
  const outputs = new Set(graph.outputs.map(({ value }) => storageOf(value)));
  const merged = mergeFormulas(formulas, (node, isInside) => outputs.has(node) || !users.get(node)!.every(isInside));
  const leaves = new Set<Node>();
  const internal = new Set<Node>();
  for (const formula of merged) {
    for (const members of formula.leaves.values()) members.forEach((node) => node.op.lowering.kind !== "source" && leaves.add(node));
    formula.internal.forEach((node) => internal.add(node));
    for (const scalar of formula.scalars) if (placesUnder(scalar).size > 1) leaves.add(scalar);
  }
  const copies = [...leaves].filter((leaf) => !users.has(leaf)).sort((a, b) => a.id - b.id);
  return { kernels: merged.map(toKernel), leaves, copies, internal, assignments: new Set(merged.flatMap((formula) => formula.assignments)) };
}

/** Maximal stretches of a run whose slots are all assigned here. */
function consecutive(run: readonly string[], assigned: ReadonlyMap<string, Assignment>): Assignment[][] {
  const stretches: Assignment[][] = [[]];
  for (const name of run) {
    const assignment = assigned.get(name);
    if (assignment) stretches.at(-1)!.push(assignment);
    else stretches.push([]);
  }
  return stretches;
}

interface Formula {
  readonly assignments: readonly Assignment[];
  /** The first member's values, each with all the members'. */
  readonly values: Map<Node, readonly Node[]>;
  readonly leaves: Map<Node, readonly Node[]>;
  readonly internal: Set<Node>;
  /** Scalars that all members read. */
  readonly scalars: Set<Node>;
}

/** Whether anybody reads a value but those inside. */
type ReadOutside = (node: Node, isInside: (user: Node) => boolean) => boolean;

function generalise(members: readonly Assignment[], sideBySide: (nodes: readonly Node[]) => boolean): Formula | undefined {
  const formula: Formula = { assignments: members, values: new Map(), leaves: new Map(), internal: new Set(), scalars: new Set() };
  const seen = new Map<Node, readonly Node[]>();
  let sound = true;
  const visit = (nodes: readonly Node[]): void => {
    const [first] = nodes;
    const before = seen.get(first);
    if (before) {
      sound &&= before.every((node, i) => node === nodes[i]);
      return;
    }
    seen.set(first, nodes);
    const scalar = spreadScalar(first);
    if (scalar && nodes.every((node) => spreadScalar(node) === scalar)) {
      nodes.forEach((node) => node !== scalar && formula.internal.add(node));
      formula.scalars.add(scalar);
    } else if (agree(nodes)) {
      nodes.forEach((node) => formula.internal.add(node));
      first.inputs.forEach((_, i) => visit(nodes.map((node) => node.inputs[i])));
    } else {
      const stored = nodes.map(storageOf);
      // Numbers that differ from member to member would be written to memory to be read again.
      sound &&= sideBySide(stored) && !stored.every(isUniform);
      formula.leaves.set(first, stored);
    }
  };
  const values = members.map(({ value }) => value);
  if (!agree(values)) return undefined;
  visit(values);
  formula.values.set(values[0], values);
  return sound ? formula : undefined;
}

/** Whether the nodes are one operation that each computes element by element, from scalars or values of its own shape. */
function agree(nodes: readonly Node[]): boolean {
  const [first] = nodes;
  const { lowering } = first.op;
  const attributes = withoutShape(first);
  if (!nodes.every((node) => node.op === first.op && withoutShape(node) === attributes)) return false;
  return lowering.kind === "elementwise" || isUniform(first);
}

/** The same number at every element, known when compiling. */
function isUniform({ op: { lowering } }: Node): boolean {
  return lowering.kind === "generator" && lowering.uniform === true;
}

/** The scalar that a value repeats in every element, where it is nothing else. */
function spreadScalar(node: Node): Node | undefined {
  const moved = movedValue(node);
  const guarded = node.op.lowering.kind === "movement" && readsOf(node, ownAxes(node), (value) => value === moved).some((read) => read.guarded);
  return moved.type.shape.length === 0 && !guarded ? moved : undefined;
}

function withoutShape(node: Node): string {
  const { shape: _, axes: __, ...rest } = node.attributes;
  return showAttributes(rest);
}

/** Slots of one run, one after the other; or values that are computed, and can be put so. */
function liesSideBySide(nodes: readonly Node[], order: ReadonlyMap<string, { run: readonly string[]; place: number }>): boolean {
  if (new Set(nodes).size < nodes.length) return false;
  const computed = nodes.every((node) => node.op.lowering.kind !== "source");
  if (computed) return true;
  const places = nodes.map((node) => (node.op.lowering.kind === "source" ? order.get(sourceName(node)) : undefined));
  return places.every((place, i) => place !== undefined && place.run === places[0]!.run && place.place === places[0]!.place + i);
}

/** Joins formulas over the same shapes (a weight's, its moments') as long as their operands fit one kernel. */
function mergeFormulas(formulas: readonly Formula[], isReadOutside: ReadOutside): Formula[] {
  const merged: Formula[] = [];
  for (const formula of formulas) {
    // What reads more than a kernel may is computed in parts, like any other value.
    if (bindings([formula], isReadOutside) > mostBindings) continue;
    const host = merged.find((other) => sameShapes(other, formula) && consistent(other, formula) && bindings([other, formula], isReadOutside) <= mostBindings);
    if (!host) {
      merged.push(formula);
      continue;
    }
    merged[merged.indexOf(host)] = {
      assignments: [...host.assignments, ...formula.assignments],
      values: new Map([...host.values, ...formula.values]),
      leaves: new Map([...host.leaves, ...formula.leaves]),
      internal: new Set([...host.internal, ...formula.internal]),
      scalars: new Set([...host.scalars, ...formula.scalars]),
    };
  }
  return withOwnLeaves(merged);
}

/** A computed leaf lies in one place of one pack: where another wants it too (the gradient of two critics' biases may be one number), it has a copy. */
function withOwnLeaves(formulas: readonly Formula[]): Formula[] {
  const owners = new Map<Node, string>();
  return formulas.map((formula) => {
    const leaves = [...formula.leaves].map(([first, nodes]) => {
      if (first.op.lowering.kind === "source") return [first, nodes] as const;
      const place = nodes.map(({ id }) => id).join();
      return [first, nodes.map((node) => ownedBy(place, node, owners))] as const;
    });
    return { ...formula, leaves: new Map(leaves) };
  });
}

function ownedBy(place: string, node: Node, owners: Map<Node, string>): Node {
  const owner = once(owners, node, () => place);
  return owner === place ? node : ownedBy(place, stop(node), owners);
}

function sameShapes(a: Formula, b: Formula): boolean {
  const shapes = (formula: Formula): readonly Node[] => [...formula.values.values()][0];
  const [left, right] = [shapes(a), shapes(b)];
  return left.length === right.length && left.every((node, i) => sameShape(node.type.shape, right[i].type.shape));
}

/**
 * A leaf of one formula inside the other's expression would be computed there and stored here; and what both read of the
 * first member they read of all: else keep them apart.
 */
function consistent(a: Formula, b: Formula): boolean {
  const alike = [...a.leaves].every(([first, nodes]) => (b.leaves.get(first) ?? nodes).every((node, i) => node === nodes[i]));
  return alike && [...a.leaves.keys()].every((leaf) => !b.internal.has(leaf)) && [...b.leaves.keys()].every((leaf) => !a.internal.has(leaf));
}

/** Slots, leaves and scalars, and new values that somebody else reads (the rest of an optimiser, where it didn't fit), for whom they lie in a place of their own. */
function bindings(formulas: readonly Formula[], isReadOutside: ReadOutside): number {
  const isInside = (node: Node): boolean => formulas.some(({ internal }) => internal.has(node));
  const bound = formulas.flatMap((formula) => [
    ...formula.assignments.slice(0, 1).map(({ slot }) => sourceName(slot)),
    ...[...formula.leaves.values()].map(([first]) => placeOf(first)),
    // What is made of one place may be read there, or where somebody has stored it.
    ...[...formula.scalars].filter((scalar) => placesUnder(scalar).size > 0).map(placeOf),
    ...[...formula.values].filter(([, members]) => members.some((member) => isReadOutside(member, isInside))).map(([first]) => placeOf(first)),
  ]);
  return new Set(bound).size;
}

function placeOf(node: Node): string {
  return node.op.lowering.kind === "source" ? sourceName(node) : `%${node.id}`;
}

/** Where what a scalar is made of lies: of more than one place it is worth a place of its own. */
function placesUnder(scalar: Node): ReadonlySet<string> {
  const places = new Set<string>();
  // A set is walked in the order of insertion, what is added on the way included.
  const under = new Set([scalar]);
  for (const node of under) {
    const { kind } = node.op.lowering;
    if (kind === "source" || kind === "reduction") places.add(placeOf(node));
    else node.inputs.forEach((input) => under.add(input));
  }
  return places;
}

function toKernel(formula: Formula): Kernel {
  const values = [...formula.values.keys()].sort((a, b) => a.id - b.id);
  return { space: values[0].type.shape, loops: [], values, reads: new Set(), pack: { leaves: formula.leaves, values: formula.values } };
}
