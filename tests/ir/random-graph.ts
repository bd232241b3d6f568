/** Well-typed graphs at random, from a seed: what is true of all of them is likely to be true of the next program. */

import type { Graph } from "../../compiler/ir/graph.js";
import type { Node } from "../../compiler/ir/node.js";
import { type Dim, type Shape, sizeAt, sizeOf } from "../../compiler/ir/type.js";
import * as ops from "../../compiler/ops/index.js";

/** Mulberry32: small, and the same everywhere. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface RandomGraph {
  readonly graph: Graph;
  readonly slots: readonly Node[];
  readonly inputs: readonly Node[];
}

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)];
const extents: readonly Dim[] = [1, 2, 3, 4, 5, 8, 12];

/** Every step takes values that exist and makes one more. A step that doesn't fit what it was given makes none. */
const steps: readonly ((random: Random, pool: readonly Node[]) => Node | undefined)[] = [
  (random, pool) => pick(random, [ops.neg, ops.abs, ops.sin, ops.cos, ops.tanh, ops.sigmoid, ops.softplus, ops.erf])(pick(random, pool)),
  (random, pool) => ops.sqrt(ops.abs(pick(random, pool))),
  (random, pool) => ops.log(ops.add(ops.abs(pick(random, pool)), 0.5)),
  (random, pool) => ops.exp(ops.tanh(pick(random, pool))),
  (random, pool) => {
    const a = pick(random, pool);
    return pick(random, [ops.add, ops.sub, ops.mul])(a, pick(random, [0, 1, -1, 0.25]));
  },
  (random, pool) => {
    const [a, b] = alike(random, pool);
    return pick(random, [ops.add, ops.sub, ops.mul, ops.minimum, ops.maximum])(a, b);
  },
  (random, pool) => {
    const [a, b] = alike(random, pool);
    return ops.div(a, ops.add(ops.abs(b), 1));
  },
  (random, pool) => {
    const [a, b] = alike(random, pool);
    return ops.select(ops.greater(a, 0.1), b, pick(random, [0, 1]));
  },
  (random, pool) => {
    const a = pick(random, pool);
    const axes = a.type.shape.map((_, axis) => axis).filter(() => random() < 0.5);
    return pick(random, [ops.sum, ops.sum, ops.reduceMax])(a, axes);
  },
  (random, pool) => {
    const a = pick(random, pool);
    const axes = a.type.shape.map((_, axis) => axis).sort(() => random() - 0.5);
    return ops.permute(a, axes);
  },
  (random, pool) => {
    const a = pick(random, pool);
    if (a.type.shape.length > 3) return undefined;
    const place = Math.floor(random() * (a.type.shape.length + 1));
    const added: Dim = random() < 0.3 ? "B" : pick(random, extents);
    const shape = [...a.type.shape.slice(0, place), added, ...a.type.shape.slice(place)];
    return ops.broadcast(a, shape, a.type.shape.map((_, axis) => (axis < place ? axis : axis + 1)));
  },
  (random, pool) => {
    const a = pick(random, pool);
    const numbers = a.type.shape.filter((dim) => dim !== "B");
    const batches = a.type.shape.filter((dim) => dim === "B");
    const flat = sizeAt(sizeOf(numbers), 1);
    return ops.reshape(a, pick(random, [[...batches, flat], [...batches, 1, flat], [flat, ...batches], ...(flat % 2 === 0 ? [[...batches, flat / 2, 2]] : [])] as Shape[]));
  },
  (random, pool) => {
    const a = pick(random, pool);
    const amounts = (): number[] => a.type.shape.map((dim) => (dim === "B" ? 0 : Math.floor(random() * 3)));
    return ops.pad(a, amounts(), amounts(), amounts());
  },
  (random, pool) => {
    const a = pick(random, pool);
    const start = a.type.shape.map((dim) => (dim === "B" ? 0 : Math.floor(random() * Math.min(dim, 3))));
    const end = a.type.shape.map((dim, axis): Dim => (dim === "B" ? "B" : Math.max(start[axis] + 1, dim - Math.floor(random() * 2))));
    return ops.slice(a, start, end, a.type.shape.map((dim) => (dim === "B" ? 1 : 1 + Math.floor(random() * 2))));
  },
  (random, pool) => {
    const a = pick(random, pool);
    return ops.reverse(a, a.type.shape.flatMap((_, axis) => (random() < 0.5 ? [axis] : [])));
  },
  (random, pool) => {
    const a = pick(random, pool);
    const axes = a.type.shape.flatMap((dim, axis) => (typeof dim === "number" && dim > 1 ? [axis] : []));
    return axes.length > 0 ? ops.extend(a, pick(random, axes), 1, pick(random, ["reflect", "replicate"])) : a;
  },
  (random, pool) => contraction(random, pick(random, pool), pick(random, pool)),
];

function alike(random: Random, pool: readonly Node[]): [Node, Node] {
  const a = pick(random, pool);
  const same = pool.filter((b) => b.type.shape.join() === a.type.shape.join());
  return [a, pick(random, same)];
}

/** Letters are shared where extents agree, now and then. */
function contraction(random: Random, a: Node, b: Node): Node | undefined {
  const letters = "abcdefghij";
  const left = a.type.shape.map((_, axis) => letters[axis]);
  const used = new Set<string>();
  const right = b.type.shape.map((dim, axis) => {
    const shared = left.filter((letter, i) => a.type.shape[i] === dim && !used.has(letter));
    const letter = shared.length > 0 && random() < 0.7 ? pick(random, shared) : letters[a.type.shape.length + axis];
    used.add(letter);
    return letter;
  });
  const out = [...new Set([...left, ...right])].filter(() => random() < 0.6).sort(() => random() - 0.5).slice(0, 4);
  return ops.contract(`${left.join("")},${right.join("")}->${out.join("")}`, a, b);
}

/** No value of a graph has more elements than this at batch 3, so that the reference is quick. */
const most = 4000;

export function randomGraph(seed: number, size = 24): RandomGraph {
  const random = generator(seed);
  const shapes: Shape[] = [["B", pick(random, extents)], ["B", 3, pick(random, extents)], [pick(random, extents), pick(random, extents)], [pick(random, extents)], []];
  const inputs = shapes.slice(0, 2).map((shape, i) => ops.data(`x${i}`, { dtype: "f32", shape }));
  const slots = shapes.slice(2).map((shape, i) => ops.slot(`w${i}`, { dtype: "f32", shape }));
  const pool: Node[] = [...inputs, ...slots];
  while (pool.length < size) {
    const node = pick(random, steps)(random, pool);
    if (node && node.type.dtype === "f32" && sizeAt(sizeOf(node.type.shape), 3) <= most && !pool.includes(node)) pool.push(node);
  }
  const outputs = pool.slice(-4).map((value, i) => ({ name: `out${i}`, value }));
  const fitting = (slot: Node): Node | undefined => pool.slice(slots.length).reverse().find((node) => node !== slot && node.type.shape.join() === slot.type.shape.join());
  const assignments = slots.flatMap((slot) => {
    const value = fitting(slot);
    return value ? [{ slot, value }] : [];
  });
  return { graph: { name: `random ${seed}`, assignments, outputs }, slots, inputs };
}
