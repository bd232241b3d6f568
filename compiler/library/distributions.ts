/** The distributions of `noise`: what a draw of one sample is made of. */

import type { Node } from "../ir/node.js";

export interface Distribution {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Of the drawn value: f32, or i32 for labels. */
  readonly dtype: "f32" | "i32";
  readonly underlying: "uniform" | "normal";
  /** From a standard normal or a uniform [0, 1) of the value's shape to the value. */
  shape(draw: Node, parameters: readonly number[]): Node;
}
