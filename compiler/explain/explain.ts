/** What a program compiles to, in numbers that no noise can touch. */

import { positionAt, type Source, type Span } from "../../grammar/source.js";
import { mostAlive, placeTemporaries } from "../../runtime/arena.js";
import type { Operand, Program, Size } from "../../runtime/program.js";
import { scalarAt } from "../../runtime/scalar.js";
import { runsOf } from "../../runtime/schedule.js";
import type { Compilation } from "../compile.js";
import { reductionsOf, valuesOf } from "../fuse/kernel.js";
import { reducedSpace } from "../fuse/walk.js";
import type { Node } from "../ir/node.js";
import { sizeAt, sizeOf } from "../ir/type.js";
import { showTensor } from "../library/type.js";
import type { PlannedKernel } from "../plan/plan.js";

export interface Explanation {
  /** `file`: of a stage that is written in an imported file. */
  readonly networks: { readonly [name: string]: { readonly parameters: number; readonly stages: readonly { readonly path: string; readonly text: string; readonly shape: string; readonly parameters: number; readonly line: number; readonly file?: string }[] } };
  readonly steps: readonly StepExplanation[];
  /** The first iteration. */
  readonly iteration: { readonly dispatches: number; readonly submits: number };
  readonly pipelines: number;
  /** In bytes, at the program's own batch size. */
  readonly arena: { readonly weights: number; readonly temporaries: number; readonly lowerBound: number };
}

export interface StepExplanation {
  readonly name: string;
  readonly dispatches: number;
  readonly kernels: readonly KernelExplanation[];
  readonly flops: number;
  readonly bytes: number;
}

export interface KernelExplanation {
  readonly name: string;
  readonly places: string;
  readonly flops: number;
  /** Read and written, each operand once. */
  readonly bytes: number;
}

export function explain({ checked, plans, program, module }: Compilation): Explanation {
  const { batch } = program;
  const networks = Object.fromEntries(
    checked.networks.map(({ name, stages, weights }) => {
      const parameters = weights.filter(({ spec }) => spec.role === "weight").reduce((sum, { spec }) => sum + spec.shape.reduce((a, b) => a * b, 1), 0);
      const shown = stages.map((stage) => ({ path: stage.path, text: stage.text, shape: showTensor(stage.type), parameters: stage.parameters, ...placeOf(stage.span, checked.sources[0]) }));
      return [name, { parameters, stages: shown }];
    }),
  );
  const steps = plans.map(({ name, kernels }, i): StepExplanation => {
    const explained = module.launches[i].map((members, k): KernelExplanation => {
      const { kernel, operands } = program.graphs[name].dispatches[k];
      return { name: program.kernels[kernel].entry, places: module.places[kernel], flops: members.reduce((sum, member) => sum + flopsOf(kernels[member], batch), 0), bytes: operands.reduce((sum, operand) => sum + bytesOf(operand, program), 0) };
    });
    const total = (of: "flops" | "bytes"): number => explained.reduce((sum, kernel) => sum + kernel[of], 0);
    return { name: plans[i].name, dispatches: explained.length, kernels: explained, flops: total("flops"), bytes: total("bytes") };
  });
  const runs = runsOf(program.schedule, { iteration: 0, epoch: 0 }, scalarAt);
  // A step that reads data gathers a batch of it first: a dispatch for each name.
  const gathers = (graph: string): number => program.graphs[graph].reads.filter((place) => program.inputs[place].kind === "data").length;
  const dispatches = runs.reduce((sum, { graph }) => sum + program.graphs[graph].dispatches.length + gathers(graph), 0);
  const arenas = Object.values(program.graphs).map(({ temporaries }) => ({ bytes: placeTemporaries(temporaries, batch).bytes, lowerBound: mostAlive(temporaries, batch) }));
  const largest = arenas.reduce((most, arena) => (arena.bytes > most.bytes ? arena : most), { bytes: 0, lowerBound: 0 });
  return { networks, steps, iteration: { dispatches, submits: runs.length > 0 ? 1 : 0 }, pipelines: program.kernels.length, arena: { weights: program.slotBytes, temporaries: largest.bytes, lowerBound: largest.lowerBound } };
}

function placeOf({ source, start }: Span, own: Source): { readonly line: number; readonly file?: string } {
  return { line: positionAt(source, start).line, ...(source !== own && { file: source.name }) };
}

function at({ factor, batch }: Size, size: number): number {
  return factor * size ** batch;
}

function bytesOf(operand: Operand, { inputs, batch }: Program): number {
  if (operand.in === "slots") return operand.bytes;
  if (operand.in === "temporary") return at(operand.bytes, batch);
  // Of networks that are called alone, which are no steps.
  if (operand.in === "parameter") return 0;
  const { shape, kind } = inputs[operand.input];
  return 4 * shape.reduce((a, b) => a * b, 1) * (kind === "control" ? 1 : batch);
}

/** Multiplications and additions of reductions, and an operation for each elementwise one; what is recomputed counts each time. */
function flopsOf({ kernel, loads }: PlannedKernel, batch: number): number {
  const own = new Set(valuesOf(kernel));
  const elements = (node: Node): number => sizeAt(sizeOf(node.type.shape), batch);
  const reductions = reductionsOf(kernel).reduce((sum, node) => sum + elements(node) * sizeAt(sizeOf(reducedSpace(node)), batch) * node.inputs.length, 0);
  const members = (node: Node): number => (kernel.pack?.values.get(node) ?? [node]).reduce((sum, member) => sum + elements(member), 0);
  const values = [...kernel.loops.flatMap(({ elements: each }) => each), ...kernel.values];
  return reductions + values.reduce((sum, node) => sum + members(node) * Math.max(1, operationsIn(node, (value) => value !== node && (own.has(value) || loads.has(value)))), 0);
}

function operationsIn(node: Node, isKnown: (node: Node) => boolean): number {
  const seen = new Set<Node>();
  let count = 0;
  const visit = (value: Node): void => {
    if (seen.has(value) || isKnown(value)) return;
    seen.add(value);
    if (value.op.lowering.kind === "elementwise") count++;
    value.inputs.forEach(visit);
  };
  visit(node);
  return count;
}

