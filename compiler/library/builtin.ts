/**
 * One name of the language: what it takes, what it gives, and what it becomes. A builtin stands whole in one file of
 * this room, so that to add a layer is to add to one file. The checker reads `parameters` and calls `check`; the lowering
 * calls `lower`. What a builtin can be written with in `.gan` belongs into `prelude/` and not here.
 */

import type { Initialiser } from "../../runtime/program.js";
import type { Node } from "../ir/node.js";
import type { TensorType } from "./type.js";

export interface Builtin {
  readonly name: string;
  /** In the order of positional arguments; `x -> f(a)` gives x the first place. */
  readonly parameters: readonly BuiltinParameter[];
  /** The result's type and the weights the layer owns. Throws a `Mistake` where the arguments don't fit. */
  check(call: CheckCall): CheckResult;
  lower(call: LowerCall): Node;
  /** Whether it draws random numbers: its layer needs a path, so that other layers draw others. */
  readonly draws?: true;
  /** One line for the reference and for hover texts: "y = x·weightᵀ + bias". */
  readonly summary: string;
  /** `false`: no derivative goes through it. (None goes through a class or a condition either, whatever the builtin.) */
  readonly differentiable?: false;
}

export type BuiltinParameter = { readonly name: string } & (
  /** A tensor of the program. `rest`: as many as are given (`concat(a, b, c)`). `optional`: may be left out. `constant`: no derivative goes through it. */
  | { readonly kind: "value"; readonly rest?: boolean; readonly optional?: boolean; readonly constant?: true }
  /** A constant number; `integer` where it must be whole. */
  | { readonly kind: "number"; readonly integer?: boolean; /** A number, or the name of the parameter whose value it takes. */ readonly default?: number | string }
  | { readonly kind: "flag"; readonly default: boolean }
  /** One of a few words, `mode: nearest`. */
  | { readonly kind: "word"; readonly words: readonly string[]; readonly default: string }
  /** `over:`: a word or a list of sample axes, resolved to IR axes by the checker's `Over`. */
  | { readonly kind: "over"; readonly default: OverWord | readonly number[] }
  /** Whole numbers, written one by one (`reshape(1, 28, 28)`) or as a list. */
  | { readonly kind: "sizes" }
  /** `init: normal(0, 0.02)`. */
  | { readonly kind: "initialiser"; readonly default?: Initialiser }
  /** A layer that this one wraps, `spectral(conv(64, 3))`. Such a builtin takes a value and then the layer, and no more; its call has the layer's values. */
  | { readonly kind: "stage" }
);

export type OverWord = "all" | "batch" | "sample" | "channels" | "space";
export type Over = OverWord | readonly number[];

export type Option = number | boolean | string | readonly number[] | Initialiser | WrappedStage | undefined;
export type Options = { readonly [parameter: string]: Option };

/** The layer that is wrapped, and its options; its values are those of the wrapper's call. */
export interface WrappedStage {
  readonly builtin: Builtin;
  readonly options: Options;
}

export interface CheckCall {
  /** Types of the `value` arguments, in the order of the parameters (a `rest` one's spread); left-out optional ones are absent. */
  readonly values: readonly TensorType[];
  /** Beside the types, the numbers of those that are constant: a class can be out of its range. */
  readonly constants?: readonly (number | undefined)[];
  /** Every other parameter, defaults filled in. `over` as written. */
  readonly options: Options;
}

export interface CheckResult {
  readonly type: TensorType;
  readonly weights?: readonly WeightSpec[];
}

/** The kinds that `init (conv: …, norm: …)` tells apart. */
export type InitKind = "linear" | "conv" | "embedding" | "norm" | "bias";

export interface WeightSpec {
  /** After the layer's path: `weight`, `bias`, `running_mean`; empty for a bare `param`. */
  readonly name: string;
  readonly shape: readonly number[];
  /**
   * `statistic`s are moved by the forward pass and never by an optimiser. So is `memory`, which belongs to no network but to
   * the schedule: it lies in checkpoints and not among the weights, and what has it stands outside of all networks.
   */
  readonly role: "weight" | "statistic" | "memory";
  /** PyTorch's, unless the network's `init` has one for this kind. */
  readonly initial: Initialiser;
  readonly kind?: InitKind;
  /** Which axis of `shape` counts the outputs, where it isn't the first: what `spectral` takes for the rows of the matrix. */
  readonly outputAxis?: number;
}

export interface LowerCall {
  readonly inputs: readonly Node[];
  readonly types: readonly TensorType[];
  readonly type: TensorType;
  readonly options: Options;
  /** Slots of the layer, its memory among them, by `WeightSpec.name`. */
  readonly weights: { readonly [name: string]: Node };
  readonly context: LowerContext;
}

/** What lowering a body knows beyond the call. */
export interface LowerContext {
  /** Batch statistics and dropout, or running statistics and none. */
  readonly training: boolean;
  /** f32 of the given IR shape, fresh for this call of this layer: same call, same draw; another layer or other arguments, independent. */
  random(distribution: "uniform" | "normal", shape: Node["type"]["shape"]): Node;
  /** The value that a statistic or memory has at this point of the step: earlier passes through the layer have moved it. */
  statistic(slot: Node): Node;
  /** From here on it is `value`; at the end of the step it is assigned. */
  move(slot: Node, value: Node): void;
}

/** A mistake found by a builtin; the checker adds the place. */
export class Mistake extends Error {
  constructor(
    /** `shape/linear`: an entry of docs/errors.md. */
    readonly code: string,
    message: string,
    readonly detail: {
      /** The value argument (by position) or the parameter (by name) at fault; the whole call if left out. */
      readonly at?: number | string;
      /** For under that place. */
      readonly label?: string;
      readonly help?: string;
    } = {},
  ) {
    super(message);
    this.name = "Mistake";
  }
}
