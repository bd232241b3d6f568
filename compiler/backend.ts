/** From the IR on: simplified graphs → kernels → places → one module → the program that the runtime executes. */

import { type CompiledProgram, assemble } from "./emit/program.js";
import { fuse } from "./fuse/fuse.js";
import { maskByOutputs } from "./fuse/masks.js";
import { shapeProducts } from "./fuse/products.js";
import type { Graph } from "./ir/graph.js";
import { verify } from "./ir/verify.js";
import type { LoweredProgram } from "./lower/program.js";
import { type Layout, layOut, runsOf } from "./plan/layout.js";
import { type Plan, plan } from "./plan/plan.js";
import { simplifier } from "./simplify/simplify.js";
import { stackSiblings } from "./stack/stack.js";
import { type Module, writeModule } from "./wgsl/module.js";
import type { Target } from "./wgsl/target.js";

/** All that is the same for every adapter. */
interface Planned {
  readonly lowered: LoweredProgram;
  readonly simplified: readonly Graph[];
  /** What passes alike through the same layers, side by side: what the kernels are made of. */
  readonly stacked: readonly Graph[];
  readonly plans: readonly Plan[];
  /** Of the networks, called by themselves. */
  readonly networks: readonly Plan[];
  readonly layout: Layout;
}

/** What stood between the passes, for who wants to look: `ganc explain`, `--emit ir`, golden files. */
export interface Backend extends Planned {
  readonly module: Module;
  readonly program: CompiledProgram;
}

export interface BackendOptions {
  /** Checks the IR between all passes. */
  readonly verify?: boolean;
  /** The kind of adapter that the module will run on, where it is known: `any` if nothing is said. */
  readonly adapter?: Target;
}

/** To be called where the graphs were built, inside the same `interning`. */
export function compileLowered(lowered: LoweredProgram, options: BackendOptions = {}): Backend {
  const verified = (graph: Graph): Graph => {
    if (options.verify) verify(graph);
    return graph;
  };
  const simplify = simplifier();
  const simplified = lowered.graphs.map((graph) => verified(simplify(verified(graph))));
  const layout = layOut(lowered.slots);
  const memory = { batch: lowered.batch, runs: runsOf(lowered.slots), layout, inputs: new Map(lowered.inputs.map((input, i) => [input.name, i])) };
  const stack = (graph: Graph): Graph => verified(maskByOutputs(shapeProducts(stackSiblings(graph, lowered.batch), lowered.batch), lowered.batch));
  const stacked = simplified.map(stack);
  const plans = stacked.map((graph) => plan(fuse(graph, memory), memory));
  const networks = (lowered.networks ?? []).map(({ name, parameters, graph }): Plan => {
    const places = new Map(parameters.map((parameter, i) => [`${name}.${parameter.name}`, i]));
    return plan(fuse(stack(verified(simplify(verified(graph)))), memory), { ...memory, parameters: places });
  });
  return forAdapter({ lowered, simplified, stacked, plans, networks, layout }, options.adapter);
}

/** What is planned, written for a kind of adapter; also what was written for another. */
export function forAdapter(planned: Planned, adapter?: Target): Backend {
  const { lowered, plans, networks, layout } = planned;
  const module = writeModule(lowered.name, lowered.batch, [...plans, ...networks], adapter);
  return { ...planned, module, program: assemble(lowered, layout, { plans, networks }, module) };
}
