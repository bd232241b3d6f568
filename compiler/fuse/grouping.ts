/** Kernels being formed, one value after the other: where a value may be computed beside others, it is. */

import type { Graph } from "../ir/graph.js";
import { keyOf, linearise } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { sameShape, sizeAt, sizeOf } from "../ir/type.js";
import { type Read, axesOf, inputReads, movedValue, ownAxes, readsOf, storageOf } from "./access.js";
import { isTiled } from "./contraction.js";
import { Dependencies } from "./dependencies.js";
import { type Draft, type DraftLoop, computedBy, isMap, sameElements } from "./draft.js";
import type { Result } from "./fuse.js";
import { type FusedGraph, type Kernel, type Walk, isShared, mostBindings, sharing } from "./kernel.js";
import { placeOnWalk, reducedSpace, selfKeys, walkOf } from "./walk.js";

/** Spaces up to this many elements cost a launch and hardly anything else: they share one where they can. */
const smallSpace = 64;
/** What one invocation may have to compute, where a map could give each element one of its own; so many invocations fill an adapter anyway. */
const mostElements = 256;
const manyInvocations = 1024;

export interface Surroundings {
  readonly readers: ReadonlyMap<Node, ReadonlySet<Node>>;
  readonly results: ReadonlyMap<Node, Result>;
  /** Values that will lie side by side, under one binding. */
  readonly leaves: readonly (readonly Node[])[];
}

export class Grouping {
  readonly #drafts: Draft[] = [];
  readonly #home = new Map<Node, Draft>();
  /** The kernels that read a value from memory. */
  readonly #readers = new Map<Node, Set<Draft>>();
  readonly #dependencies = new Dependencies<Draft>();
  readonly #stretch = new Map<Node, readonly Node[]>();
  /** What no kernel could take in: it is computed where it is read. */
  readonly #homeless = new Set<Node>();

  constructor(
    private readonly batch: number,
    private readonly graph: Surroundings,
  ) {
    for (const members of graph.leaves) for (const node of members) this.#stretch.set(node, members);
  }

  place(node: Node): void {
    const reads = this.#fewReads(node);
    if (node.op.lowering.kind === "reduction") this.#placeReduction(node, reads);
    else this.#placeValue(node, reads);
  }

