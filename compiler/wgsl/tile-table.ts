/** Which tiles an adapter wants, and what else of its kernels depends on it. Measured by `bench/tiles.ts` and by whole iterations; docs/performance.md says with which numbers. */

import type { AdapterName, Target } from "./target.js";
import type { Tile } from "./tile-shape.js";

export interface WantedTile {
  /** Of the elements that an invocation computes. */
  readonly rows: number;
  readonly columns: number;
  /** How many neighbouring lanes share the rows that they load (`Tile.share`); more than 1 needs WGSL's subgroups, of that size at least. */
  readonly share: Tile["share"];
  /** Multiplications of a product from which on it is worth its compilation. */
  readonly from?: number;
}

export interface Wanted {
  /** The first that the product fills, and that leaves no core without work; else the last. */
  readonly tiles: readonly WantedTile[];
  /** How many steps of the depth a turn of the loop takes; a window is unrolled by its size. */
  readonly steps: 1 | 2 | 4;
}

export interface TileTable {
  /** Where the depth runs along a line of memory in one of the operands: four steps load as a vector. */
  readonly along: Wanted;
  /** Where an operand is a window that slides over a picture: wide tiles see more of what their neighbours see. */
  readonly window: Wanted;
  /** Where it runs across the lines of both: the gradient of a layer's weights. */
  readonly across: Wanted;
  /** As `window`, where the phases of a strided picture take turns in the columns: a tile has so many columns of all of them together. */
  readonly phased?: Wanted;
  /** For the gradient of a convolution's kernel, with its lines for rows, where that is worth a table: each lane has as many whole ones as its rows have room for. */
  readonly kernel?: Wanted;
  /** Of software adapters, whose vectors are loaded an element at a time: of a vector that no more elements than these are wanted of (a window's neighbours), they alone are loaded. 1 if left out. */
  readonly single?: 2 | 3;
  /** Of software adapters: what the lanes of a quad load alike, where a tile has too few rows to share them, one of them loads for all. Needs WGSL's subgroups. */
  readonly deals?: boolean;
  /** Of software adapters: from how many elements on an invocation takes four neighbours of what has no reduction. Fewer aren't worth compiling four of each. */
  readonly fours?: number;
  /** Whether the kernels of a launch take turns in its workgroups: who gives each core one run of neighbours would give one of them all that is heavy. */
  readonly dealt?: boolean;
  /** A launch for each kernel, for who times them one by one. */
  readonly apart?: boolean;
  /** Through workgroup memory, so many steps of the depth at a time; left out where operands are read from memory as they are needed. */
  readonly staged?: number;
}

const tile = (rows: number, columns: number, share: Tile["share"], from?: number): WantedTile => ({ rows, columns, share, ...(from && { from }) });

const plain = [tile(8, 8, 1)];
const any: TileTable = { along: { tiles: plain, steps: 4 }, window: { tiles: plain, steps: 1 }, across: { tiles: plain, steps: 1 } };

/** What a software adapter has for products that fill nothing larger, or are worth no more. */
const small = [tile(8, 4, 4), tile(8, 4, 1)];

const tables: Readonly<Record<AdapterName, TileTable>> = {
  // A module that is built for nobody in particular asks for no extension.
  any,
  // Each lane loads alone, with a test, and there are no registers to lose: what counts is products a load, and how much has to be compiled.
  swiftshader: {
    along: { tiles: [tile(16, 4, 4, 2 ** 24), ...small], steps: 4 },
    window: { tiles: [tile(32, 8, 4, 2 ** 22), tile(16, 8, 4), tile(16, 4, 4), ...small], steps: 1 },
    phased: { tiles: [tile(16, 16, 4, 2 ** 22), tile(16, 8, 4), tile(16, 4, 4), ...small], steps: 1 },
    across: { tiles: [tile(16, 4, 4, 2 ** 22), ...small], steps: 2 },
    kernel: { tiles: [tile(36, 4, 4), tile(12, 4, 4), tile(12, 4, 1)], steps: 1 },
    single: 3,
    deals: true,
    fours: 32768,
  },
  // The same, in vectors of eight.
  lavapipe: {
    along: { tiles: [tile(32, 4, 8, 2 ** 25), tile(16, 4, 8, 2 ** 22), tile(16, 4, 4, 2 ** 22), ...small], steps: 4 },
    window: { tiles: [tile(16, 8, 8), tile(16, 8, 4), tile(16, 4, 4), ...small], steps: 1 },
    across: { tiles: [tile(32, 4, 8, 2 ** 24), tile(16, 4, 4, 2 ** 22), ...small], steps: 2 },
    kernel: { tiles: [tile(40, 4, 8), tile(36, 4, 4), tile(12, 4, 4), tile(12, 4, 1)], steps: 1 },
    single: 2,
    deals: true,
    fours: 32768,
    dealt: true,
  },
  // Not measured: none was at hand. What every text on products for GPUs agrees upon, and correct.
  gpu: { ...any, staged: 16 },
};

export function tableFor(target: Target): TileTable {
  return typeof target === "string" ? tables[target] : target;
}
