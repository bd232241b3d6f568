/** Where slots lie: in the order of the lowered program, each at a multiple of 256 bytes, so that any stretch of them can be bound. */

import type { LoweredSlot } from "../lower/program.js";
import { type Shape, sizeAt, sizeOf } from "../ir/type.js";

/** WebGPU's default minStorageBufferOffsetAlignment. */
export const alignment = 256;

export interface Layout {
  /** Offset and length in bytes, by slot name. */
  readonly slots: ReadonlyMap<string, { readonly offset: number; readonly bytes: number }>;
  readonly bytes: number;
}

export function layOut(slots: readonly LoweredSlot[]): Layout {
  const places = new Map<string, { offset: number; bytes: number }>();
  let offset = 0;
  for (const { name, type } of slots) {
    const bytes = bytesOf(type.shape);
    places.set(name, { offset, bytes });
    offset += aligned(bytes);
  }
  return { slots: places, bytes: Math.max(offset, alignment) };
}

/** Of a shape without a batch axis: 4 bytes an element. */
export function bytesOf(shape: Shape): number {
  return 4 * sizeAt(sizeOf(shape), 1);
}

export function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

/** Names of slots that lie side by side and are walked together. */
export function runsOf(slots: readonly LoweredSlot[]): string[][] {
  const runs: { run: string | undefined; names: string[] }[] = [];
  for (const { name, run } of slots) {
    const last = runs.at(-1);
    if (last && run !== undefined && last.run === run) last.names.push(name);
    else runs.push({ run, names: [name] });
  }
  return runs.map(({ names }) => names);
}
