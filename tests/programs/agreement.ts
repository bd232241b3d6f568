/**
 * A program on a device against the reference: graphs of its schedule in their order, each from the values that the
 * reference has after the one before. The reference runs them all, the device about half of them: on a software adapter
 * most of the time goes into making pipelines.
 *
 * Float32 differs from float64 by as much as the program makes of its roundings, and that can be everything: Adam's first
 * step is the sign of a gradient that may be 0 but for rounding. So where a value differs by more than `tight`, the
 * reference is evaluated again with every intermediate value moved in its last float32 digits, and the value may differ by
 * a multiple of what that did to it. Values that needed this are counted, for they must stay few.
 */

import type { Compilation } from "../../compiler/compile.js";
import { evaluate, runGraph } from "../../compiler/evaluate/evaluate.js";
import type { Graph } from "../../compiler/ir/graph.js";
import { type Node, reachable } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { shapeAt } from "../../compiler/ir/type.js";
import { isSlot, sourceName } from "../../compiler/ops/index.js";
import { initialValues } from "../../runtime/initial.js";
import { counters, type Program, type Statement } from "../../runtime/program.js";
import { type Memory, onDevice, type Tensors } from "./device.js";
import { Random } from "./random.js";

export interface Agreement {
  /** What is wrong, a line each. */
  readonly failures: readonly string[];
  /** Values compared, and those of them that differ by more than `tight`. */
  readonly compared: number;
  readonly loose: number;
  /** From where on graphs were not compared, and why. */
  readonly skipped?: string;
}

/** Relative to the largest of the tensor, or 1. */
const tight = 2e-5;
/** How often the last digits are moved, first and where that does not explain a difference; and by how much more the device may differ. */
const trials = [3, 40];
const slack = 40;

export async function compareWithReference({ lowered, program }: Compilation, batch: number, seed: number): Promise<Agreement> {
  const random = new Random(seed);
  const graphs = launches(program);
  const certain = random.pick(graphs);
  const compared = new Set(graphs.filter((graph) => graph === certain || random.chance(0.4)));
  return onDevice(program, [...compared], batch, async (launch) => {
    const comparisons: Comparison[] = [];
    let slots = firstSlots(program, seed);
    for (const name of graphs) {
      const graph = lowered.graphs.find((candidate) => candidate.name === name);
      if (!graph) throw new Error(`the lowered program has no graph ${name}`);
      const memory = { slots, data: inputsOf(program, batch, random) };
      const expected = runGraph(graph, memory, batch);
      const values = new Map([...expected.outputs, ...expected.slots]);
      if ([...values.values()].some(({ data }) => !data.every(Number.isFinite))) return { ...summary(comparisons), skipped: `${name}: the reference is not finite` };
      if (compared.has(name)) comparisons.push(compare(name, values, await launch(name, memory), (times) => sensitivity(graph, memory, batch, { seed, times })));
      slots = new Map([...slots, ...[...expected.slots].map(([slot, tensor]) => [slot, inFloat32(tensor)] as const)]);
    }
    return summary(comparisons);
  });
}

interface Comparison {
  readonly failures: readonly string[];
  readonly compared: number;
  readonly loose: number;
}

function summary(comparisons: readonly Comparison[]): Comparison {
  const sum = (of: (comparison: Comparison) => number): number => comparisons.reduce((total, comparison) => total + of(comparison), 0);
  return { failures: comparisons.flatMap(({ failures }) => failures), compared: sum(({ compared }) => compared), loose: sum(({ loose }) => loose) };
}

type Sensitivity = ReadonlyMap<string, Float64Array>;

/** Every element of every value. `sensitivityOf` is asked only where one differs, and again, more closely, where that does not explain it. */
function compare(graph: string, expected: Tensors, found: Tensors, sensitivityOf: (times: number) => Sensitivity): Comparison {
  const failures: string[] = [];
  let [compared, loose] = [0, 0];
  const looked: Sensitivity[] = [];
  const lookedInto = (depth: number): Sensitivity => (looked[depth] ??= sensitivityOf(trials[depth]));
  for (const [name, { data }] of expected) {
    const other = found.get(name)?.data ?? new Float64Array();
    const scale = data.reduce((most, element) => Math.max(most, Math.abs(element)), 1);
    for (const [i, element] of data.entries()) {
      compared++;
      const difference = Math.abs(element - other[i]);
      if (difference <= tight * scale) continue;
      loose++;
      const allowed = (depth: number): number => slack * lookedInto(depth).get(name)![i] + tight * scale;
      if (trials.some((_, depth) => difference <= allowed(depth))) continue;
      failures.push(`${graph}: ${name}[${i}] is ${other[i]}, not ${element}: ${(difference / scale).toExponential(1)} of ${scale.toPrecision(2)}, where ${(allowed(trials.length - 1) / scale).toExponential(1)} is allowed`);
    }
  }
  return { failures, compared, loose };
}

