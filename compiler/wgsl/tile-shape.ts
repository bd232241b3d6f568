/** How large a tile an invocation computes, and how a workgroup lays its invocations over the result. */

import type { Target } from "./target.js";

export interface Tile {
  /** Of the elements that an invocation computes. */
  readonly rows: number;
  readonly columns: number;
  /** Invocations of a workgroup. */
  readonly down: number;
  readonly across: number;
  /**
   * How many neighbouring lanes have the same rows and share their loads: 4, a quad, or 1. Each loads a part of the rows, gives it to the other three
   * by swaps, and has its sums in the order in which they came: its own part first.
   */
  readonly share: 1 | 4;
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
export function tileFor({ rows, columns, line, batch }: ProductSize, target: Target): Tile {
  const quads = target === "swiftshader" || target === "lavapipe";
  const tile = { rows: quads && rows >= 16 ? 16 : rows >= 8 ? 8 : rows >= 4 ? 4 : rows, columns: columnsFor(line) };
  const [high, wide] = [Math.ceil(rows / tile.rows), Math.ceil(columns / tile.columns)];
  if (quads && tile.rows >= 4) {
    const down = Math.min(powerOfTwo(high), 4);
    return { ...tile, down, across: 16 / down, share: 4 };
  }
  // Few tiles are spread over more workgroups, so that no core waits.
  const invocations = high * wide * batch >= 256 ? 64 : 16;
  const down = Math.min(powerOfTwo(high), Math.sqrt(invocations));
  return { ...tile, down, across: invocations / down, share: 1 };
}

/** The most that go into a line evenly, or that whole lines go into. */
function columnsFor(line: number): number {
  if (line % 4 === 0 || line === 1) return 8;
  return [8, 7, 6, 5].find((count) => line % count === 0 || count % line === 0) ?? 8;
}

function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/** How many of the tile's rows an invocation loads. */
export function runOf({ rows, share }: Tile): number {
  return rows / share;
}

/** The tile's sums, a row after the other. Columns are held four in a vector. */
export function accumulators({ rows, columns }: Tile): [row: number, vector: number][] {
  const vectors = Math.ceil(columns / 4);
  return Array.from({ length: rows * vectors }, (_, i) => [Math.floor(i / vectors), i % vectors]);
}

export const accumulator = (row: number, vector: number): string => `sum${row}${"abcd"[vector]}`;
