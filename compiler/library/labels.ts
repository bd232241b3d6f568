/** From labels to vectors. */

import type { Node } from "../ir/node.js";
import { IrError } from "../ir/op.js";
import { broadcast, cast, contract, equal, iota } from "../ops/index.js";
import { asNumber } from "./align.js";
import { Mistake, type Builtin } from "./builtin.js";
import { demandClass } from "./demands.js";
import { countOption } from "./options.js";
import { showTensor, tensor, type TensorType } from "./type.js";

/** 1 where the last axis' index is the label, 0 elsewhere. Of a label outside, all 0. */
export function oneHot(label: Node, classes: number): Node {
  const shape = [...label.type.shape, classes];
  const last = shape.length - 1;
  const spread = broadcast(asNumber(label), shape, label.type.shape.map((_, axis) => axis));
  return cast(equal(spread, asNumber(iota(shape, last))), "f32");
}

/** There may be more classes than the label has: those of semi-supervised GANs (Odena 2016, arXiv 1606.01583) have one for what is made. */
function classesOf(value: TensorType, like: TensorType | undefined): number {
  const count = like?.shape.at(-1);
  if (like && typeof count !== "number") {
    throw new Mistake("shape/axis", `one_hot needs a last axis to count the classes of, and this is ${showTensor(like)}`, { at: 1, label: showTensor(like) });
  }
  if (value.classes === undefined && value.shape.length > 0) {
    throw new Mistake("type/class", `one_hot takes a class, and this is ${showTensor(value)}`, { at: 0, label: "no class" });
  }
  if (typeof count === "number" && value.classes !== undefined && value.classes > count) {
    throw new Mistake("shape/classes", `there are ${value.classes} classes in class[${value.classes}], and ${count} in ${like && showTensor(like)}`, { at: 1, label: like && showTensor(like) });
  }
  const classes = count ?? value.classes;
  if (typeof classes === "number") return classes;
  throw new Mistake("type/class", `one_hot takes a class, and this is ${showTensor(value)}`, { at: 0, label: "no class" });
}

const oneHotBuiltin: Builtin = {
  name: "one_hot",
  summary: "a vector of zeros with a 1 at the class; the number of classes is the label's, or that of `like`'s last axis",
  parameters: [
    { name: "v", kind: "value" },
    { name: "like", kind: "value", optional: true },
  ],
  differentiable: false,
  check({ values: [value, like], constants: [label] = [] }) {
    const classes = classesOf(value, like);
    demandClass(label, classes, 0);
    return { type: tensor([...value.shape, classes], value.batched) };
  },
  lower({ inputs: [label], type }) {
    const classes = type.shape.at(-1);
    if (typeof classes !== "number") throw new IrError("one_hot without a number of classes");
    return oneHot(label, classes);
  },
};

/** PyTorch's `nn.Embedding`: a row of weight [classes, n] for each label, from normal(0, 1). */
const embedding: Builtin = {
  name: "embedding",
  summary: "a learned vector for each class",
  parameters: [
    { name: "v", kind: "value" },
    { name: "n", kind: "number", integer: true },
  ],
  check({ values: [value], options }) {
    const width = countOption("embedding", options, "n");
    if (value.classes === undefined) throw new Mistake("type/class", `embedding takes a class, and this is ${showTensor(value)}`, { at: 0, label: "no class" });
    const initial = { kind: "normal", mean: 0, deviation: 1 } as const;
    return {
      type: tensor([...value.shape, width], value.batched),
      weights: [{ name: "weight", shape: [value.classes, width], role: "weight", initial, kind: "embedding" }],
    };
  },
  lower({ inputs: [label], types: [{ classes }], weights }) {
    if (classes === undefined) throw new IrError("embedding of what is no class");
    const outer = "abcdefgh".slice(0, label.type.shape.length);
    return contract(`${outer}k,kn->${outer}n`, oneHot(label, classes), weights.weight);
  },
};

export const labels: readonly Builtin[] = [oneHotBuiltin, embedding];
