/** Which tiles an adapter wants, and what else of its kernels depends on it. Measured by `bench/tiles.ts` and by whole iterations; docs/performance.md says with which numbers. */

import type { AdapterName, Target } from "./target.js";
import type { Tile } from "./tile-shape.js";

/** Of the elements that an invocation computes. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** Along a line, 4 steps of the depth load as a vector. */
export interface Unrolled extends Extent {
  /** How many steps of the depth a turn of the loop takes. */
  readonly steps: 1 | 2 | 4;
}

export interface TileTable {
  /** Where the depth runs along a line of memory in one of the operands, and a load brings four of its elements. */
  readonly along: Unrolled;
  /** Where an operand is a window that slides over a picture: wide tiles see more of what their neighbours see. */
  readonly window: Extent;
  /** Where it runs across the lines of both: the gradient of a layer's weights. */
  readonly across: Unrolled;
  /** How many neighbouring lanes share the rows that they load (`Tile.share`), at most; more than 1 needs WGSL's subgroups, of that size at least. */
  readonly share: Tile["share"];
  /** From how many multiplications on a product is worth more than 16 rows, which take longer to compile. */
  readonly large?: number;
  /** Of software adapters: from how many elements on an invocation takes four neighbours of what has no reduction. Fewer aren't worth compiling four of each. */
  readonly fours?: number;
  /** Through workgroup memory, so many steps of the depth at a time; left out where operands are read from memory as they are needed. */
  readonly staged?: number;
}

const plain: TileTable = { along: { rows: 8, columns: 8, steps: 4 }, window: { rows: 8, columns: 8 }, across: { rows: 8, columns: 8, steps: 1 }, share: 1 };

const tables: Readonly<Record<AdapterName, TileTable>> = {
  // A module that is built for nobody in particular asks for no extension.
  any: plain,
  // Each lane loads alone, with a test, and there are no registers to lose: what counts is products a load, and how much has to be compiled.
  swiftshader: { along: { rows: 16, columns: 4, steps: 4 }, window: { rows: 16, columns: 8 }, across: { rows: 16, columns: 4, steps: 2 }, share: 4, fours: 32768 },
  // The same, in vectors of eight. Columns are few where the depth runs along lines of a power of two: all of them fall on the same lines of the cache.
  lavapipe: { along: { rows: 32, columns: 4, steps: 4 }, window: { rows: 16, columns: 8 }, across: { rows: 32, columns: 4, steps: 2 }, share: 8, large: 2 ** 24, fours: 32768 },
  // Not measured: none was at hand. What every text on products for GPUs agrees upon, and correct.
  gpu: { ...plain, staged: 16 },
};

export function tableFor(target: Target): TileTable {
  return typeof target === "string" ? tables[target] : target;
}
