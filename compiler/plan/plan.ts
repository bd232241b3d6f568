/**
 * Gives every value that is stored a place, and every kernel its operands. Temporaries are named by when they live; the
 * runtime packs them into one arena when it knows the batch size (`runtime/arena.ts`), so a plan holds for every batch.
 */

import type { Operand, Output, Size } from "../../runtime/program.js";
import type { FusedGraph, Kernel } from "../fuse/kernel.js";
import { valuesOf } from "../fuse/kernel.js";
import { axesOf, readsOf, storageOf } from "../fuse/access.js";
import type { Node } from "../ir/node.js";
import { sizeOf } from "../ir/type.js";
import { isSlot, sourceName } from "../ops/index.js";
import { type Layout, aligned, bytesOf } from "./layout.js";

export interface Plan {
  readonly name: string;
  readonly kernels: readonly PlannedKernel[];
  /** What each is made up of; each part is rounded up to 4 bytes. */
  readonly temporaries: readonly (readonly Size[])[];
  readonly outputs: readonly Output[];
  readonly reads: readonly number[];
}

export interface PlannedKernel {
  readonly kernel: Kernel;
  /** Values that it takes from memory. In a pack, a leaf of the first member stands for all. */
  readonly loads: ReadonlyMap<Node, Operand>;
  /** Values that it leaves in memory; one value may go to several places. */
  readonly stores: readonly { readonly node: Node; readonly at: Operand }[];
}

export interface PlanOptions {
  readonly layout: Layout;
  /** The place of each data source among the program's inputs. */
  readonly inputs: ReadonlyMap<string, number>;
  /** Of a network's graph: the place of each data source among its parameters. */
  readonly parameters?: ReadonlyMap<string, number>;
}

export function plan(fused: FusedGraph, options: PlanOptions): Plan {
  const kernels = [...fused.kernels, ...fused.assignments.filter(({ copied }) => copied).map(({ value }): Kernel => ({ space: value.type.shape, loops: [], values: [], reads: new Set([value]), copy: value }))];
  const places = placeStored(fused, kernels);
  const placeOf = (node: Node): Operand => {
    const place = places.operands.get(node);
    if (place) return place;
    const parameter = options.parameters?.get(sourceName(node));
    if (parameter !== undefined) return { in: "parameter", parameter };
    if (!isSlot(node)) return { in: "input", input: options.inputs.get(sourceName(node))! };
    const { offset, bytes } = options.layout.slots.get(sourceName(node))!;
    return { in: "slots", offset, bytes };
  };
  const slots = { written: slotsByValue(fused, false), copied: slotsByValue(fused, true) };
  const planned = kernels.map((kernel): PlannedKernel => {
    const storesOf = (node: Node, targets: SlotsByValue): PlannedKernel["stores"] => (targets.get(node) ?? []).map((slot) => ({ node, at: placeOf(slot) }));
    if (kernel.copy) return { kernel, loads: new Map([[kernel.copy, placeOf(kernel.copy)]]), stores: storesOf(kernel.copy, slots.copied) };
    if (kernel.pack) return planPack(kernel, fused, slots.written, placeOf);
    const stores = valuesOf(kernel).flatMap((node) => [...(places.operands.has(node) ? [{ node, at: placeOf(node) }] : []), ...storesOf(node, slots.written)]);
    return { kernel, loads: new Map([...kernel.reads].map((node) => [node, placeOf(node)])), stores };
  });
  const inputs = new Set(planned.flatMap(({ loads }) => [...loads.values()]).flatMap((operand) => (operand.in === "input" ? [operand.input] : [])));
  const outputs = fused.graph.outputs.map(({ name, value }): Output => ({ name, dtype: value.type.dtype, shape: value.type.shape, at: placeOf(storageOf(value)) }));
  for (const { at } of outputs) if (at.in === "input") inputs.add(at.input);
  return { name: fused.graph.name, kernels: planned, temporaries: places.temporaries, outputs, reads: [...inputs].sort((a, b) => a - b) };
}

type SlotsByValue = ReadonlyMap<Node, readonly Node[]>;

/** Of the assignments that a last kernel copies, or of the others. */
function slotsByValue({ assignments }: FusedGraph, copied: boolean): SlotsByValue {
  const slots = new Map<Node, Node[]>();
  for (const assignment of assignments) if (assignment.copied === copied) slots.set(assignment.value, [...(slots.get(assignment.value) ?? []), assignment.slot]);
  return slots;
}

interface Places {
  readonly operands: Map<Node, Operand>;
  readonly temporaries: Size[][];
}

/** A temporary for each stored value; the members of a pack share one, side by side. */
function placeStored(fused: FusedGraph, kernels: readonly Kernel[]): Places {
  const operands = new Map<Node, Operand>();
  const temporaries: Size[][] = [];
  for (const { pack } of kernels) {
    if (!pack) continue;
    const groups = [...pack.leaves.values(), ...pack.values.values()].filter((members) => members.every((node) => fused.stored.has(node)));
    for (const members of groups) {
      if (operands.has(members[0])) continue;
      let offset = 0;
      for (const node of members) {
        const bytes = bytesOf(node.type.shape);
        operands.set(node, { in: "temporary", temporary: temporaries.length, offset, bytes: { factor: bytes, batch: 0 } });
        offset += aligned(bytes);
      }
      temporaries.push([{ factor: offset, batch: 0 }]);
    }
  }
  const computed = new Set(kernels.flatMap(valuesOf));
  for (const node of computed) {
    if (!fused.stored.has(node) || operands.has(node)) continue;
    const { factor, batch } = sizeOf(node.type.shape);
    const bytes = { factor: 4 * factor, batch };
    operands.set(node, { in: "temporary", temporary: temporaries.length, offset: 0, bytes });
    temporaries.push([bytes]);
  }
  return { operands, temporaries };
}

/** A pack binds whole stretches: from the first member's start to the last member's end. */
function planPack(kernel: Kernel, fused: FusedGraph, written: SlotsByValue, placeOf: (node: Node) => Operand): PlannedKernel {
  const pack = kernel.pack!;
  const loads = new Map<Node, Operand>();
  const isLeaf = (node: Node): boolean => pack.leaves.has(node) || (node.type.shape.length === 0 && kernel.reads.has(node));
  for (const value of kernel.values) {
    for (const { node } of readsOf(value, axesOf(kernel.space), (candidate) => candidate !== value && isLeaf(candidate))) {
      loads.set(node, stretch((pack.leaves.get(node) ?? [node]).map(placeOf)));
    }
  }
  const stores = kernel.values.flatMap((node) => {
    const members = pack.values.get(node)!;
    const slots = members.map((member) => written.get(member)?.[0]);
    const targets = slots.every((slot) => slot !== undefined) ? [stretch(slots.map(placeOf))] : [];
    return [...targets, ...(members.every((member) => fused.stored.has(member)) ? [stretch(members.map(placeOf))] : [])].map((at) => ({ node, at }));
  });
  return { kernel, loads, stores };
}

function stretch(operands: readonly Operand[]): Operand {
  const [first] = operands;
  const last = operands.at(-1)!;
  if (first.in === "slots" && last.in === "slots") return { in: "slots", offset: first.offset, bytes: last.offset + last.bytes - first.offset };
  if (first.in === "temporary" && last.in === "temporary") {
    return { ...first, bytes: { factor: last.offset + last.bytes.factor - first.offset, batch: 0 } };
  }
  return first;
}
