/** Calls a builtin as the checker and the lowering would, without them: defaults filled in, weights as given. */

import { evaluate } from "../../compiler/evaluate/evaluate.js";
import { interning, type Node } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { shapeAt } from "../../compiler/ir/type.js";
import type { Builtin, CheckResult, LowerContext, Options } from "../../compiler/library/builtin.js";
import { builtins } from "../../compiler/library/index.js";
import { withDefaults } from "../../compiler/library/options.js";
import { irShape, type TensorType } from "../../compiler/library/type.js";
import { data, random, slot } from "../../compiler/ops/index.js";

export interface Given {
  readonly type: TensorType;
  readonly values?: readonly number[];
}

export function builtin(name: string): Builtin {
  const found = builtins.get(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

export function checkCall(name: string, values: readonly TensorType[], options: Options = {}): CheckResult {
  const of = builtin(name);
  return of.check({ values, options: withDefaults(of, options) });
}

export interface Called {
  readonly type: TensorType;
  readonly tensor: Tensor;
  /** Statistics that the call moved, by name. */
  readonly moved: ReadonlyMap<string, Tensor>;
}

export interface Circumstances {
  readonly batch: number;
  readonly options?: Options;
  readonly training?: boolean;
  readonly weights?: { readonly [name: string]: readonly number[] };
}

export function call(name: string, given: readonly Given[], { batch, options = {}, training = true, weights = {} }: Circumstances): Called {
  const of = builtin(name);
  const types = given.map(({ type }) => type);
  const { type, weights: specs = [] } = checkCall(name, types, options);
  return interning(() => {
    const moved = new Map<Node, Node>();
    const slots = Object.fromEntries(specs.map((spec) => [spec.name, slot(spec.name, { dtype: "f32", shape: spec.shape })]));
    const inputs = given.map((value, i) => data(`input ${i}`, { dtype: value.type.dtype, shape: irShape(value.type) }));
    const node = of.lower({ inputs, types, type, options: withDefaults(of, options), weights: slots, context: contextOf(training, moved) });
    const roots = [node, ...moved.values()];
    const memory = {
      slots: new Map([...specs.map((spec) => [spec.name, tensorOf(spec.shape, weights[spec.name] ?? [])] as const), ["seed", tensorOf([], [7])], ["draw", tensorOf([], [0])]]),
      data: new Map(given.map(({ type: of_, values = [] }, i) => [`input ${i}`, tensorOf(shapeAt(irShape(of_), batch), values)])),
    };
    const [tensor, ...statistics] = evaluate(roots, memory, batch);
    const names = [...moved.keys()].map((key) => Object.entries(slots).find(([, node_]) => node_ === key)![0]);
    return { type, tensor, moved: new Map(names.map((key, i) => [key, statistics[i]])) };
  });
}

function contextOf(training: boolean, moved: Map<Node, Node>): LowerContext {
  const number = { dtype: "i32", shape: [] } as const;
  return {
    training,
    random: (distribution, shape) => random({ distribution, stream: "layer#1", shape }, slot("seed", number), slot("draw", number)),
    statistic: (of) => moved.get(of) ?? of,
    move: (of, value) => void moved.set(of, value),
  };
}

function tensorOf(shape: readonly number[], values: readonly number[]): Tensor {
  return { shape, data: Float64Array.from(values) };
}
