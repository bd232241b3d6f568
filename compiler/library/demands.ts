/** What layers ask of the value that they are given; each throws a `Mistake` that shows its shape. */

import { Mistake } from "./builtin.js";
import { showTensor, type TensorType } from "./type.js";

/** The sizes of a sample's shape where none of them is the batch. */
export function demandSizes(builtin: string, value: TensorType): readonly number[] {
  const sizes = value.shape.filter((dim): dim is number => typeof dim === "number");
  if (sizes.length > 0 && sizes.length === value.shape.length) return sizes;
  throw new Mistake("shape/layer", `${builtin} needs axes of fixed size, and this is ${value.shape.length === 0 ? "a number" : showTensor(value)}`, { at: 0, label: showTensor(value) });
}

export function demandBatch(builtin: string, value: TensorType): void {
  if (value.batched) return;
  const what = value.shape.length === 0 ? "number" : showTensor(value);
  throw new Mistake("shape/batch", `${builtin} needs a batch, and this ${what} is the same for the whole batch`, { at: 0, label: "not batched" });
}

/** Channels, and one or more axes of space, all of them of fixed size. */
export function demandSpace(builtin: string, value: TensorType, axes = 1): readonly number[] {
  const sizes = demandSizes(builtin, value);
  if (sizes.length > axes) return sizes;
  const wanted = axes === 1 ? "channels and space" : "channels, height and width";
  throw new Mistake("shape/layer", `${builtin} needs ${wanted}, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
}

/** A number may stand for a class, if it is one of them. `at`: its place among the values; `undefined`, it is known too late. */
export function demandClass(label: number | undefined, classes: number, at: number): void {
  if (label === undefined || (Number.isInteger(label) && label >= 0 && label < classes)) return;
  throw new Mistake("value/class", `of ${classes} classes the numbers are 0 to ${classes - 1}, and this is ${label}`, { at, label: `there is no class ${label}` });
}
