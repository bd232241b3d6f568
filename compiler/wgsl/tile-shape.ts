/** How large a tile an invocation computes, and how a workgroup lays its invocations over the result. */

import type { TileTable, WantedTile } from "./tile-table.js";

/** Invocations of a workgroup: over a product's rows, over its columns, and over products. */
export interface Layout {
  readonly down: number;
  readonly across: number;
  readonly deep: number;
}

export interface Tile extends Layout {
  /** Of the elements that an invocation computes. */
  readonly rows: number;
  readonly columns: number;
  /** In smaller workgroups, where lanes share. */
  readonly smaller?: Layout;
  /**
   * How many neighbouring lanes have the same rows and share their loads: 8, a quad, or 1. Each loads a part of the rows, gives it to the others
   * by swaps, and has its sums in the order in which they came: its own part first.
   */
  readonly share: 1 | 4 | 8;
  /** How many rows are a line of a kernel, and go to a lane whole; else 1. */
  readonly line: number;
  /** Of how many phases the columns are, in turns: those of a phase have the same rows, and stand side by side in vectors. */
  readonly phases: number;
}

export interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  /** How many columns lie on one line of a picture: a tile that is a whole part of it, or whole lines, reads neighbours once. Of a kernel's gradient, how many rows lie on a line of it. */
  readonly line: number;
  /** How many such products there are. */
  readonly batch: number;
  readonly depth: "along" | "across" | "window" | "phased" | "kernel";
  /** Multiplications of all of them. */
  readonly work: number;
}

/** The first of the table's tiles that the product fills and that leaves no core without work; else the last, smaller if need be. */
export function tileFor(size: ProductSize, table: TileTable): Tile {
  const { tiles } = table[size.depth] ?? table.window;
  for (const wanted of tiles) {
    const { share, from = 0 } = wanted;
    if (share === 1 || size.work < from) continue;
    const tile = fitted(size, wanted);
    // Who shares stands side by side.
    if (isFilled(tile, size, wanted) && tile.wide > share / 2 && tile.tiles > invocations) {
      return { ...bestLaid(tile, invocations, share, size.batch), smaller: layoutOf(bestLaid(tile, fewest, share, size.batch)) };
    }
  }
  // What goes through workgroup memory goes in whole vectors, and shares with all of the workgroup, not with its neighbours on a line.
  const unshared = fitted(table.staged ? { ...size, line: 1 } : size, tiles.at(-1)!);
  const count = unshared.tiles < 256 ? fewest : invocations;
  const batch = table.staged ? 1 : size.batch;
  // As high as wide, or higher where a row of tiles is shorter.
  const down = Math.max(Math.sqrt(count), count / (powerOfTwo(unshared.wide) * powerOfTwo(batch)));
  return laid(unshared, Math.min(powerOfTwo(unshared.high), down), count, 1, batch);
}

interface Fitted {
  readonly rows: number;
  readonly columns: number;
  /** How many such tiles there are: down, across, and in all. */
  readonly high: number;
  readonly wide: number;
  readonly tiles: number;
}

function fitted(size: ProductSize, wanted: WantedTile): Fitted {
  const { height, width } = size.depth === "kernel" ? ofLines(size, wanted) : ofElements(size, wanted);
  const [high, wide] = [Math.ceil(size.rows / height), Math.ceil(size.columns / width)];
  return { rows: height, columns: width, high, wide, tiles: high * wide * size.batch };
}

interface Extent {
  readonly height: number;
  readonly width: number;
}

function ofElements({ rows, line }: ProductSize, most: WantedTile): Extent {
  const height = heightFor(rows, most.rows);
  // A low tile has registers for more columns.
  return { height, width: height <= 4 && line % 16 === 0 ? 16 : columnsFor(line, height < 8 ? 8 : most.columns) };
}

/** Each lane has so many whole lines that the fewest rows lie past the edge; the more, the better. */
function ofLines({ rows, columns, line }: ProductSize, most: WantedTile): Extent {
  const least = most.share * line;
  const heights = Array.from({ length: Math.max(Math.floor(most.rows / least), 1) }, (_, i) => (i + 1) * least);
  return { height: heights.reduce((best, height) => (roundedUp(rows, height) <= roundedUp(rows, best) ? height : best)), width: Math.min(columns, most.columns) };
}

function isFilled(tile: Fitted, { rows, depth }: ProductSize, { share, rows: most }: WantedTile): boolean {
  if (depth === "kernel") return tile.rows <= most && 3 * roundedUp(rows, tile.rows) <= 4 * rows;
  // A quad may have fewer rows than it wants. Of eight, each would have too few.
  return tile.rows >= (share === 8 ? most : share);
}

/** So that the fewest of a workgroup's tiles lie past the edges, at most four of them one above the other. */
function bestLaid(tile: Fitted, count: number, share: Tile["share"], batch: number): Tile {
  const filled = ({ down, across, deep }: Tile): number => roundedUp(tile.high, down) * roundedUp(tile.wide, across) * roundedUp(batch, deep);
  return [4, 2, 1].filter((down) => count / down >= share).map((down) => laid(tile, down, count, share, batch)).reduce((best, other) => (filled(other) < filled(best) ? other : best));
}

/** Invocations that a product's columns don't need take the next products. */
function laid({ rows, columns, wide }: Fitted, down: number, count: number, share: Tile["share"], batch: number): Tile {
  const beside = count / down;
  const deep = Math.min(beside / Math.min(beside, Math.max(share, powerOfTwo(wide))), powerOfTwo(batch));
  return { rows, columns, down, across: beside / deep, deep, share, line: 1, phases: 1 };
}

const layoutOf = ({ down, across, deep }: Tile): Layout => ({ down, across, deep });

/** Of a workgroup: as many as other kernels have, so that they can share a launch. */
const invocations = 64;
/** Of one where there would be few. */
const fewest = 16;

export const isWhole = ({ down, across, deep }: Tile): boolean => down * across * deep === invocations;

function heightFor(rows: number, most: number): number {
  return [32, 16, 8, 4].find((height) => height <= most && rows >= height) ?? rows;
}

/** The most that go into a line evenly, or that whole lines go into. */
function columnsFor(line: number, most: number): number {
  if (line % 4 === 0 || line === 1 || most < 8) return most;
  return [8, 7, 6, 5].find((count) => line % count === 0 || count % line === 0) ?? 8;
}

function roundedUp(count: number, to: number): number {
  return Math.ceil(count / to) * to;
}

function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/** How many of the tile's rows an invocation loads. */
export function runOf({ rows, share }: Tile): number {
  return rows / share;
}

/** Which of the tile's columns an element of a row of vectors is: a phase after the other. */
export function columnAt({ columns, phases }: Tile, element: number): number {
  const each = columns / phases;
  return (element % each) * phases + Math.floor(element / each);
}

/** The tile's sums, a row after the other. Columns are held four in a vector. */
export function accumulators({ rows, columns }: Tile): [row: number, vector: number][] {
  const vectors = Math.ceil(columns / 4);
  return Array.from({ length: rows * vectors }, (_, i) => [Math.floor(i / vectors), i % vectors]);
}

export const accumulator = (row: number, vector: number): string => `sum${row}${"abcd"[vector]}`;
