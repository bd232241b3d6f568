/** What the bench and its contenders say to each other: a JSON line each, over the contender's stdin and stdout. */

/** The same work for every contender, as the argument that it is started with. */
export interface Work {
  /** Of the .gan file in `bench/`, and of the peers' versions. */
  readonly name: string;
  /** The .gan file, where it is another one. */
  readonly file?: string;
  readonly batch: number;
  /** The shape of a sample by the name of the data. */
  readonly data: { readonly [name: string]: readonly number[] };
  /** How many samples the data set has; a batch of them if left out. */
  readonly count?: number;
  /** Hypers with other values than the file's. */
  readonly settings: { readonly [name: string]: number };
}

/** Resolved already: the same one for all. */
export type Adapter = "gpu" | "lavapipe" | "swiftshader";

export type Losses = { readonly [name: string]: number };

/** Calls of WebGPU, counted from outside. */
export interface Counts {
  readonly dispatches: number;
  readonly submits: number;
  readonly writes: number;
  readonly buffers: number;
  readonly bindGroups: number;
  readonly pipelines: number;
}

/** Said once, when the first iteration is done. */
export interface Started {
  /** From the contender's first line to the end of its first iteration: compilers, adapter, pipelines and all. */
  readonly firstMs: number;
  readonly parameters: { readonly [network: string]: number };
  readonly losses: Losses;
  /** What only ganc says: how long its compiler took, and the operations of an iteration at the file's own batch size. */
  readonly compiled?: { readonly ms: number; readonly flops: number };
  /** The most that was allocated at once so far, in bytes, where that is counted. */
  readonly peakBytes?: number;
}

/** Asked of a contender: so many iterations, and then their last losses. */
export interface Request {
  readonly iterations: number;
}

export interface Ran {
  /** Until the losses were read. */
  readonly ms: number;
  readonly losses: Losses;
  readonly counts?: Counts;
}

/** What the machine can do, as far as it showed: the best of one round. */
export interface Peak {
  /** Fused multiplications and additions, two operations each, from registers. */
  readonly gflops: number;
  /** Read and written by a copy of vec4s. */
  readonly gigabytes: number;
  readonly dispatchUs: number;
  readonly submitUs: number;
}

export interface PeakStarted {
  readonly adapter: Adapter | "software";
  readonly label: string;
}

/** A product of one of ganc's programs, alone on the device. */
export interface MeasuredProduct {
  readonly work: string;
  /** rows × columns × depth, and × how many. */
  readonly sides: string;
  /** Multiplications and additions. */
  readonly operations: number;
  /** Read and written by its kernel, each operand once. */
  readonly bytes: number;
  readonly ms: number;
}

/** What who measures products says, by the same clock: processors' time on a software adapter. */
export interface Measured extends Pick<Peak, "gflops" | "gigabytes"> {
  readonly products: readonly MeasuredProduct[];
}
