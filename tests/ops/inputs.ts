/** What a case of the table is built from: inputs at random, and memory that holds values for them. */

import type { Memory } from "../../compiler/evaluate/evaluate.js";
import type { Node } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { type Dim, type Shape, shapeAt } from "../../compiler/ir/type.js";
import { data, isSlot, permute, slot, sourceName } from "../../compiler/ops/index.js";

export interface Source {
  readonly node: Node;
  readonly low: number;
  readonly high: number;
}

const extents: readonly number[] = [1, 2, 3, 5, 7];

export class Inputs {
  /** Where values come from, in the order of asking. */
  readonly sources: Source[] = [];

  constructor(readonly random: () => number) {}

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** A whole number in low..high. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  extent(): number {
    return extents[this.whole(0, extents.length - 1)];
  }

  /** Of so many axes, one of which may be the batch, anywhere. */
  shape(rank = this.whole(1, 3)): Shape {
    const shape: Dim[] = Array.from({ length: rank }, () => this.extent());
    if (rank > 0 && this.chance(0.6)) shape[this.chance(0.6) ? 0 : this.whole(0, rank - 1)] = "B";
    return shape;
  }

  /** Some of the axes of a shape, in ascending order. */
  some(shape: Shape): number[] {
    return shape.flatMap((_, axis) => (this.chance(0.5) ? [axis] : []));
  }

  /** A new source of this shape: data where it has the batch, else a slot. What lies in memory has the batch first. */
  input(shape: Shape, [low, high]: readonly [number, number] = [-2, 2]): Node {
    const place = shape.indexOf("B");
    const name = `x${this.sources.length}`;
    const inMemory: Shape = place < 0 ? shape : ["B", ...shape.filter((_, axis) => axis !== place)];
    const node = (place < 0 ? slot : data)(name, { dtype: "f32", shape: inMemory });
    this.sources.push({ node, low, high });
    return permute(node, shape.map((_, axis) => (axis === place ? 0 : axis < place ? axis + 1 : axis)));
  }
}

/** Values of every source, f32 and evenly spread in its range, so that no two of one source are close to each other. */
export function memoryOf(sources: readonly Source[], batch: number, random: () => number): Memory {
  const memory = { slots: new Map<string, Tensor>(), data: new Map<string, Tensor>() };
  for (const { node, low, high } of sources) {
    const shape = shapeAt(node.type.shape, batch);
    const count = shape.reduce((a, b) => a * b, 1);
    const order = shuffled(count, random);
    const values = Float64Array.from(order, (place) => Math.fround(low + ((place + 0.25 + 0.5 * random()) / count) * (high - low)));
    (isSlot(node) ? memory.slots : memory.data).set(sourceName(node), { shape, data: values });
  }
  return memory;
}

function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** `memory` with one source moved along a direction. */
export function moved(memory: Memory, node: Node, direction: ArrayLike<number>, by: number): Memory {
  const name = sourceName(node);
  const shift = (tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> => {
    const { shape, data: values } = tensors.get(name)!;
    return new Map([...tensors, [name, { shape, data: values.map((value, i) => value + by * direction[i]) }]]);
  };
  return isSlot(node) ? { ...memory, slots: shift(memory.slots) } : { ...memory, data: shift(memory.data) };
}
