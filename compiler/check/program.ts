/**
 * The typed program: what the checker promises to the lowering. Definitions are copied in, constants folded, constant
 * `if`s decided, every layer has its path and its weights, every term its type. Terms are shared objects: a `let` is one
 * term wherever it is used.
 */

import type { Source, Span } from "../../grammar/source.js";
import type { NetworkWord } from "../../grammar/syntax.js";
import type { Initialiser, Scalar } from "../../runtime/program.js";
import type { Builtin, Options, WeightSpec } from "../library/builtin.js";
import type { Distribution } from "../library/distributions.js";
import type { Optimiser } from "../library/optimisers.js";
import type { RecordType, TensorType, ValueType } from "../library/type.js";

export interface CheckedProgram {
  readonly name: string;
  readonly sources: readonly Source[];
  readonly hypers: ReadonlyMap<string, number>;
  readonly data: readonly DataDeclaration[];
  readonly noises: readonly NoiseDeclaration[];
  /** In the order of the file: the order of memory. */
  readonly networks: readonly CheckedNetwork[];
  readonly states: readonly StateDeclaration[];
  /** What `replay` keeps between steps, in the order in which it was asked for. */
  readonly memories: readonly Weight[];
  readonly losses: readonly CheckedLoss[];
  readonly metrics: readonly NamedTerm[];
  /** The declared ones; or the first generator on its noise; or none. The first is the default. */
  readonly samples: readonly NamedTerm[];
  /** Top-level `let`s by name, for `ganc eval`. */
  readonly values: readonly NamedTerm[];
  readonly train?: CheckedTrain;
}

export interface NamedTerm {
  readonly name: string;
  readonly term: Term;
  readonly span: Span;
}

export interface DataDeclaration {
  readonly name: string;
  readonly type: TensorType;
  readonly range?: readonly [number, number];
  /** Which `data` declaration it stands in, from 0. */
  readonly group: number;
  readonly span: Span;
}

export interface NoiseDeclaration {
  readonly name: string;
  readonly type: TensorType;
  readonly distribution: Distribution;
  /** Constant arguments in the distribution's order. */
  readonly arguments: readonly number[];
  readonly span: Span;
}

export interface StateDeclaration {
  readonly name: string;
  readonly type: TensorType;
  readonly initial: number;
  readonly span: Span;
}

export interface CheckedNetwork {
  readonly name: string;
  readonly word: NetworkWord;
  /** Nothing moves its weights, and it runs as after training wherever it is called. */
  readonly frozen: boolean;
  /** The file of its weights, relative to the one that it is written in. */
  readonly from?: string;
  readonly parameters: readonly ParameterTerm[];
  readonly output: ValueType;
  /** Over the parameters; calls of other networks included. */
  readonly body: Term;
  /** Its own, in the order of the source; not those of networks that it calls. */
  readonly weights: readonly Weight[];
  /** For `ganc explain`: its layers in order. */
  readonly stages: readonly Stage[];
  readonly span: Span;
}

export interface Weight {
  /** The whole name: `G.up1.linear1.weight`; of memory `replay1.buffer`. */
  readonly name: string;
  /** The network whose it is; of memory the call, `replay1`. */
  readonly network: string;
  readonly spec: WeightSpec;
  /** After the network's `init`. */
  readonly initial: Initialiser;
}

export interface Stage {
  readonly path: string;
  /** As written: `linear(128)`. */
  readonly text: string;
  readonly type: TensorType;
  readonly parameters: number;
  readonly span: Span;
}

export interface CheckedLoss {
  readonly name: string;
  /** Names of the networks whose weights it moves, those that they call included, in the order of the file. */
  readonly over: readonly string[];
  readonly term: Term;
  readonly span: Span;
}

// ── Terms ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Term =
  | NumberTerm
  | DataTerm
  | NoiseTerm
  | StateTerm
  | ClockTerm
  | ParameterTerm
  | BuiltinTerm
  | NetworkCallTerm
  | FieldTerm
  | RecordTerm
  | GradientTerm;

interface Typed<T extends ValueType = TensorType> {
  readonly type: T;
  /** What asked for it: the stage in the user's file, also where a definition of the prelude does the work. */
  readonly span: Span;
}

/** A constant scalar: f32, or bool for `true` and `false` (1 and 0). */
export interface NumberTerm extends Typed {
  readonly kind: "number";
  readonly value: number;
}
export interface DataTerm extends Typed {
  readonly kind: "data";
  readonly name: string;
}
export interface NoiseTerm extends Typed {
  readonly kind: "noise";
  readonly name: string;
}
export interface StateTerm extends Typed {
  readonly kind: "state";
  readonly name: string;
}
/** `iteration` and `epoch`, f32 scalars from 0. */
export interface ClockTerm extends Typed {
  readonly kind: "clock";
  readonly name: "iteration" | "epoch";
}
/** A parameter of the network whose body it stands in. */
export interface ParameterTerm extends Typed {
  readonly kind: "parameter";
  readonly name: string;
}
/** Operators are builtins too: `a + b` is `add`, `if` over values is `where`, `stop` is `stop`. */
export interface BuiltinTerm extends Typed {
  readonly kind: "builtin";
  readonly builtin: Builtin;
  readonly inputs: readonly Term[];
  readonly options: Options;
  /** The layer's path, `G.up1.linear1`, where it owns weights, draws or remembers; and its weights, or its memory. */
  readonly path?: string;
  readonly weights: readonly Weight[];
}
export interface NetworkCallTerm extends Typed<ValueType> {
  readonly kind: "call";
  /** By name: of `networks`, or of a running average of one. */
  readonly network: string;
  /** Weights of an `average … as NAME` stand in for the network's own. */
  readonly averaged?: string;
  readonly arguments: readonly Term[];
}
export interface FieldTerm extends Typed {
  readonly kind: "field";
  readonly of: Term;
  readonly field: string;
}
/** Only as the result of a network's body. */
export interface RecordTerm extends Typed<RecordType> {
  readonly kind: "record";
  readonly fields: readonly { readonly name: string; readonly value: Term }[];
}
export interface GradientTerm extends Typed {
  readonly kind: "gradient";
  readonly scalar: Term;
  readonly of: Term;
}

// ── The schedule ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CheckedTrain {
  readonly batch: number;
  readonly statements: readonly CheckedStatement[];
}

export type CheckedStatement =
  | CheckedStep
  | { readonly kind: "repeat" | "every"; readonly count: Scalar; readonly body: readonly CheckedStatement[]; readonly span: Span }
  | { readonly kind: "clip"; readonly network: string; readonly low: number; readonly high: number; readonly span: Span }
  | { readonly kind: "set"; readonly set: CheckedSet; readonly span: Span }
  | { readonly kind: "average"; readonly network: string; readonly as: string; readonly decay: Term; readonly span: Span };

export interface CheckedStep {
  readonly kind: "step";
  readonly updates: readonly CheckedUpdate[];
  readonly sets: readonly CheckedSet[];
  readonly span: Span;
}

export interface CheckedUpdate {
  readonly loss: CheckedLoss;
  readonly optimiser: Optimiser;
  /** Unbatched scalars by parameter name, defaults filled in. */
  readonly arguments: { readonly [name: string]: Term };
  readonly span: Span;
}

export interface CheckedSet {
  readonly state: string;
  readonly value: Term;
  readonly span: Span;
}
