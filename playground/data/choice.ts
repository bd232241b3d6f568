/** Which data a program is trained on, of what the page has; and which of it fits an input. */

import type { DataInput } from "../../runtime/program.js";

export type DataChoice =
  /** One of the sets of points. */
  | { readonly kind: "points"; readonly name: string }
  /** Points that were drawn, [x, y] after [x, y]. */
  | { readonly kind: "drawn"; readonly points: Float32Array }
  | { readonly kind: "digits" }
  /** Handwritten ones, in a file at this address. */
  | { readonly kind: "mnist"; readonly address: string }
  | { readonly kind: "blobs" }
  | ({ readonly kind: "pictures" } & OwnPictures);

/** Pictures of the user's own. */
export interface OwnPictures {
  /** Of the folder, or of what else they are. */
  readonly name: string;
  /** At the program's size, one after the other. */
  readonly rgba: Uint8Array;
  readonly count: number;
  /** The sub-folders, in order, if the pictures lie in some; and in which of them each lies. */
  readonly classes: readonly string[];
  readonly labels: Int32Array;
}

export type DataShape = "points" | "pictures" | "vectors";

/** What kind of samples a `data` declaration takes: decided by its first input that is no label. */
export function shapeOfGroup(inputs: readonly DataInput[]): DataShape {
  const shape = (inputs.find(({ classes }) => classes === undefined) ?? inputs[0])?.shape ?? [];
  if (shape.length === 1 && shape[0] === 2) return "points";
  return shape.length === 3 && (shape[0] === 1 || shape[0] === 3) ? "pictures" : "vectors";
}

export function defaultChoice(shape: DataShape): DataChoice {
  return shape === "points" ? { kind: "points", name: "ring" } : shape === "pictures" ? { kind: "digits" } : { kind: "blobs" };
}

/** The inputs of each group, by its number. */
export function groupsOf(inputs: readonly { readonly kind: string }[]): readonly (readonly DataInput[])[] {
  const groups: DataInput[][] = [];
  for (const input of inputs.filter((one): one is DataInput => one.kind === "data")) (groups[input.group] ??= []).push(input);
  return groups.filter((group) => group !== undefined);
}
