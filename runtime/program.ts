/**
 * The program format: what the compiler writes into `NAME.mjs` and the runtime executes. Plain data, nothing to evaluate.
 * Both sides import this file and nothing else of each other.
 *
 * Memory is four kinds of place, each of them bound in ranges whose offsets are multiples of 256 bytes:
 * - *slots*: weights, statistics, moments, states and counters, laid out by the compiler in one buffer;
 * - *inputs*: data and given noise, a range each, written by the runtime before a launch;
 * - *temporaries*: one arena, placed by the runtime at load, when the batch size is known (`runtime/arena.ts`);
 * - nothing else: a kernel has no other bindings, and uniforms don't exist.
 * Every element is 4 bytes: f32, i32, or u32 for a bool (0 or 1). Everything is bound read_write.
 */

/** Of the format, not of the package: a module with another one is refused by name. */
export const FORMAT = 4;

/** `factor · B^batch`, in whatever unit stands beside it. */
export interface Size {
  readonly factor: number;
  readonly batch: number;
}

export type DType = "f32" | "i32" | "bool";
/** Without the batch axis, where there is one; `"B"` elsewhere in a shape is the batch size. */
export type Shape = readonly (number | "B")[];

export interface Program {
  readonly format: number;
  /** Of the compiler that wrote it. */
  readonly version: string;
  readonly name: string;
  /** The batch size of `train batch N`. */
  readonly batch: number;
  readonly slots: readonly Slot[];
  /** Of the whole slot buffer; a multiple of 256. */
  readonly slotBytes: number;
  readonly inputs: readonly Input[];
  /** Networks whose weights nothing moves and nothing starts: somebody gives them before the program runs. */
  readonly frozen?: readonly Frozen[];
  /** How many lanes an adapter's subgroups must have at least; absent where no kernel asks for subgroups. */
  readonly lanes?: number;
  /** WGSL that stands before every kernel: functions, and `override B: u32`, the batch size. */
  readonly shared: string;
  readonly kernels: readonly Kernel[];
  /** By name: what the schedule and `sample` launch. */
  readonly graphs: { readonly [name: string]: Graph };
  /** What one iteration runs. Empty where the file has no `train`. */
  readonly schedule: readonly Statement[];
  /** What `gan.sample` can make, the default first: graphs by the name of the `sample` (or generator). */
  readonly samples: readonly { readonly name: string; readonly graph: string }[];
  /** What `gan.networks` can call: each network, running averages included, as it is after training. */
  readonly networks: readonly Network[];
  /** Graph whose outputs are fresh draws of every noise, by name, from the inputs `draw.seed` and `draw.number`. */
  readonly draw?: string;
}

/** Of its graph the outputs are `D`, or `D.FIELD` for each field of a record, and `parameter` operands are by position here. */
export interface Network {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly graph: Graph;
}

export interface Parameter {
  readonly name: string;
  readonly dtype: DType;
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly classes?: number;
}

export interface Frozen {
  readonly network: string;
  /** Where the source says that its weights are: relative to the `.gan` file. */
  readonly file: string;
}

export type Role = "weight" | "statistic" | "moment" | "state" | "counter";

export interface Slot {
  /** `G.up1.linear1.weight`; `adam D.G.linear1.weight first`; `clock.draw`. */
  readonly name: string;
  readonly role: Role;
  /** Whose weight or statistic it is. */
  readonly network?: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** In bytes, into the slot buffer. */
  readonly offset: number;
  readonly initial: Initialiser;
}

/** How a slot starts. Random ones draw from Philox by the seed and the slot's place in the program, or that of the slot which they start `as`: the same everywhere. */
export type Initialiser = { readonly as?: number } & (
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "values"; readonly values: readonly number[] }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "normal"; readonly mean: number; readonly deviation: number }
);

/** The counters that the runtime knows by name; all i32 scalars; only those that the program needs are there. */
export const counters = {
  /** Written by the runtime at load, from the user's seed. */
  seed: "clock.seed",
  /** Draws so far: a step adds one. Every random number depends on it. */
  draw: "clock.draw",
  /** Iterations so far; where a kernel needs it, the schedule ends in running the graph `tick`, which adds one. */
  iteration: "clock.iteration",
  /** `epoch`, kept by the runtime where a kernel needs it: written when it changes. */
  epoch: "clock.epoch",
} as const;

