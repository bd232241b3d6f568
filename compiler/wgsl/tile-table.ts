/** Which tiles an adapter wants, and what else of its kernels depends on it. Measured by `bench/tiles.ts` and by whole iterations; docs/performance.md says with which numbers. */

import type { AdapterName, Target } from "./target.js";

/** Of the elements that an invocation computes. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

export interface TileTable {
  /** Where the depth runs along a line of memory in one of the operands, and a load brings four of its elements. */
  readonly along: Extent;
  /** Where an operand is a window that slides over a picture: wide tiles see more of what their neighbours see. */
  readonly window: Extent;
  /** Where it runs across the lines of both: the gradient of a layer's weights. */
  readonly across: Extent;
  /** How many neighbouring lanes share the rows that they load (`Tile.share`); 4 needs WGSL's subgroups. */
  readonly share: 1 | 4;
  /** How many steps are unrolled of a depth that runs along a line: 4 load as a vector. */
  readonly unrolled: 1 | 4;
  /** From how many elements on an invocation takes four neighbours of what has no reduction: fewer aren't worth compiling four of each. Never, where it is left out. */
  readonly fours?: number;
  /** Through workgroup memory, so many steps of the depth at a time; left out where operands are read from memory as they are needed. */
  readonly staged?: number;
}

const plain: TileTable = { along: { rows: 8, columns: 8 }, window: { rows: 8, columns: 8 }, across: { rows: 8, columns: 8 }, share: 1, unrolled: 4 };

const tables: Readonly<Record<AdapterName, TileTable>> = {
  // A module that is built for nobody in particular asks for no extension.
  any: plain,
  // Each lane loads alone, with a test, and there are no registers to lose: what counts is products a load, and how much has to be compiled.
  swiftshader: { along: { rows: 16, columns: 4 }, window: { rows: 16, columns: 8 }, across: { rows: 16, columns: 4 }, share: 4, unrolled: 4, fours: 32768 },
  // The same, in vectors of eight. Columns are few where the depth runs along lines of a power of two: all of them fall on the same lines of the cache.
  lavapipe: { along: { rows: 16, columns: 4 }, window: { rows: 16, columns: 8 }, across: { rows: 16, columns: 4 }, share: 4, unrolled: 4, fours: 32768 },
  // Not measured: none was at hand. What every text on products for GPUs agrees upon, and correct.
  gpu: { ...plain, staged: 16 },
};

export function tableFor(target: Target): TileTable {
  return typeof target === "string" ? tables[target] : target;
}
