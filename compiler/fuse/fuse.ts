/**
 * Groups a graph's anchors into kernels. A value joins the kernel whose result it finishes (bias and activation ride in
 * the epilogue of their product), reductions over the same elements share a loop, small values share a launch, and an
 * optimiser is one kernel. What the next room gets: kernels in a valid order, and which values lie in memory.
 */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { keyOf, linearise } from "../ir/index.js";
import { type Node, reachable } from "../ir/node.js";
import { type Shape, sameSize, sizeAt, sizeOf } from "../ir/type.js";
import { type Read, axesOf, readsOf, reductionReads, storageOf } from "./access.js";
import { stop } from "../ops/index.js";
import { chooseAnchors, usersOf } from "./anchors.js";
import { isTiled } from "./contraction.js";
import { Dependencies } from "./dependencies.js";
import type { FusedGraph, Kernel } from "./kernel.js";
import { findPacks } from "./pack.js";

/** WebGPU's default limit of storage buffers a stage. */
const mostBindings = 8;
/** Spaces up to this many elements cost a launch and hardly anything else: they share one where they can. */
const smallSpace = 64;

export interface FuseOptions {
  /** What sizes with a batch axis are judged by; kernels run at any. */
  readonly batch: number;
  /** Names of slots that lie side by side, in order. */
  readonly runs: readonly (readonly string[])[];
}

export function fuse(simplified: Graph, options: FuseOptions): FusedGraph {
  const graph = readBeforeWritten(simplified);
  const packing = findPacks(graph, options.runs);
  const anchors = chooseAnchors(graph, options.batch, packing);
  const nodes = reachable(rootsOf(graph));
  const grouping = new Grouping(options, usersOf(nodes), resultsOf(graph));
  const packed = new Set(packing.kernels.flatMap((kernel) => [...kernel.pack!.values.values()].flat()));
  for (const node of nodes) {
    if (packed.has(node)) continue;
    if (anchors.required.has(node)) grouping.place(node);
    else if (anchors.epilogues.has(node)) grouping.placeIfHosted(node);
  }
  packing.kernels.forEach((kernel) => grouping.addPack(kernel));
  return grouping.finish(graph);
}

/** How many slots take a value, and whether it is an output. */
interface Result {
  readonly slots: number;
  readonly output: boolean;
}

function resultsOf(graph: Graph): ReadonlyMap<Node, Result> {
  const results = new Map<Node, Result>();
  for (const { value } of graph.outputs) results.set(storageOf(value), { slots: 0, output: true });
  for (const { value } of graph.assignments) {
    const { slots, output } = results.get(storageOf(value)) ?? { slots: 0, output: false };
    results.set(storageOf(value), { slots: slots + 1, output });
  }
  return results;
}

/** A slot's old value that is itself a result, while the slot is assigned, is computed like any other: `set a = b, set b = a`. */
function readBeforeWritten(graph: Graph): Graph {
  return mapRoots(graph, (root) => (storageOf(root).op.lowering.kind === "source" && graph.assignments.some(({ slot }) => slot === storageOf(root)) ? stop(root) : root));
}

/** The same elements in the same order, whatever the shape. */
function sameElements(a: Shape, b: Shape): boolean {
  return sameSize(sizeOf(a), sizeOf(b));
}

interface Draft {
  space: Kernel["space"];
  loops: Node[][];
  values: Node[];
  pack?: Kernel["pack"];
  tiled: boolean;
  /** Every value of memory that it reads, and whether only at the element that it computes. */
  reads: Map<Node, { aligned: boolean }>;
}

function newLoop(draft: Draft): Node[] {
  const loop: Node[] = [];
  draft.loops.push(loop);
  return loop;
}

function reducedShape(reduction: Node): string {
  const { lowering } = reduction.op;
  return lowering.kind === "reduction" ? lowering.space(reduction.attributes, reduction.inputs.map((input) => input.type)).join() : "";
}

class Grouping {
  readonly #drafts: Draft[] = [];
  readonly #home = new Map<Node, Draft>();
  readonly #dependencies = new Dependencies<Draft>();

  constructor(
    private readonly options: FuseOptions,
    private readonly users: ReadonlyMap<Node, readonly Node[]>,
    private readonly results: ReadonlyMap<Node, Result>,
  ) {}

