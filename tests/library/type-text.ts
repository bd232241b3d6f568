/** Types in short, for tables. */

import { tensor, type TensorType } from "../../compiler/library/type.js";

/** `B 2 3` is batched [2, 3]; `2 3` is not batched; `class 5` is a label; `bool B 2` a condition. */
export function typeOf(text: string): TensorType {
  const words = text.split(" ").filter((word) => word !== "");
  if (words[0] === "class") return { kind: "tensor", dtype: "i32", shape: [], batched: true, classes: Number(words[1]) };
  const dtype = words[0] === "bool" ? "bool" : "f32";
  const rest = dtype === "bool" ? words.slice(1) : words;
  const batched = rest[0] === "B";
  return tensor(
    rest.slice(batched ? 1 : 0).map((word) => (word === "B" ? "B" : Number(word))),
    batched,
    dtype,
  );
}
