/**
 * Anchors: the values that are computed once, each by one kernel. All others are recomputed inside whatever reads them.
 * What memory traffic costs decides, for on every adapter a float moved costs many times a float computed.
 */

import { type Graph, rootsOf } from "../ir/graph.js";
import { type Node, usersOf } from "../ir/node.js";
import { sizeAt, sizeOf } from "../ir/type.js";
import { laidOutValue, storageOf } from "./access.js";
import { asContraction, extentOf, isTiled } from "./contraction.js";

export interface Anchors {
  /** Computed once, whatever it costs: results, reductions, dear values that many read. */
  readonly required: ReadonlySet<Node>;
  /** Computed once if that happens in the kernel of the reduction that they finish; else recomputed. */
  readonly epilogues: ReadonlySet<Node>;
}

/** What one element's way to or from memory costs, in elementary operations (measured: a copy against an FMA loop, bench/peak). */
const traffic = 16;
/** A storage binding less than WebGPU's default of 8, so that a kernel can store its value too. */
const mostOperands = 6;

const isElementwise = (node: Node): boolean => node.op.lowering.kind === "elementwise";
const isSource = (node: Node): boolean => node.op.lowering.kind === "source";

/** `nodes`: all of the graph's. `packing`: what optimisers need stored, and what they compute themselves. */
export function chooseAnchors(graph: Graph, nodes: readonly Node[], batch: number, packing: { readonly leaves: ReadonlySet<Node>; readonly internal: ReadonlySet<Node> }): Anchors {
  const required = new Set<Node>(packing.leaves);
  for (const root of rootsOf(graph)) required.add(storageOf(root));
  for (const node of nodes) {
    const { lowering } = node.op;
    if (lowering.kind === "reduction") required.add(node);
    if (lowering.kind === "generator" && lowering.cost > traffic) required.add(node);
    // A tile loads each element of its operands many times, and as vectors: they must lie in memory as they are.
    if (lowering.kind === "reduction" && isTiled(node, batch)) node.inputs.forEach((input) => required.add(laidOutValue(input)));
  }
  for (const node of required) if (isSource(node)) required.delete(node);
  const users = usersOf(nodes);
  const epilogues = new Set(nodes.filter((node) => !required.has(node) && !packing.internal.has(node) && finishesReduction(node, users)));
  const isAnchor = (node: Node): boolean => required.has(node) || epilogues.has(node);
  anchorSharedValues(nodes, users, required, (node) => isAnchor(node) || packing.internal.has(node), batch);
  limitOperands(nodes, required);
  for (const node of required) epilogues.delete(node);
  return { required, epilogues };
}

/** For each value, who reads it from memory or where it is computed: what is computed once, or may be since it finishes a reduction. */
export function readersOf(nodes: readonly Node[], isAnchor: (node: Node) => boolean, epilogues: ReadonlySet<Node>): ReadonlyMap<Node, ReadonlySet<Node>> {
  const users = usersOf(nodes);
  const readers = new Map<Node, ReadonlySet<Node>>();
  for (const node of [...nodes].reverse()) {
    const isReader = (user: Node): boolean => isAnchor(user) || epilogues.has(user);
    const [only, ...more] = users.get(node)!;
    if (only && more.length === 0 && !isReader(only)) {
      readers.set(node, readers.get(only)!);
      continue;
    }
    const found = new Set<Node>();
    for (const user of users.get(node)!) {
      if (isReader(user)) found.add(user);
      else readers.get(user)!.forEach((reader) => found.add(reader));
    }
    readers.set(node, found);
  }
  return readers;
}

/** What alone reads a reduction (or what finishes it): computing it there spares storing the bare result. */
function finishesReduction(node: Node, users: Map<Node, Node[]>): boolean {
  if (!isElementwise(node)) return false;
  return node.inputs.some((input) => {
    // A reshape in between changes nothing.
    const value = storageOf(input);
    for (let step = input; step !== value; step = step.inputs[0]) if (users.get(step)!.length > 1) return false;
    const alone = users.get(value)!.length === 1 || isActivation(node, value, users);
    return alone && (value.op.lowering.kind === "reduction" || finishesReduction(value, users));
  });
}

/** Whether the node is a function of this value and of nothing else, element by element, and all that reads the value is part of it: an activation that reads its input more than once. */
function isActivation(node: Node, value: Node, users: Map<Node, Node[]>): boolean {
  const within = new Set<Node>([node]);
  for (const part of within) {
    for (const input of part.inputs) {
      if (input === value) continue;
      if (!isElementwise(input) && input.op.lowering.kind !== "generator") return false;
      if (isElementwise(input)) within.add(input);
    }
  }
  return users.get(value)!.every((user) => within.has(user)) && [...within].every((part) => part === node || users.get(part)!.every((user) => within.has(user)));
}