  /**
   * What a value reads fits a kernel of its own. It may not where what finishes a reduction has found a kernel, and is read beside what others
   * make of the same: then the input that reads most is computed before.
   */
  #fewReads(node: Node): readonly Read[] {
    const own = 1 + (this.graph.results.get(node)?.slots.length ?? 0);
    for (;;) {
      const reads = this.#readsFor(node);
      if (countOf(reads) + own <= mostBindings) return reads;
      const inputs = node.inputs.filter((input) => !this.#isStored(input)).map(movedValue);
      const [widest] = inputs.map((input) => ({ input, count: countOf(this.#readsFor(input)) })).sort((a, b) => b.count - a.count);
      if (!widest || widest.count < 2) return reads;
      this.place(widest.input);
    }
  }

  /** For values that are worth computing apart only where the reduction they finish is computed. */
  placeIfHosted(node: Node): void {
    const reads = this.#readsFor(node);
    const host = this.#producer(node, reads);
    if (!host || host.loops.length === 0) return void this.#homeless.add(node);
    host.values.push(node);
    this.#settle(node, host, reads);
  }

  addPack(kernel: Kernel): void {
    const draft = this.#open({ space: kernel.space, values: [...kernel.values], pack: kernel.pack });
    const leaves = kernel.pack!.leaves;
    for (const [first, members] of kernel.pack!.values) {
      members.forEach((member) => this.#home.set(member, draft));
      for (const read of readsOf(first, axesOf(kernel.space), (node) => node !== first && (leaves.has(node) || (this.#isStored(node) && node.type.shape.length === 0)))) {
        for (const member of leaves.get(read.node) ?? [read.node]) this.#record(draft, { ...read, node: member }, true);
      }
    }
  }

  #placeReduction(node: Node, reads: readonly Read[]): void {
    const draft = this.#reductionHost(node, reads) ?? this.#absorbed(node, reads) ?? this.#open({ space: node.type.shape, tiled: isTiled(node, this.batch) });
    this.#loopFor(node, reads, draft).reductions.push(node);
    this.#settle(node, draft, reads);
  }

  #placeValue(node: Node, reads: readonly Read[]): void {
    const producer = this.#producer(node, reads);
    const onWalk = producer ? undefined : this.#loopOnWalk(node, reads);
    if (onWalk) {
      onWalk.loop.elements.push(node);
      return this.#settle(node, onWalk.draft, reads);
    }
    const draft = producer ?? this.#neighbour(node, reads) ?? this.#open({ space: node.type.shape });
    draft.values.push(node);
    this.#settle(node, draft, reads);
  }

  #open({ space, values = [], pack, tiled = false }: Pick<Draft, "space"> & Partial<Draft>): Draft {
    const draft: Draft = { number: this.#drafts.length, space, loops: [], values, pack, tiled, reads: new Map() };
    this.#drafts.push(draft);
    return draft;
  }

  #settle(node: Node, draft: Draft, reads: readonly Read[]): void {
    this.#home.set(node, draft);
    this.#homeless.delete(node);
    for (const read of reads) if (this.#home.get(read.node) !== draft) this.#record(draft, read, this.#isAligned(read, node));
  }

  #record(draft: Draft, read: Read, aligned: boolean): void {
    const before = draft.reads.get(read.node);
    if (!before) this.#readers.set(read.node, (this.#readers.get(read.node) ?? new Set()).add(draft));
    draft.reads.set(read.node, { aligned: aligned && (before?.aligned ?? true) });
    const home = this.#home.get(read.node);
    if (home) this.#dependencies.add(home, draft);
  }

  readonly #isStored = (node: Node): boolean => node.op.lowering.kind === "source" || this.#home.has(node);

  #readsFor(node: Node): Read[] {
    const stored = (value: Node): boolean => value !== node && this.#isStored(value);
    if (node.op.lowering.kind !== "reduction") return readsOf(node, ownAxes(node), stored);
    return inputReads(node, ownAxes(node)).flatMap(({ input, at }) => readsOf(input, at, stored));
  }

  /** Whether computing an element of `node` reads the element at the same place. */
  #isAligned(read: Read, { type: { shape } }: Node): boolean {
    return !read.guarded && sameElements(read.node.type.shape, shape) && keyOf(read.address) === keyOf(linearise(axesOf(shape), shape));
  }

  /** What a kernel computes can be read in it only at the element itself, or at that which its loop comes by. */
  #allAligned(node: Node, reads: readonly Read[], draft: Draft): boolean {
    return reads.every((read) => {
      if (this.#home.get(read.node) !== draft) return true;
      const loop = draft.loops.find(({ elements }) => elements.includes(read.node));
      return loop ? this.#isOnWalk(read, node, loop) : this.#isAligned(read, node);
    });
  }

  #isOnWalk(read: Read, node: Node, { walk, space }: DraftLoop): boolean {
    if (read.guarded || !walk || node.op.lowering.kind !== "reduction" || !sameShape(node.type.shape, walk.reduction.type.shape)) return false;
    return sameShape(reducedSpace(node), space) && keyOf(read.address) === selfKeys(walk).onWalk;
  }

  /** The last kernel that computes one of the values read, element for element; the others must come from before it. */
  #producer(node: Node, reads: readonly Read[]): Draft | undefined {
    const homes = reads.flatMap((read) => {
      const home = this.#home.get(read.node);
      return home && !home.pack && sameElements(home.space, node.type.shape) && this.#allAligned(node, reads, home) ? [home] : [];
    });
    return [...new Set(homes)].reverse().find((home) => this.#fits(home, node, reads));
  }

  /** A map over the same elements that reads one of the same values; or any, where the space is small. */
  #neighbour(node: Node, reads: readonly Read[]): Draft | undefined {
    const candidates = this.#isSmall(node) ? this.#drafts : this.#sharingReads(reads);
    return candidates.find((draft) => isMap(draft) && sameElements(draft.space, node.type.shape) && this.#allAligned(node, reads, draft) && this.#fits(draft, node, reads));
  }

  #isSmall(node: Node): boolean {
    return this.#sizeOf(node) <= smallSpace;
  }

  /** Kernels that read one of these values, in the order in which they were begun. */
  #sharingReads(reads: readonly Read[]): Draft[] {
    return inOrder(reads.flatMap((read) => [...(this.#readers.get(read.node) ?? [])]));
  }

  #homesOf(reads: readonly Read[]): Draft[] {
    return reads.flatMap((read) => this.#home.get(read.node) ?? []);
  }

  #sizeOf({ type }: Node): number {
    return sizeAt(sizeOf(type.shape), this.batch);
  }

  /**
   * A kernel of reductions for the same elements: one over the same axes that reads one of the same values, to share its loop; or
   * one whose results this reduction needs, each for its own element, to come after it.
   */
  #reductionHost(node: Node, reads: readonly Read[]): Draft | undefined {
    if (isTiled(node, this.batch)) return undefined;
    const homes = new Set(this.#homesOf(reads));
    const candidates = this.#isSmall(node) ? this.#drafts : inOrder([...homes, ...this.#sharingReads(reads)]);
    return candidates.find((draft) => {
      if (draft.loops.length === 0 || draft.tiled || !sameElements(draft.space, node.type.shape) || !this.#allAligned(node, reads, draft)) return false;
      return (homes.has(draft) || this.#openLoop(node, reads, draft) !== undefined) && this.#fits(draft, node, reads);
    });
  }

  /** A map whose every element the reduction reads becomes part of its loop. */
  #absorbed(node: Node, reads: readonly Read[]): Draft | undefined {
    const walk = isTiled(node, this.batch) ? undefined : walkOf(node);
    if (!walk) return undefined;
    const { onWalk } = selfKeys(walk);
    const walked = walk.reduction.inputs[walk.operand].type.shape;
    const draft = [...new Set(this.#homesOf(reads))].find((home) => {
      if (!isMap(home) || !sameElements(home.space, walked) || home.values.some((value) => this.graph.results.get(value)?.slots.length)) return false;
      const onlyOnWalk = reads.every((read) => this.#home.get(read.node) !== home || (!read.guarded && keyOf(read.address) === onWalk));
      return onlyOnWalk && this.#isWideEnough(node, sizeAt(sizeOf(walked), this.batch)) && this.#fits(home, node, reads);
    });
    if (!draft) return undefined;
    draft.space = node.type.shape;
    draft.loops = [{ space: reducedSpace(node), reductions: [], elements: draft.values, walk }];
    draft.values = [];
    return draft;
  }

  /** Whether enough invocations run a loop that all these elements are computed in. */
  #isWideEnough(reduction: Node, elements: number): boolean {
    const own = this.#sizeOf(reduction);
    const invocations = own * (isShared(own, elements / own) ? sharing : 1);
    return invocations >= manyInvocations || elements <= mostElements * invocations;
  }

  /** Of a kernel whose results the value needs: the loop after them that comes by all its elements, begun if there is none. */
  #loopOnWalk(node: Node, reads: readonly Read[]): { readonly loop: DraftLoop; readonly draft: Draft } | undefined {
    if (this.graph.results.get(node)?.slots.length) return undefined;
    for (const draft of [...new Set(this.#homesOf(reads))].reverse()) {
      if (draft.loops.length === 0 || draft.tiled || !this.#fits(draft, node, reads)) continue;
      for (const { walk, space } of draft.loops) {
        if (!walk || !this.#followsWalk(node, walk, draft)) continue;
        const earliest = Math.max(0, ...reads.map((read) => this.#loopsBefore(read.node, draft)));
        const known = draft.loops.slice(earliest).find((loop) => loop.walk && sameShape(loop.space, space) && selfKeys(loop.walk).onWalk === selfKeys(walk).onWalk);
        if (known) return { loop: known, draft };
        const loop: DraftLoop = { space, reductions: [], elements: [], walk };
        draft.loops.push(loop);
        return { loop, draft };
      }
    }
    return undefined;
  }

  /** Whether the value, where the walk comes by, needs of the kernel only what it has there. */
  #followsWalk(node: Node, walk: Walk, draft: Draft): boolean {
    const walked = walk.reduction.inputs[walk.operand].type.shape;
    if (!sameElements(walked, node.type.shape) || !this.#isWideEnough(walk.reduction, this.#sizeOf(node))) return false;
    const place = placeOnWalk(walk, node.type.shape, axesOf(walk.reduction.type.shape), axesOf(reducedSpace(walk.reduction), "r"));
    const { element, onWalk } = selfKeys(walk);
    return readsOf(node, place, (value) => value !== node && this.#isStored(value)).every((read) => {
      if (this.#home.get(read.node) !== draft) return true;
      const loop = draft.loops.find(({ elements }) => elements.includes(read.node));
      // Another loop may come by the elements on another walk: an invocation's there are not its elements here.
      if (loop && (!loop.walk || selfKeys(loop.walk).onWalk !== onWalk)) return false;
      return !read.guarded && keyOf(read.address) === (loop ? onWalk : element);
    });
  }

  /** The first loop over these axes after all that the reduction reads. */
  #openLoop(node: Node, reads: readonly Read[], draft: Draft): DraftLoop | undefined {
    const earliest = Math.max(0, ...reads.map((read) => this.#loopsBefore(read.node, draft)));
    return draft.loops.slice(earliest).find(({ space }) => sameShape(space, reducedSpace(node)));
  }

  #loopFor(node: Node, reads: readonly Read[], draft: Draft): DraftLoop {
    const open = this.#openLoop(node, reads, draft);
    if (open) return open;
    const loop: DraftLoop = { space: reducedSpace(node), reductions: [], elements: [], walk: walkOf(node) };
    draft.loops.push(loop);
    return loop;
  }

  /** How many loops of the kernel must have run before a value is known in it. */
  #loopsBefore(value: Node, draft: Draft): number {
    if (this.#home.get(value) !== draft) return 0;
    const within = draft.loops.findIndex(({ elements }) => elements.includes(value));
    if (within >= 0) return within;
    const after = draft.loops.findIndex(({ reductions }) => reductions.includes(value));
    return after >= 0 ? after + 1 : Math.max(0, ...this.#readsFor(value).map((read) => this.#loopsBefore(read.node, draft)));
  }

  /** No cycle, and no more bindings than a kernel can have. A value that somebody outside may read needs a place of its own. */
  #fits(host: Draft, node: Node, reads: readonly Read[]): boolean {
    for (const read of reads) {
      const home = this.#home.get(read.node);
      if (home && home !== host && this.#dependencies.reaches(host, home)) return false;
    }
    const outside = reads.map((read) => read.node).filter((value) => this.#home.get(value) !== host);
    const loads = new Set([...host.reads.keys(), ...outside]);
    return loads.size + this.#bindingsOfStores([...computedBy(host), node], node, host, loads) <= mostBindings;
  }

  /**
   * Where a kernel puts its values: into the slots that take them, and for whoever else reads them. Gradients that one optimiser
   * reads lie under one binding; so does a slot's new value with the old, where nobody reads that but for the new.
   */
  #bindingsOfStores(values: readonly Node[], placed: Node, host: Draft, loads: ReadonlySet<Node>): number {
    const stretches = new Set<readonly Node[]>();
    const loaded = new Set([...loads].map((value) => this.#stretch.get(value)));
    let count = 0;
    for (const value of values) {
      const { slots, output } = this.graph.results.get(value) ?? { slots: [], output: false };
      count += slots.filter((slot) => !loads.has(slot) || [...this.graph.readers.get(slot)!].some((reader) => reader !== value)).length;
      if (!output && this.#isInside(value, placed, host)) continue;
      const stretch = this.#stretch.get(value);
      if (stretch && !loaded.has(stretch)) stretches.add(stretch);
      else count++;
    }
    return count + stretches.size;
  }

  /** Whether nobody outside the kernel reads the value: those who do, or who compute a reader of it for themselves, are computed there. */
  #isInside(value: Node, placed: Node, host: Draft): boolean {
    return [...this.graph.readers.get(value)!].every((reader) => reader === placed || this.#home.get(reader) === host || (this.#homeless.has(reader) && this.#isInside(reader, placed, host)));
  }

  finish(graph: Graph): FusedGraph {
    const assignments = graph.assignments.map(({ slot, value }) => {
      const stored = storageOf(value);
      return { slot, value: stored, copied: !this.#assignInPlace(slot, stored) };
    });
    const stored = new Set(graph.outputs.map(({ value }) => storageOf(value)));
    for (const { value, copied } of assignments) if (copied) stored.add(value);
    for (const draft of this.#drafts) for (const node of draft.reads.keys()) if (node.op.lowering.kind !== "source") stored.add(node);
    const asked = new Set([...stored, ...assignments.map(({ value }) => value)]);
    const kernels = this.#dependencies.sort(this.#drafts).map(({ space, loops, values, reads, pack }): Kernel => ({ space, loops, values: pack ? values : this.#asked(values, asked), reads: new Set(reads.keys()), pack }));
    return { graph, kernels, assignments, stored };
  }

  /** Without what only a loop before them needs: that is computed where the loop needs it. */
  #asked(values: readonly Node[], results: ReadonlySet<Node>): readonly Node[] {
    const asked = new Set<Node>();
    for (const value of [...values].reverse()) {
      if (!results.has(value) && !asked.has(value)) continue;
      asked.add(value);
      for (const { node } of this.#readsFor(value)) asked.add(node);
    }
    return values.filter((value) => asked.has(value));
  }

  /** The kernel that computes the new value may write the slot if everybody else has read the old one, and it reads only the element it writes. */
  #assignInPlace(slot: Node, value: Node): boolean {
    const writer = this.#home.get(value);
    if (!writer) return false;
    const readers = inOrder([...(this.#readers.get(slot) ?? [])]);
    if (readers.some((reader) => (reader === writer ? !reader.reads.get(slot)!.aligned : this.#dependencies.reaches(writer, reader)))) return false;
    readers.forEach((reader) => this.#dependencies.add(reader, writer));
    return true;
  }
}

function countOf(reads: readonly Read[]): number {
  return new Set(reads.map(({ node }) => node)).size;
}

function inOrder(drafts: readonly Draft[]): Draft[] {
  return [...new Set(drafts)].sort((a, b) => a.number - b.number);
}
