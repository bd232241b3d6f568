/** What most names of the language are: functions of each element. Their values are f32, whatever they are given. */

import type { Node } from "../ir/node.js";
import { alignAll, asNumber, commonExtent } from "./align.js";
import type { Builtin, BuiltinParameter, Options } from "./builtin.js";
import { tensor } from "./type.js";

export interface Unary {
  readonly summary: string;
  /** After the value itself. */
  readonly parameters?: readonly BuiltinParameter[];
  readonly differentiable?: false;
  lower(value: Node, options: Options): Node;
}

export function unary(name: string, { summary, parameters = [], differentiable, lower }: Unary): Builtin {
  return {
    name,
    summary,
    parameters: [{ name: "v", kind: "value" }, ...parameters],
    ...(differentiable === false && { differentiable }),
    check: ({ values: [value] }) => ({ type: tensor(value.shape, value.batched) }),
    lower: ({ inputs: [value], options }) => lower(asNumber(value), options),
  };
}

export interface Binary {
  readonly summary: string;
  /** Of the result; comparisons give conditions. */
  readonly dtype?: "f32" | "bool";
  readonly differentiable?: false;
  lower(a: Node, b: Node): Node;
}

/** Two values that broadcast to one shape. */
export function binary(name: string, { summary, dtype = "f32", differentiable, lower }: Binary): Builtin {
  return {
    name,
    summary,
    parameters: [
      { name: "a", kind: "value" },
      { name: "b", kind: "value" },
    ],
    ...(differentiable === false && { differentiable }),
    check({ values }) {
      const { shape, batched } = commonExtent(values);
      return { type: tensor(shape, batched, dtype) };
    },
    lower({ inputs, types, type }) {
      const [a, b] = alignAll(inputs, types, type);
      return lower(a, b);
    },
  };
}
