/** Where temporaries lie: two that live at the same time never overlap. Done at load, when the batch size is known; `ganc explain` asks too. */

import type { Size, Temporary } from "./program.js";

/** WebGPU's default minStorageBufferOffsetAlignment. */
const alignment = 256;

export interface Placement {
  /** In bytes, for each temporary. */
  readonly offsets: readonly number[];
  /** Of the whole arena. */
  readonly bytes: number;
  /** The most that is alive at any one time: no placement can do with less. */
  readonly lowerBound: number;
}

export function bytesAt({ factor, batch }: Size, batchSize: number): number {
  return factor * batchSize ** batch;
}

/** Greedy, the largest first, each at the lowest place where it meets nobody that lives when it does. */
export function placeTemporaries(temporaries: readonly Temporary[], batch: number): Placement {
  const sizes = temporaries.map(({ bytes }) => Math.ceil(bytes.reduce((sum, size) => sum + bytesAt(size, batch), 0) / alignment) * alignment);
  const order = temporaries.map((_, i) => i).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const offsets = temporaries.map(() => 0);
  const placed: number[] = [];
  for (const i of order) {
    const { first, last } = temporaries[i];
    const neighbours = placed.filter((j) => temporaries[j].first <= last && first <= temporaries[j].last).sort((a, b) => offsets[a] - offsets[b]);
    let offset = 0;
    for (const j of neighbours) {
      if (offset + sizes[i] <= offsets[j]) break;
      offset = Math.max(offset, offsets[j] + sizes[j]);
    }
    offsets[i] = offset;
    placed.push(i);
  }
  const times = new Set(temporaries.map(({ first }) => first));
  const alive = [...times].map((time) => temporaries.reduce((sum, { first, last }, i) => (first <= time && time <= last ? sum + sizes[i] : sum), 0));
  return { offsets, bytes: Math.max(0, ...temporaries.map((_, i) => offsets[i] + sizes[i])), lowerBound: Math.max(0, ...alive) };
}
