/** What the page and the worker that trains say to each other. Everything is plain data. */

import type { AdapterKind } from "../../runtime/adapter.js";
import type { Program } from "../../runtime/program.js";
import type { Report } from "../../runtime/train.js";
import type { DataChoice } from "../data/choice.js";
import type { Probes } from "../language/probes.js";

/** What training starts from: of `kept` weights those that fit are taken over. */
export interface LoadRequest {
  readonly program: Program;
  readonly probes: Probes;
  /** By the group of the program's data. */
  readonly data: readonly DataChoice[];
  readonly seed: number;
  /** `keep`: the weights of the model before, where names and shapes allow. */
  readonly start: "keep" | "anew";
}

/** What the page wants to see next. */
export interface LookRequest {
  /** Comes back with the frame: by then the page may look at something else. */
  readonly subject: number;
  readonly sample: string;
  /** The label that the samples and the field are asked for, where something takes one. */
  readonly label: number;
  readonly layers: { readonly field: boolean; readonly manifold: boolean; readonly pull: boolean };
  /** Half the side of the square that is looked at. */
  readonly extent: number;
}

export type TrainingRequest =
  | ({ readonly kind: "load" } & LoadRequest)
  | { readonly kind: "play" | "pause" | "step" | "iterate" | "weights" }
  | ({ readonly kind: "look" } & LookRequest);

export type TrainingAnswer =
  | { readonly kind: "adapter"; readonly label: string; readonly adapter: AdapterKind }
  | { readonly kind: "no-adapter"; readonly message: string }
  | { readonly kind: "loaded"; readonly kept: boolean; readonly startedAnew: readonly string[]; readonly real: readonly Shown[]; readonly extent: number }
  | { readonly kind: "position"; readonly position: Position }
  | { readonly kind: "reports"; readonly reports: readonly Report[] }
  | { readonly kind: "frame"; readonly subject: number; readonly frame: Frame }
  | { readonly kind: "weights"; readonly name: string; readonly bytes: Uint8Array }
  /** Training stopped; `lost`: the device is gone, and the next command asks for another, and goes on there from `keptIteration` if anything is kept. */
  | { readonly kind: "problem"; readonly message: string; readonly lost: boolean; readonly keptIteration?: number };

/** Where in the schedule training stands. */
export interface Position {
  readonly playing: boolean;
  readonly iteration: number;
  readonly epoch: number;
  /** What an iteration runs, in order, as it will for the one under way. */
  readonly runs: readonly string[];
  /** How many of them are done. */
  readonly done: number;
}

/** Values of samples, one after the other; `shape` is of one. */
export interface Shown {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

export interface Frame {
  readonly samples: Shown;
  /** Rows from the lowest y; of [1] one row. */
  readonly field?: { readonly values: Float32Array; readonly side: number };
  /** A square of the latent space mapped through the generator, row by row; of points only. */
  readonly manifold?: { readonly values: Float32Array; readonly side: number; readonly width: number };
  readonly pull?: { readonly at: Float32Array; readonly gradient: Float32Array };
  /** Pictures over a plane of the latent space, where the layer `manifold` is asked for. */
  readonly plane?: Shown;
}
