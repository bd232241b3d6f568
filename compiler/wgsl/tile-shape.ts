/** How large a tile an invocation computes, and how a workgroup lays its invocations over the result. */

import type { TileTable } from "./tile-table.js";

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
  readonly depth: "along" | "across" | "window";
}

/** The table's tile, smaller where the product doesn't fill it. */
export function tileFor({ rows, columns, line, batch, depth }: ProductSize, table: TileTable): Tile {
  const wanted = table[depth];
  const tile = { rows: heightFor(rows, wanted.rows), columns: columnsFor(line, wanted.columns) };
  const [high, wide] = [Math.ceil(rows / tile.rows), Math.ceil(columns / tile.columns)];
  // A quad is four tiles side by side.
  if (table.share === 4 && tile.rows >= 4 && wide >= 3) {
    const down = Math.min(powerOfTwo(high), 4);
    return { ...tile, down, across: invocations / down, share: 4 };
  }
  // Few tiles are spread over more workgroups, so that no core waits.
  const few = high * wide * batch < 256 ? 16 : invocations;
  const down = Math.min(powerOfTwo(high), Math.sqrt(few));
  return { ...tile, down, across: few / down, share: 1 };
}

/** Of a workgroup: as many as other kernels have, so that they can share a launch. */
const invocations = 64;

function heightFor(rows: number, most: number): number {
  return [32, 16, 8, 4].find((height) => height <= most && rows >= height) ?? rows;
}

/** The most that go into a line evenly, or that whole lines go into. */
function columnsFor(line: number, most: number): number {
  if (line % 4 === 0 || line === 1 || most < 8) return most;
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
