/** The fixtures that PyTorch wrote, and how a case is run: by any backend, so that the reference and a GPU are held to the same numbers. */

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { check } from "../../compiler/check/check.js";
import type { CheckedProgram } from "../../compiler/check/program.js";
import { interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { shapeAt, sizeAt, sizeOf } from "../../compiler/ir/type.js";
import { type EvaluationRequest, lowerEvaluation } from "../../compiler/lower/evaluation.js";
import { lower } from "../../compiler/lower/lower.js";
import type { LoweredProgram, LoweredSlot } from "../../compiler/lower/program.js";
import { preludeSources } from "../../compiler/prelude.js";
import { parse } from "../../grammar/parser.js";

const prelude = preludeSources().map((source) => parse(source).file);

export type Tensors = ReadonlyMap<string, Tensor>;

/** Something that executes programs: the reference evaluator, or a GPU. */
export interface Backend {
  /** Called inside `interning`, where it may go on building nodes. */
  prepare(program: LoweredProgram): Prepared;
}

export interface Prepared {
  /** Runs one graph: its outputs, and all slots after its assignments. */
  run(graph: string, slots: Tensors, data: Tensors, batch: number): Promise<{ readonly outputs: Tensors; readonly slots: Tensors }>;
}

interface Written {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type WrittenTensors = { readonly [name: string]: Written };

export interface Case {
  readonly name: string;
  readonly source: string;
  readonly batch: number;
  readonly weights: WrittenTensors;
  /** Looked at once. */
  readonly evaluation?: { readonly data: WrittenTensors; readonly request: EvaluationRequest; readonly expected: WrittenTensors };
  /** Graphs launched one after another, each from the slots that the one before left. */
  readonly launches?: readonly { readonly graph: string; readonly data: WrittenTensors; readonly outputs: WrittenTensors; readonly slots?: WrittenTensors }[];
}

export const families = ["activations", "elementwise", "reductions", "movement", "pictures", "layers", "convolutions", "advanced", "losses", "optimisers", "wgan_gp", "collection"] as const;

export function casesOf(family: (typeof families)[number]): readonly Case[] {
  const path = new URL(`./fixtures/${family}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8")) as readonly Case[];
}

/** Runs the case and compares everything that it expects: |found - expected| <= tolerance · max(1, |expected|). */
export async function verifyCase(fixture: Case, backend: Backend, tolerance: number): Promise<void> {
  const checked = checkedCase(fixture);
  const { evaluation, launches } = fixture;
  const lowered = interning(() => {
    const program = evaluation ? lowerEvaluation(checked, evaluation.request) : lower(checked);
    return { program, prepared: backend.prepare(program) };
  });
  const slots = initialSlots(lowered.program.slots, fixture.weights);
  if (evaluation) {
    const { outputs } = await lowered.prepared.run("evaluation", slots, read(evaluation.data), fixture.batch);
    compare(outputs, evaluation.expected, tolerance, "");
  }
  let before: Tensors = slots;
  for (const [position, launch] of (launches ?? []).entries()) {
    const after = await lowered.prepared.run(launch.graph, before, read(launch.data), fixture.batch);
    compare(after.outputs, launch.outputs, tolerance, `launch ${position + 1}, ${launch.graph}: `);
    compare(after.slots, launch.slots ?? {}, tolerance, `after launch ${position + 1}, ${launch.graph}: `);
    before = after.slots;
  }
}

function checkedCase({ name, source }: Case): CheckedProgram {
  const { file, diagnostics } = parse({ name: `${name}.gan`, text: source });
  const checked = check(file, { prelude });
  const mistakes = [...diagnostics, ...checked.diagnostics].filter(({ severity }) => severity === "error");
  if (!checked.program || mistakes.length > 0) throw new Error(`the program of ${name} has mistakes:\n${mistakes.map(({ code, message }) => `${code}: ${message}`).join("\n")}\n${source}`);
  return checked.program;
}

function initialSlots(slots: readonly LoweredSlot[], given: WrittenTensors): Tensors {
  return new Map(
    slots.map(({ name, type, initial }) => {
      if (name in given) return [name, tensorOf(given[name])];
      if (initial.kind !== "constant") throw new Error(`the fixture has no ${name}`);
      const data = new Float64Array(sizeAt(sizeOf(type.shape), 1)).fill(initial.value);
      return [name, { shape: shapeAt(type.shape, 1), data }];
    }),
  );
}

function read(tensors: WrittenTensors): Tensors {
  return new Map(Object.entries(tensors).map(([name, written]) => [name, tensorOf(written)]));
}

function tensorOf({ shape, data }: Written): Tensor {
  return { shape, data: Float64Array.from(data) };
}

function compare(found: Tensors, expected: WrittenTensors, tolerance: number, when: string): void {
  for (const [name, { shape, data }] of Object.entries(expected)) {
    const tensor = found.get(name);
    expect(tensor, `${when}${name} is not there`).toBeDefined();
    expect(tensor!.shape, `${when}shape of ${name}`).toEqual(shape);
    const worst = Math.max(...data.map((value, i) => Math.abs(tensor!.data[i] - value) / Math.max(1, Math.abs(value))));
    expect(worst, `${when}${name}\n  found    ${[...tensor!.data].slice(0, 8)}\n  expected ${data.slice(0, 8)}`).toBeLessThanOrEqual(tolerance);
  }
}
