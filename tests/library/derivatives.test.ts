/** Every layer's gradients, and gradients of gradients, against central differences in float64: for its values and its weights. */

import { describe, expect, test } from "vitest";
import { gradient } from "../../compiler/autodiff/gradient.js";
import { type Node, interning } from "../../compiler/ir/node.js";
import { shapeAt } from "../../compiler/ir/type.js";
import type { LowerContext, Options } from "../../compiler/library/builtin.js";
import { withDefaults } from "../../compiler/library/options.js";
import { irShape } from "../../compiler/library/type.js";
import * as ops from "../../compiler/ops/index.js";
import { generator } from "../ir/random-graph.js";
import { expectGradients, weighted } from "../ops/differences.js";
import { Inputs, memoryOf } from "../ops/inputs.js";
import { builtin, checkCall } from "./call.js";
import { typeOf } from "./type-text.js";

interface Layer {
  readonly name: string;
  readonly values: readonly string[];
  readonly options?: Options;
  /** Left out: as in training. */
  readonly training?: boolean;
}

function wrapping(name: string, options: Options): Options {
  return { stage: { builtin: builtin(name), options: withDefaults(builtin(name), options) } };
}

const layers: readonly Layer[] = [
  { name: "linear", values: ["B 2 4"], options: { n: 3 } },
  { name: "embedding", values: ["class 3"], options: { n: 2 } },
  { name: "conv", values: ["B 2 4 5"], options: { n: 3, k: 2, stride: 2, pad: 1 } },
  { name: "conv", values: ["B 4 5"], options: { n: 2, k: 2, dilation: 2, groups: 2 } },
  { name: "conv_transpose", values: ["B 2 2 3"], options: { n: 2, k: 3, stride: 2, pad: 1, output_pad: 1 } },
  { name: "conv_transpose", values: ["B 4 3"], options: { n: 2, k: 2, groups: 2, dilation: 2 } },
  { name: "batch_norm", values: ["B 3"] },
  { name: "batch_norm", values: ["B 2 2 2"], training: false },
  { name: "instance_norm", values: ["B 2 2 3"], options: { affine: true } },
  { name: "layer_norm", values: ["B 2 3"] },
  { name: "group_norm", values: ["B 4 2"], options: { g: 2 } },
  { name: "prelu", values: ["B 3"] },
  { name: "cond_batch_norm", values: ["B 2 2", "class 3"] },
  { name: "cond_batch_norm", values: ["B 2", "B 3"], training: false },
  { name: "cond_batch_norm", values: ["B 2 2", "3"] },
  { name: "self_attention", values: ["B 2 2 2"] },
  { name: "self_attention", values: ["3 2"] },
  { name: "crop", values: ["B 2 4 5", "", "B"], options: { h: 2, w: 3 } },
  { name: "crop", values: ["4 5", "B", "class 3"], options: { h: 2, w: 3 } },
  { name: "param", values: [], options: { shape: [2, 3], init: { kind: "constant", value: 0 } } },
  { name: "max_pool", values: ["B 1 4 4"], options: { k: 2 } },
  { name: "max_pool", values: ["B 2 5"], options: { k: 3, stride: 2, pad: 1 } },
  { name: "avg_pool", values: ["B 1 4 4"], options: { k: 2, stride: 1, pad: 1, count_pad: false } },
  { name: "global_avg_pool", values: ["B 2 2 3"] },
  { name: "upsample", values: ["B 1 2 3"], options: { factor: 2, mode: "bilinear" } },
  { name: "upsample", values: ["B 1 2 3"], options: { factor: 3 } },
  { name: "pixel_shuffle", values: ["B 4 2 1"], options: { r: 2 } },
  { name: "pad", values: ["B 1 3 4"], options: { p: 2, mode: "reflect" } },
  { name: "pad", values: ["B 1 2 2"], options: { p: 1, mode: "replicate" } },
  { name: "softmax", values: ["B 2 3"] },
  { name: "logsumexp", values: ["B 2 3"] },
  { name: "std", values: ["B 2 3"], options: { over: "batch" } },
  { name: "norm", values: ["B 2 3"], options: { over: "sample" } },
  { name: "matmul", values: ["B 3", "3 B"] },
  { name: "wasserstein1", values: ["5", "5"] },
  { name: "wasserstein1", values: ["3 3", "3 3"] },
  { name: "minibatch_std", values: ["B 2 2"] },
  // In training u and v move with the weight and count as constants, so there differences are not the gradient.
  { name: "spectral", values: ["B 3"], options: wrapping("linear", { n: 2 }), training: false },
  { name: "spectral", values: ["B 2 3 3"], options: wrapping("conv", { n: 2, k: 2 }), training: false },
  { name: "spectral", values: ["B 2 2 2"], options: wrapping("conv_transpose", { n: 3, k: 2 }), training: false },
  { name: "spectral", values: ["B 2 3"], options: wrapping("self_attention", {}), training: false },
];

