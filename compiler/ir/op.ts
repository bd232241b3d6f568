/**
 * What an operation is: its type rule, its derivative, its truth in float64, and how it becomes part of a kernel. Each
 * lives whole in one file of `ops/`; nobody else knows it by name.
 */

import type { Condition, Index } from "./index.js";
import type { Attributes, Node } from "./node.js";
import type { Dim, Shape, Type } from "./type.js";

/** A value of the reference evaluator, row-major; integers as they are, booleans as 0 and 1. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export interface Op {
  readonly name: string;
  /** The result's type. Throws an `IrError` where the inputs don't fit: the checker let through what it should not. */
  type(inputs: readonly Type[], attributes: Attributes): Type;
  /**
   * Cotangents of the inputs from the output's, as new nodes; `undefined` where none flows. Left out by an operation
   * without a derivative (comparisons, `floor`): what it depends on counts as constant.
   */
  readonly vjp?: (context: VjpContext) => readonly (Node | undefined)[];
  /** The reference: row-major float64. Sources have none; the evaluator is given their values. */
  readonly evaluate?: (context: EvaluateContext) => Float64Array;
  readonly lowering: Lowering;
}

export interface VjpContext {
  readonly inputs: readonly Node[];
  readonly attributes: Attributes;
  readonly output: Node;
  readonly cotangent: Node;
}

export interface EvaluateContext {
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
  readonly dtype: Type["dtype"];
  /** The output's shape at this batch size. */
  readonly shape: readonly number[];
  readonly batch: number;
}

/** What a kernel makes of an operation. Index variables range over the output's axes (and a reduction's own). */
export type Lowering = Source | Generator | Elementwise | Movement | Reduction;

/** Lies in memory before the step runs: slots, data, given noise. */
export interface Source {
  readonly kind: "source";
  /** A graph may assign it. */
  readonly assignable: boolean;
}

/** A value computed from where it stands, without inputs in memory but scalars: constants, coordinates, random draws. */
export interface Generator {
  readonly kind: "generator";
  /** WGSL of the value at `index` (an expression for each axis, u32), with `inputs` the WGSL of its scalar inputs. */
  wgsl(index: readonly string[], inputs: readonly string[], attributes: Attributes, type: Type): string;
  /** The same at every element, so that it doesn't matter which one asks. */
  readonly uniform?: true;
  /** In elementary operations; what is dear is computed once and stored. */
  readonly cost: number;
  /** WGSL declarations that it needs; each text stands once in a module. */
  readonly support?: readonly string[];
}

export interface Elementwise {
  readonly kind: "elementwise";
  /** Built from parenthesised operands; must itself be safe to put into any expression. */
  wgsl(operands: readonly string[], attributes: Attributes, inputs: readonly Type[]): string;
  readonly cost: number;
  readonly support?: readonly string[];
}

/** Each output element is one input element, or 0 (false) where `when` does not hold. Costs nothing: it is an index map. */
export interface Movement {
  readonly kind: "movement";
  /** Neighbours come from places that no stride tells: a product's tile has them laid out first. */
  readonly uneven?: true;
  index(output: readonly Index[], attributes: Attributes, input: Type, type: Type): Access;
}

export interface Access {
  readonly index: readonly Index[];
  /** All must hold, else the element is 0. */
  readonly when?: readonly Condition[];
}

/** out[i] = combine over r of the product of factors; `sum` of nothing is 0. */
export interface Reduction {
  readonly kind: "reduction";
  readonly combine: "sum" | "max";
  /** The axes that are reduced away. */
  space(attributes: Attributes, inputs: readonly Type[]): readonly Dim[];
  /** For each input, where it is read for output element `output` and reduction element `reduced`. */
  factors(output: readonly Index[], reduced: readonly Index[], attributes: Attributes, inputs: readonly Type[]): readonly Access[];
  /** For each output axis the extents that it is read in, where an index map takes it apart (a phase and a place of it): a tiled product walks the parts. */
  parts?(attributes: Attributes, type: Type): readonly Shape[];
}

/** A broken promise between passes: never the user's fault. */
export class IrError extends Error {
  override name = "IrError";
}