interface Cost {
  /** Elementary operations for one element. */
  operations: number;
  /** What is loaded for one element, each distinct value once. */
  readonly leaves: Set<Node>;
}

/** From the results back: a value whose recomputation in all its readers costs more than storing it once becomes an anchor. */
function anchorSharedValues(nodes: readonly Node[], users: Map<Node, Node[]>, required: Set<Node>, isAnchor: (node: Node) => boolean, batch: number): void {
  const readers = new Map<Node, Map<Node, number>>();
  const costs = new Map<Node, Cost>();
  const elements = (node: Node): number => sizeAt(sizeOf(node.type.shape), batch);
  for (const node of [...nodes].reverse()) {
    // Nobody is asked for through it, or nothing is.
    if (isAnchor(node) || node.inputs.length === 0) continue;
    const found = new Map<Node, number>();
    for (const user of users.get(node)!) {
      const factor = readFactor(node, user, batch);
      const count = (anchor: Node, times: number): void => void found.set(anchor, Math.max(found.get(anchor) ?? 0, times * factor));
      if (isAnchor(user)) count(user, 1);
      else readers.get(user)!.forEach((times, anchor) => count(anchor, times));
    }
    readers.set(node, found);
    if (!isElementwise(node)) continue;
    let uses = 0;
    found.forEach((times) => (uses += times));
    if (uses <= 1) continue;
    const { operations, leaves } = costOf(node, isAnchor, costs);
    // What is broadcast counts for less.
    const loads = [...leaves].reduce((sum, leaf) => sum + Math.min(1, elements(leaf) / elements(node)), 0);
    if ((uses - 1) * (traffic * loads + operations) > traffic * (1 + uses)) required.add(node);
  }
}

/** How often computing `user` once for each of its elements reads an element of `node`. */
function readFactor(node: Node, user: Node, batch: number): number {
  const inputs = sizeAt(sizeOf(node.type.shape), batch);
  const outputs = sizeAt(sizeOf(user.type.shape), batch);
  const { lowering } = user.op;
  if (lowering.kind === "movement") return Math.max(1, outputs / Math.max(1, inputs));
  if (lowering.kind !== "reduction") return 1;
  const contraction = asContraction(user);
  if (!contraction) return 1;
  const depth = extentOf(contraction.depth, batch);
  return Math.max(1, (outputs * depth) / Math.max(1, inputs));
}

function costOf(node: Node, isAnchor: (node: Node) => boolean, costs: Map<Node, Cost>): Cost {
  const known = costs.get(node);
  if (known) return known;
  const cost: Cost = { operations: 0, leaves: new Set() };
  const { lowering } = node.op;
  if (lowering.kind === "elementwise" || lowering.kind === "generator") cost.operations += lowering.cost;
  for (const input of new Set(node.inputs)) {
    if (isAnchor(input) || isSource(input)) {
      cost.leaves.add(input);
      continue;
    }
    const inner = costOf(input, isAnchor, costs);
    cost.operations += inner.operations;
    inner.leaves.forEach((leaf) => cost.leaves.add(leaf));
  }
  costs.set(node, cost);
  return cost;
}

/**
 * No value may need more operands than a kernel can bind: the input that needs most of them is computed before, also one that
 * was to be computed again wherever no kernel could take it in.
 */
function limitOperands(nodes: readonly Node[], required: Set<Node>): void {
  const leaves = new Map<Node, Set<Node>>();
  const leavesOf = (node: Node): Set<Node> => (isSource(node) || required.has(node) ? new Set([node]) : leaves.get(node)!);
  for (const node of nodes) {
    let found = union(node.inputs.map(leavesOf));
    while (found.size > mostOperands) {
      const widest = node.inputs.filter((input) => !required.has(input) && leavesOf(input).size > 1).sort((a, b) => leavesOf(b).size - leavesOf(a).size)[0];
      if (!widest) break;
      required.add(widest);
      found = union(node.inputs.map(leavesOf));
    }
    leaves.set(node, found);
  }
}

function union(sets: readonly Set<Node>[]): Set<Node> {
  const all = new Set<Node>();
  for (const set of sets) set.forEach((node) => all.add(node));
  return all;
}