function contextOf(training: boolean): LowerContext {
  return {
    training,
    random: () => {
      throw new Error("what is drawn is not differentiated here");
    },
    statistic: (slot) => slot,
    move: () => {},
  };
}

/** A call of the layer on new inputs; labels are 0, 1, 0, … */
function build({ name, values, options = {}, training = true }: Layer, inputs: Inputs): { value: Node; labels: readonly Node[] } {
  const types = values.map(typeOf);
  const { type, weights: specs = [] } = checkCall(name, types, options);
  const labels: Node[] = [];
  const given = types.map((of, i) => {
    if (of.classes === undefined) return inputs.input(irShape(of));
    const label = ops.data(`label${i}`, { dtype: of.dtype, shape: irShape(of) });
    labels.push(label);
    return label;
  });
  const weights = Object.fromEntries(specs.map((spec) => [spec.name, inputs.input(spec.shape, [0.3, 1.5])]));
  const value = builtin(name).lower({ inputs: given, types, type, options: withDefaults(builtin(name), options), weights, context: contextOf(training) });
  return { value, labels };
}

function check(layer: Layer, seed: number, batch: number): void {
  interning(() => {
    const inputs = new Inputs(generator(seed));
    const { value, labels } = build(layer, inputs);
    const scalar = weighted(value, inputs);
    const first = gradient(scalar, inputs.sources.map(({ node }) => node));
    const again = first.flatMap((found) => (found ? [weighted(found, inputs)] : [])).reduce((a, b) => ops.add(a, b));
    const { slots, data } = memoryOf(inputs.sources, batch, inputs.random);
    const given = labels.map((node) => {
      const shape = shapeAt(node.type.shape, batch);
      return [ops.sourceName(node), { shape, data: Float64Array.from({ length: batch }, (_, i) => i % 2) }] as const;
    });
    const memory = { slots, data: new Map([...data, ...given]) };
    expectGradients(scalar, inputs, memory, batch);
    expectGradients(again, inputs, memory, batch);
  });
}

describe.each(layers.map((layer) => [`${layer.name} of ${layer.values.join(" and ")}`, layer] as const))("%s", (_, layer) => {
  test.each([2, 3])("first and second derivative, batch %i", (batch) => {
    for (let seed = 0; seed < 3; seed++) check(layer, 100 * seed + batch, batch);
  });
});

test("a wrong gradient is noticed", () => {
  interning(() => {
    const inputs = new Inputs(generator(1));
    const x = inputs.input(["B", 2]);
    // The value of x², with the derivative of x · stop(x).
    const scalar = weighted(ops.mul(x, ops.stop(x)), inputs);
    const memory = memoryOf(inputs.sources, 2, inputs.random);
    expect(() => expectGradients(scalar, inputs, memory, 2)).toThrow("x0");
  });
});
