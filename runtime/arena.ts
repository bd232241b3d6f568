/** Where temporaries lie: two that live at the same time never overlap. Done at load, when the batch size is known; `ganc explain` asks too. */

import type { Size, Temporary } from "./program.js";

/** WebGPU's default minStorageBufferOffsetAlignment. */
const alignment = 256;

/** In bytes; for each temporary, where it begins and how much it has. */
export interface Placement {
  readonly offsets: readonly number[];
  readonly sizes: readonly number[];
  /** Of the whole arena. */
  readonly bytes: number;
}

export function bytesAt({ factor, batch }: Size, batchSize: number): number {
  return factor * batchSize ** batch;
}

/** Greedy, the largest first, each at the lowest place where it meets nobody that lives when it does. */
export function placeTemporaries(temporaries: readonly Temporary[], batch: number): Placement {
  const sizes = sizesOf(temporaries, batch);
  const order = [...temporaries.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b);
  const offsets = temporaries.map(() => 0);
  const placed: number[] = [];
  for (const i of order) {
    const { first, last } = temporaries[i];
    const neighbours = placed.filter((j) => temporaries[j].first <= last && first <= temporaries[j].last).sort((a, b) => offsets[a] - offsets[b]);
    for (const j of neighbours) {
      if (offsets[i] + sizes[i] <= offsets[j]) break;
      offsets[i] = Math.max(offsets[i], offsets[j] + sizes[j]);
    }
    placed.push(i);
  }
  return { offsets, sizes, bytes: Math.max(0, ...offsets.map((offset, i) => offset + sizes[i])) };
}

/** The most bytes that are alive at any one time: no placement can do with less. */
export function mostAlive(temporaries: readonly Temporary[], batch: number): number {
  const sizes = sizesOf(temporaries, batch);
  const times = new Set(temporaries.map(({ first }) => first));
  return Math.max(0, ...[...times].map((time) => temporaries.reduce((sum, { first, last }, i) => (first <= time && time <= last ? sum + sizes[i] : sum), 0)));
}

function sizesOf(temporaries: readonly Temporary[], batch: number): number[] {
  return temporaries.map(({ bytes }) => Math.ceil(bytes.reduce((sum, size) => sum + bytesAt(size, batch), 0) / alignment) * alignment);
}
