/**
 * A program as it stands in a module: what can be worked out of the rest is left out, and kernels that differ in numbers only are one
 * template. Plain data still. `compiler/emit/pack` writes it, `runtime/unpack.ts` reads it.
 */

import type { Initialiser, Parameter, Program, Role, Shape, Statement, DType } from "./program.js";

/** What all uses of a program need: its slots up to the last weight, and sampling. */
export interface PackedCore extends PackedPart {
  /** What stands there as it does here. */
  readonly program: Pick<Program, "format" | "version" | "name" | "batch" | "inputs" | "frozen" | "lanes" | "samples" | "draw">;
  /** Of the elements of variables: `_A0` in a kernel is its first operand, of the first of these. */
  readonly types: readonly string[];
}

/** What training and calling the networks need besides. Its kernels and slots are numbered on from the core's. */
export interface PackedTraining extends PackedPart {
  readonly networks: readonly (readonly [name: string, parameters: readonly Parameter[], graph: PackedGraph])[];
  readonly schedule: readonly Statement[];
}

export interface PackedPart {
  readonly slots: readonly PackedSlots[];
  /** What kernels share, function by function. */
  readonly shared: string;
  /**
   * Bodies of kernels, a blank line between two, each after two lines that say of how many invocations a workgroup is, and how many of them there are:
   * `1B/64*512/64`. `#` and a letter stand for a use's own value of that number, counted from `A`; `W` is the number of the workgroup. `$8;a$=0;$$` is
   * `a0=0;` to `a7=0;`, `?` the same within it, and what stands between two `'` is worked out.
   */
  readonly templates: string;
  readonly kernels: readonly PackedKernel[];
  readonly graphs: { readonly [name: string]: PackedGraph };
}

/** Slots in a row that have all this in common; or the moments, all 0, that an optimiser keeps of slots in a row. */
export type PackedSlots =
  | readonly [role: Role, network: string | 0, dtype: DType, slots: readonly (readonly [name: string, shape: readonly number[], initial: PackedInitialiser])[]]
  | readonly [owner: string, moment: string, first: number, count: number];

/** A constant; ± of a uniform distribution (-n: 1 / √n); its ends; mean and deviation of a normal one, then 1; or as it is. */
export type PackedInitialiser = number | readonly number[] | Initialiser;

/** `factor · B`; negative: `-factor`; or factor and power. */
export type PackedSize = number | readonly [factor: number, batch: number];

/**
 * Its bodies, each for workgroups of its own: `3 128 200;0CA 256` is the template 3 with the values 128 and 200, and then the template 0, whose variables are the
 * operands 2 and 0. Those of the first are numbered as they are.
 */
export type PackedKernel = string;

export type PackedGraph = readonly [
  temporaries: readonly (readonly PackedSize[])[],
  /** 0: the next kernel, -1: the last that was met, and so on. */
  dispatches: readonly (readonly [kernel: number, ...operands: PackedOperand[]])[],
  outputs: readonly (readonly [name: string, shape: Shape, at: PackedOperand, dtype?: DType])[],
];

/** The slot of this number; -1: the next whole temporary, -2: the last that was met, and so on. Several: the input; negative, the parameter; slots from and to; a temporary, counted so too, offset and size. */
export type PackedOperand = number | readonly [place: number] | readonly [first: number, last: number] | readonly [temporary: number, offset: number, bytes: PackedSize];
