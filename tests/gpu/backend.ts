import { compileLowered } from "../../compiler/backend.js";
import type { Graph } from "../../compiler/ir/graph.js";
import type { Node } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import type { LoweredProgram } from "../../compiler/lower/program.js";
import { sourceName } from "../../compiler/ops/index.js";
import type { Target } from "../../compiler/wgsl/target.js";
import type { Program } from "../../runtime/program.js";
import { runGraph } from "../../runtime/run-graph.js";
import { testDevice } from "../device.js";

/** One graph as a program of its own, for the test device unless another adapter's kernels are asked for. */
export function compileGraph(graph: Graph, slots: readonly Node[], inputs: readonly Node[], batch = 4, adapter: Target = "swiftshader"): Program {
  const lowered: LoweredProgram = {
    name: graph.name,
    batch,
    slots: slots.map((node) => ({ name: sourceName(node), role: "weight", type: node.type, initial: { kind: "constant", value: 0 } })),
    inputs: inputs.map((node) => ({ kind: "data", name: sourceName(node), dtype: node.type.dtype, shape: node.type.shape.slice(1).map(Number), group: 0 })),
    graphs: [graph],
    schedule: [],
    samples: [],
  };
  return compileLowered(lowered, { adapter }).program;
}

/** All of its kernels. */
export function wgslOf({ shared, kernels }: Program): string {
  return shared + kernels.map(({ wgsl }) => wgsl).join("\n");
}

export interface Launched {
  readonly outputs: Map<string, Tensor>;
  /** All slots after the launch. */
  readonly slots: Map<string, Tensor>;
}

/** One launch on the test device. */
export async function launch(program: Program, graph: string, memory: { slots: ReadonlyMap<string, Tensor>; data: ReadonlyMap<string, Tensor> }, batch: number): Promise<Launched> {
  const plain = (tensors: ReadonlyMap<string, Tensor>): Map<string, Float64Array> => new Map([...tensors].map(([name, { data }]) => [name, data]));
  const { outputs, slots } = await runGraph(await testDevice(), program, graph, { slots: plain(memory.slots), inputs: plain(memory.data) }, batch);
  const shapes = new Map(program.slots.map(({ name, shape }) => [name, shape]));
  return {
    outputs: new Map([...outputs].map(([name, { shape, values }]) => [name, { shape, data: Float64Array.from(values) }])),
    slots: new Map([...slots].map(([name, values]) => [name, { shape: shapes.get(name)!, data: Float64Array.from(values) }])),
  };
}
