/** How large a tile an invocation computes, and how a workgroup lays its invocations over the result. */

import type { Target } from "./target.js";

export interface Tile {
  /** Of the elements that an invocation computes. */
  readonly rows: number;
  readonly columns: number;
  /** Invocations of a workgroup. */
  readonly down: number;
  readonly across: number;
}

export interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  /** How many columns lie on one line of a picture: a tile that is a whole part of it, or whole lines, reads neighbours once. */
  readonly line: number;
  /** How many such products there are. */
  readonly batch: number;
}

/** 8 × 8 was the fastest plain tile on SwiftShader, by half against 4 × 8 (`bench/kernels.ts` on the MLP GAN); where there are not so many rows, fewer idle less. */
export function tileFor({ rows, columns, line, batch }: ProductSize, _target: Target): Tile {
  const tile = { rows: rows >= 8 ? 8 : rows >= 4 ? 4 : rows, columns: columnsFor(line) };
  const [high, wide] = [Math.ceil(rows / tile.rows), Math.ceil(columns / tile.columns)];
  // Few tiles are spread over more workgroups, so that no core waits.
  const invocations = high * wide * batch >= 256 ? 64 : 16;
  const down = Math.min(powerOfTwo(high), Math.sqrt(invocations));
  return { ...tile, down, across: invocations / down };
}

/** The most that go into a line evenly, or that whole lines go into. */
function columnsFor(line: number): number {
  if (line % 4 === 0 || line === 1) return 8;
  return [8, 7, 6, 5].find((count) => line % count === 0 || count % line === 0) ?? 8;
}

function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}
