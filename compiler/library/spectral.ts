/**
 * Spectral normalisation (Miyato et al. 2018, arXiv 1802.05957): a layer whose weight W, as a matrix of a row for each
 * output, is divided by its largest singular value σ. σ is estimated as uᵀ W v, u and v statistics of the layer that each
 * pass in training moves by one power iteration (algorithm 1), in PyTorch's order:
 *   u ← W v / max(|W v|, 1e-12)        v ← Wᵀ u / max(|Wᵀ u|, 1e-12)
 * They count as constants, so that ∂σ/∂W = u vᵀ. After training they stand still.
 */

import type { Node } from "../ir/node.js";
import { contract, div, equal, maximum, mul, permute, reshape, select, stop, sum } from "../ops/index.js";
import { spread } from "./align.js";
import { Mistake, type Builtin, type CheckCall, type CheckResult, type LowerContext, type WeightSpec } from "./builtin.js";
import { stageOption } from "./options.js";
import { norm } from "./statistics.js";

const smallest = 1e-12;

/** The weight's sizes as a matrix: [outputs, all the rest]. */
function matrixSizes({ shape, outputAxis = 0 }: WeightSpec): readonly [rows: number, columns: number] {
  const rows = shape[outputAxis];
  return [rows, shape.reduce((a, b) => a * b, 1) / rows];
}

function asMatrix(weight: Node, spec: WeightSpec): Node {
  const { outputAxis = 0, shape } = spec;
  const order = [outputAxis, ...shape.keys()].filter((axis, i) => i === 0 || axis !== outputAxis);
  return reshape(permute(weight, order), matrixSizes(spec));
}

function unit(vector: Node): Node {
  return div(vector, spread(maximum(norm(vector, [0]), smallest), vector.type.shape));
}

interface Statistics {
  readonly u: Node;
  readonly v: Node;
}

/** One power iteration, which moves the statistics; then uᵀ W v by what they are, as (Wᵀ u) · v, for Wᵀ u is there already. */
function iterated(matrix: Node, statistics: Statistics, context: LowerContext): Node {
  const u = stop(unit(contract("oi,i->o", matrix, context.statistic(statistics.v))));
  const image = contract("oi,o->i", matrix, u);
  const v = stop(unit(image));
  context.move(statistics.u, u);
  context.move(statistics.v, v);
  return sum(mul(image, v), [0]);
}

/** uᵀ W v as they stand. u is 0 where nothing was trained yet: then |W v| / |v|, v being random, stands for σ. */
function standing(matrix: Node, statistics: Statistics, context: LowerContext): Node {
  const u = context.statistic(statistics.u);
  const v = context.statistic(statistics.v);
  const image = contract("oi,i->o", matrix, v);
  const untrained = equal(sum(mul(u, u), [0]), 0);
  return select(untrained, div(norm(image, [0]), maximum(norm(v, [0]), smallest)), sum(mul(u, image), [0]));
}

/** What the wrapped layer is, and which of its weights are divided: all matrices that are called weight (`self_attention` has three). */
function wrapped(call: CheckCall): { readonly layer: CheckResult; readonly matrices: readonly WeightSpec[] } {
  const { builtin, options } = stageOption(call.options);
  const layer = builtin.check({ ...call, options });
  const matrices = (layer.weights ?? []).filter(({ name, role, shape }) => /(^|\.)weight$/.test(name) && role === "weight" && shape.length > 1);
  if (matrices.length > 0) return { layer, matrices };
  throw new Mistake("call/stage", `spectral wraps a layer whose weight is a matrix, and ${builtin.name} has none`, { at: "stage", label: "no weight matrix" });
}

function statisticsOf(spec: WeightSpec): readonly WeightSpec[] {
  const [rows, columns] = matrixSizes(spec);
  return [
    { name: `${spec.name}_u`, shape: [rows], role: "statistic", initial: { kind: "constant", value: 0 } },
    { name: `${spec.name}_v`, shape: [columns], role: "statistic", initial: { kind: "normal", mean: 0, deviation: 1 } },
  ];
}

const spectral: Builtin = {
  name: "spectral",
  summary: "a layer with its weight divided by the weight's largest singular value (Miyato et al. 2018)",
  parameters: [
    { name: "v", kind: "value" },
    { name: "stage", kind: "stage" },
  ],
  check(call) {
    const { layer, matrices } = wrapped(call);
    return { type: layer.type, weights: [...(layer.weights ?? []), ...matrices.flatMap(statisticsOf)] };
  },
  lower(call) {
    const { builtin, options } = stageOption(call.options);
    const { context } = call;
    const divided = wrapped({ values: call.types, options: call.options }).matrices.map((spec): [string, Node] => {
      const { [spec.name]: weight, [`${spec.name}_u`]: u, [`${spec.name}_v`]: v } = call.weights;
      const largest = (context.training ? iterated : standing)(asMatrix(weight, spec), { u, v }, context);
      return [spec.name, div(weight, spread(largest, weight.type.shape))];
    });
    return builtin.lower({ ...call, options, weights: { ...call.weights, ...Object.fromEntries(divided) } });
  },
};

export const wrappers: readonly Builtin[] = [spectral];