export type Input = DataInput | NoiseInput | ControlInput;

export interface DataInput {
  readonly kind: "data";
  readonly name: string;
  readonly dtype: DType;
  /** Of one sample. */
  readonly shape: readonly number[];
  /** Values are scaled into it from the source's own range. */
  readonly range?: readonly [low: number, high: number];
  /** The number of classes of a label. */
  readonly classes?: number;
  /** Inputs of one group are drawn together; group 0 is the first `data`, whose passes are the epochs. */
  readonly group: number;
}

export interface NoiseInput {
  readonly kind: "noise";
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly classes?: number;
  /** As written: "normal(0, 1)". */
  readonly distribution: string;
}

/** An i32 scalar that the runtime writes: `draw.seed`, `draw.number`. */
export interface ControlInput {
  readonly kind: "control";
  readonly name: string;
  readonly dtype: "i32";
  readonly shape: readonly [];
}

/** A module of its own: a driver goes through a module from end to end for every pipeline that it makes of it. */
export interface Kernel {
  readonly entry: string;
  /** The variables that it names, and itself. */
  readonly wgsl: string;
  /** The @binding number (group 0) of each operand of a dispatch, in order. */
  readonly bindings: readonly number[];
}

export interface Graph {
  /** Bytes that each temporary needs, and the first and last dispatch that touches it; `last` past the end: it is an output. */
  readonly temporaries: readonly Temporary[];
  readonly dispatches: readonly Dispatch[];
  readonly outputs: readonly Output[];
  /** The inputs (by position in `Program.inputs`) that its dispatches read. */
  readonly reads: readonly number[];
}

export interface Temporary {
  /** Sum of these, each rounded up to 4 bytes. */
  readonly bytes: readonly Size[];
  readonly first: number;
  readonly last: number;
}

export interface Dispatch {
  /** Position in `Program.kernels`. */
  readonly kernel: number;
  readonly operands: readonly Operand[];
  /**
   * The number of workgroups: a sum of products of `ceil(size / per)`, a term for each kernel of the launch. Kernels take it linearly,
   * `workgroup_id.x + workgroup_id.y · num_workgroups.x`, so that the runtime may fold it into two dimensions past 65535.
   */
  readonly groups: readonly (readonly { readonly size: Size; readonly per: number }[])[];
}

export type Operand =
  | { readonly in: "slots"; readonly offset: number; readonly bytes: number }
  | { readonly in: "input"; readonly input: number }
  /** Of a network's graph alone. */
  | { readonly in: "parameter"; readonly parameter: number }
  /** `offset` within the temporary, a multiple of 256. */
  | { readonly in: "temporary"; readonly temporary: number; readonly offset: number; readonly bytes: Size };

export interface Output {
  /** `loss.D`, `metric.wasserstein`, `sample.G`, a noise's name in the draw graph. */
  readonly name: string;
  readonly dtype: DType;
  /** With the batch axis, as `"B"`. */
  readonly shape: Shape;
  readonly at: Operand;
}

export type Statement =
  /** `watched` is the same step with the metrics among its outputs: taken when somebody looks and it is the iteration's last. */
  | { readonly kind: "run"; readonly graph: string; readonly watched?: string }
  | { readonly kind: "repeat"; readonly count: Scalar; readonly body: readonly Statement[] }
  | { readonly kind: "every"; readonly count: Scalar; readonly body: readonly Statement[] };

/** A number that the host works out before an iteration: prefix form over `iteration` and `epoch`, both from 0. Booleans are 0 and 1. */
export type Scalar =
  | number
  | "iteration"
  | "epoch"
  | readonly [operator: ScalarOperator, ...operands: Scalar[]];

export type ScalarOperator =
  | "neg" | "not" | "+" | "-" | "*" | "/" | "%" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "and" | "or" | "if"
  | "min" | "max" | "floor" | "round" | "abs" | "sqrt" | "exp" | "log" | "sin" | "cos" | "sign";