/** What the schedule launches, in its order, each graph once; then what comes after training. */
function launches({ schedule, samples, draw }: Program): string[] {
  const names = new Set<string>();
  const walk = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "run") names.add(statement.watched ?? statement.graph);
      else walk(statement.body);
    }
  };
  walk(schedule);
  for (const { graph } of samples) names.add(graph);
  if (draw !== undefined) names.add(draw);
  return [...names];
}

function inFloat32({ shape, data }: Tensor): Tensor {
  return { shape, data: Float64Array.from(data, Math.fround) };
}

/** As at load; of a frozen network, as a file might have them. */
function firstSlots(program: Program, seed: number): Tensors {
  const given = new Set(program.frozen?.map(({ network }) => network));
  return new Map(
    program.slots.map((slot, place) => {
      const isGiven = slot.network !== undefined && given.has(slot.network);
      const start = isGiven ? { ...slot, initial: { kind: "uniform", low: 0.1, high: 0.9 } as const } : slot;
      const data = slot.name === counters.seed ? Float64Array.of(seed) : Float64Array.from(initialValues(start, place, seed));
      return [slot.name, { shape: slot.shape, data }];
    }),
  );
}

/** Data and noise of every kind, of about unit size. */
function inputsOf(program: Program, batch: number, random: Random): Tensors {
  return new Map(
    program.inputs.map((input): [string, Tensor] => {
      if (input.kind === "control") return [input.name, { shape: [], data: Float64Array.of(random.between(0, 1000)) }];
      const shape = [batch, ...input.shape];
      const classes = input.classes;
      const value = (): number => (classes === undefined ? Math.fround(random.normal()) : random.between(0, classes - 1));
      return [input.name, { shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, value) }];
    }),
  );
}

/** For each value, the most that its elements moved when everything before them was moved in its last digits. */
function sensitivity(graph: Graph, memory: Memory, batch: number, { seed, times }: { readonly seed: number; readonly times: number }): Sensitivity {
  const named = [...graph.outputs.map(({ name, value }) => [name, value] as const), ...graph.assignments.map(({ slot, value }) => [sourceName(slot), value] as const)];
  const roots = named.map(([, node]) => node);
  const exact = evaluate(roots, memory, batch);
  const most = exact.map(({ data }) => new Float64Array(data.length));
  for (let trial = 0; trial < times; trial++) {
    const random = new Random(1e6 * seed + trial);
    evaluateRoughly(roots, memory, batch, random).forEach(({ data }, k) => data.forEach((element, i) => (most[k][i] = Math.max(most[k][i], distance(element, exact[k].data[i])))));
  }
  return new Map(named.map(([name], k) => [name, most[k]]));
}

/** What is not finite when moved is as far as can be. */
function distance(a: number, b: number): number {
  return Number.isFinite(a) ? Math.abs(a - b) : Infinity;
}

/** The reference, each number that is no whole one moved by up to two units of its last float32 digit. */
function evaluateRoughly(roots: readonly Node[], memory: Memory, batch: number, random: Random): Tensor[] {
  const values = new Map<Node, Tensor>();
  for (const node of reachable(roots)) {
    const shape = shapeAt(node.type.shape, batch);
    const data = node.op.evaluate
      ? node.op.evaluate({ inputs: node.inputs.map((input) => values.get(input)!), attributes: node.attributes, dtype: node.type.dtype, shape, batch })
      : (isSlot(node) ? memory.slots : memory.data).get(sourceName(node))!.data;
    const moved = node.type.dtype === "f32" ? data.map((element) => (Number.isInteger(element) ? element : element * (1 + (2 * random.number() - 1) * 2 ** -22))) : data;
    values.set(node, { shape, data: moved });
  }
  return roots.map((root) => values.get(root)!);
}