  place(node: Node): void {
    const reads = this.#readsFor(node);
    const isReduction = node.op.lowering.kind === "reduction";
    const host = isReduction ? this.#reductionHost(node, reads) : (this.#producer(node, reads) ?? this.#neighbour(node, reads));
    const draft: Draft = host ?? { space: node.type.shape, loops: [], values: [], tiled: isReduction && isTiled(node, this.options.batch), reads: new Map() };
    if (!host) this.#drafts.push(draft);
    if (isReduction) (this.#loopFor(node, reads, draft) ?? newLoop(draft)).push(node);
    else draft.values.push(node);
    this.#settle(node, draft, reads);
  }

  /** For values that are worth computing apart only where the reduction they finish is computed. */
  placeIfHosted(node: Node): void {
    const reads = this.#readsFor(node);
    const host = this.#producer(node, reads);
    if (!host || host.loops.length === 0) return;
    host.values.push(node);
    this.#settle(node, host, reads);
  }

  addPack(kernel: Kernel): void {
    const draft: Draft = { space: kernel.space, loops: [], values: [...kernel.values], pack: kernel.pack, tiled: false, reads: new Map() };
    this.#drafts.push(draft);
    const leaves = kernel.pack!.leaves;
    for (const [first, members] of kernel.pack!.values) {
      members.forEach((member) => this.#home.set(member, draft));
      for (const read of readsOf(first, axesOf(kernel.space), (node) => node !== first && (leaves.has(node) || (this.#isStored(node) && node.type.shape.length === 0)))) {
        for (const member of leaves.get(read.node) ?? [read.node]) this.#record(draft, { ...read, node: member }, true);
      }
    }
  }

  #settle(node: Node, draft: Draft, reads: readonly Read[]): void {
    this.#home.set(node, draft);
    for (const read of reads) if (this.#home.get(read.node) !== draft) this.#record(draft, read, this.#isAligned(read, node));
  }

  #record(draft: Draft, read: Read, aligned: boolean): void {
    const before = draft.reads.get(read.node);
    draft.reads.set(read.node, { aligned: aligned && (before?.aligned ?? true) });
    const home = this.#home.get(read.node);
    if (home) this.#dependencies.add(home, draft);
  }

  #isStored(node: Node): boolean {
    return node.op.lowering.kind === "source" || this.#home.has(node);
  }

  #readsFor(node: Node): Read[] {
    const axes = axesOf(node.type.shape);
    const stored = (value: Node): boolean => value !== node && this.#isStored(value);
    if (node.op.lowering.kind !== "reduction") return readsOf(node, axes, stored);
    const reads: Read[] = [];
    reductionReads(node, axes, (input, where) => reads.push(...readsOf(input, where, stored)));
    return reads;
  }

  /** Whether computing an element of `node` reads the element at the same place. */
  #isAligned(read: Read, { type: { shape } }: Node): boolean {
    return !read.guarded && sameElements(read.node.type.shape, shape) && keyOf(read.address) === keyOf(linearise(axesOf(shape), shape));
  }

  /** The last kernel that computes one of the values read, element for element; the others must come from before it. */
  #producer(node: Node, reads: readonly Read[]): Draft | undefined {
    const homes = reads.flatMap((read) => {
      const home = this.#home.get(read.node);
      return home && !home.pack && sameElements(home.space, node.type.shape) && this.#allAligned(node, reads, home) ? [home] : [];
    });
    return [...new Set(homes)].reverse().find((home) => this.#fits(home, node, reads));
  }

  /** What a kernel computes can be read in it only at the element itself. */
  #allAligned(node: Node, reads: readonly Read[], home: Draft): boolean {
    return reads.every((read) => this.#home.get(read.node) !== home || this.#isAligned(read, node));
  }

  /** A map over the same elements that reads one of the same values; or any, where the space is small. */
  #neighbour(node: Node, reads: readonly Read[]): Draft | undefined {
    const small = this.#isSmall(node);
    return this.#drafts.find(
      (draft) =>
        draft.loops.length === 0 &&
        sameElements(draft.space, node.type.shape) &&
        (small || reads.some((read) => draft.reads.has(read.node))) &&
        this.#allAligned(node, reads, draft) &&
        this.#fits(draft, node, reads),
    );
  }

  #isSmall(node: Node): boolean {
    return sizeAt(sizeOf(node.type.shape), this.options.batch) <= smallSpace;
  }

  /**
   * A kernel of reductions for the same elements: one over the same axes that reads one of the same values, to share its loop; or
   * one whose results this reduction needs, each for its own element, to come after it.
   */
  #reductionHost(node: Node, reads: readonly Read[]): Draft | undefined {
    if (isTiled(node, this.options.batch)) return undefined;
    const small = this.#isSmall(node);
    return this.#drafts.find((draft) => {
      if (draft.loops.length === 0 || draft.tiled || !sameElements(draft.space, node.type.shape) || !this.#allAligned(node, reads, draft)) return false;
      const needed = reads.some((read) => this.#home.get(read.node) === draft);
      const shared = needed || ((small || reads.some((read) => draft.reads.has(read.node))) && this.#loopFor(node, reads, draft) !== undefined);
      return shared && this.#fits(draft, node, reads);
    });
  }

  /** The first loop over these axes after all that the reduction reads. */
  #loopFor(node: Node, reads: readonly Read[], draft: Draft): Node[] | undefined {
    const earliest = Math.max(0, ...reads.map((read) => this.#loopsBefore(read.node, draft)));
    return draft.loops.slice(earliest).find(([first]) => reducedShape(first) === reducedShape(node));
  }

  /** How many loops of the kernel must have run before a value is known in it. */
  #loopsBefore(value: Node, draft: Draft): number {
    if (this.#home.get(value) !== draft) return 0;
    const own = draft.loops.findIndex((loop) => loop.includes(value));
    if (own >= 0) return own + 1;
    return Math.max(0, ...this.#readsFor(value).map((read) => this.#loopsBefore(read.node, draft)));
  }

  /** No cycle, and no more bindings than a kernel can have. A value that somebody outside may read needs a place of its own. */
  #fits(host: Draft, node: Node, reads: readonly Read[]): boolean {
    for (const read of reads) {
      const home = this.#home.get(read.node);
      if (home && home !== host && this.#dependencies.reaches(host, home)) return false;
    }
    const outside = reads.map((read) => read.node).filter((value) => this.#home.get(value) !== host);
    const inside = (user: Node): boolean => user === node || this.#home.get(user) === host;
    const stores = [...host.loops.flat(), ...host.values, node].reduce((sum, value) => sum + this.#placesOf(value, inside), 0);
    return new Set([...host.reads.keys(), ...outside]).size + stores <= mostBindings;
  }

  /** Where a kernel puts a value: into the slots that take it, and for whoever else reads it. */
  #placesOf(value: Node, inside: (user: Node) => boolean): number {
    const { slots, output } = this.results.get(value) ?? { slots: 0, output: false };
    return slots + (output || !this.users.get(value)!.every(inside) ? 1 : 0);
  }

  finish(graph: Graph): FusedGraph {
    const assignments = graph.assignments.map(({ slot, value }) => {
      const stored = storageOf(value);
      return { slot, value: stored, copied: !this.#assignInPlace(slot, stored) };
    });
    const stored = new Set(graph.outputs.map(({ value }) => storageOf(value)));
    for (const { value, copied } of assignments) if (copied) stored.add(value);
    for (const draft of this.#drafts) for (const node of draft.reads.keys()) if (node.op.lowering.kind !== "source") stored.add(node);
    const kernels = this.#dependencies.sort(this.#drafts).map(({ space, loops, values, reads, pack }): Kernel => ({ space, loops, values, reads: new Set(reads.keys()), pack }));
    return { graph, kernels, assignments, stored };
  }

  /** The kernel that computes the new value may write the slot if everybody else has read the old one, and it reads only the element it writes. */
  #assignInPlace(slot: Node, value: Node): boolean {
    const writer = this.#home.get(value);
    if (!writer) return false;
    const readers = this.#drafts.filter((draft) => draft.reads.has(slot));
    if (readers.some((reader) => (reader === writer ? !reader.reads.get(slot)!.aligned : this.#dependencies.reaches(writer, reader)))) return false;
    readers.forEach((reader) => this.#dependencies.add(reader, writer));
    return true;
  }
}
