/** What PyTorch found, training a small one of an example, and how a machine that trains it is held to that. */

import { readFileSync, readdirSync } from "node:fs";
import { expect } from "vitest";
import type { LoweredProgram, LoweredSlot } from "../../compiler/lower/program.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { sizeAt, sizeOf } from "../../compiler/ir/type.js";
import { scalarAt } from "../../runtime/scalar.js";
import { runsOf } from "../../runtime/schedule.js";
import { labels, uniform } from "./drawn.js";

/** Whole, or two sums of its elements times drawn numbers. */
type Told = { readonly shape: readonly number[] } & ({ readonly data: readonly number[] } | { readonly sums: readonly number[] });
type ToldTensors = { readonly [name: string]: Told };

export interface Fixture {
  readonly hypers: { readonly [name: string]: number };
  /** Numbers of the source, and what stands for them here. */
  readonly narrowed: { readonly [number: string]: number };
  /** At full width. */
  readonly parameters: { readonly [network: string]: number };
  readonly batch: number;
  readonly iterations: number;
  readonly inputs: { readonly [name: string]: { readonly low: number; readonly high: number } | { readonly classes: number } };
  /** The range that a weight or statistic is drawn from at first. */
  readonly weights: { readonly [name: string]: readonly [low: number, high: number] };
  /** Of gradient 0 but for rounding, of which an optimiser makes steps. */
  readonly undetermined: readonly string[];
  readonly first: { readonly [loss: string]: { readonly loss: number; readonly gradients: ToldTensors } };
  /** One a step, in the order of the schedule. */
  readonly losses: readonly (readonly [loss: string, value: number])[];
  readonly after: ToldTensors;
}

/** Executes the graphs of one program, and keeps its slots. */
export interface Machine {
  launch(graph: string, inputs: ReadonlyMap<string, Tensor>): Promise<ReadonlyMap<string, Tensor>>;
  slots(): Promise<ReadonlyMap<string, Tensor>>;
}

const folder = new URL("../pytorch/fixtures/examples/", import.meta.url);

export function fixtures(): readonly (readonly [name: string, fixture: Fixture])[] {
  return readdirSync(folder).map((file) => [file.replace(".json", ""), JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Fixture]);
}

/** As the fixture draws them; what it does not know, moments and counters, starts as the program says. */
export function firstSlots(fixture: Fixture, slots: readonly LoweredSlot[]): ReadonlyMap<string, Tensor> {
  return new Map(
    slots.map(({ name, role, type, initial }) => {
      const shape = type.shape.map(Number);
      const count = sizeAt(sizeOf(type.shape), 1);
      const range = fixture.weights[name];
      if (range) return [name, { shape, data: uniform(name, count, ...range) }];
      if (role === "counter" || initial.kind === "constant") return [name, { shape, data: new Float64Array(count).fill(initial.kind === "constant" ? initial.value : 0) }];
      // An average's own start is overwritten by its first copy.
      return [name, { shape, data: new Float64Array(count) }];
    }),
  );
}

function inputsOf(fixture: Fixture, program: LoweredProgram, draw: number): ReadonlyMap<string, Tensor> {
  const given = program.inputs.filter(({ kind }) => kind !== "control");
  return new Map(
    given.map(({ name, shape }): [string, Tensor] => {
      const how = fixture.inputs[name];
      const whole = [fixture.batch, ...shape];
      const count = whole.reduce((a, b) => a * b, 1);
      const key = `${name} ${draw}`;
      return [name, { shape: whole, data: "classes" in how ? labels(key, count, how.classes) : uniform(key, count, how.low, how.high) }];
    }),
  );
}

export interface Tolerances {
  /** Relative to the largest element of a tensor. */
  readonly relative: number;
  /** The same for what rounding decides, after training. */
  readonly undetermined: number;
}

export async function verify(fixture: Fixture, program: LoweredProgram, machine: Machine, { relative, undetermined }: Tolerances): Promise<void> {
  for (const [loss, expected] of Object.entries(fixture.first)) {
    const found = await machine.launch(`gradients ${loss}`, inputsOf(fixture, program, 0));
    near(found.get(`loss.${loss}`)?.data, [expected.loss], relative, `loss ${loss} of the first draw`);
    compare(found, expected.gradients, () => relative, (name) => `the gradient of loss ${loss} with respect to ${name}`);
  }
  let draw = 0;
  for (let iteration = 0; iteration < fixture.iterations; iteration++) {
    for (const { graph } of runsOf(program.schedule, { iteration, epoch: 0 }, scalarAt)) {
      const outputs = await machine.launch(graph, inputsOf(fixture, program, draw));
      if (!graph.startsWith("step ")) continue;
      const [loss, value] = fixture.losses[draw++];
      near(outputs.get(`loss.${loss}`)?.data, [value], relative, `${graph}, draw ${draw}: loss ${loss}`);
    }
  }
  expect(draw, "steps taken").toBe(fixture.losses.length);
  const rounded = new Set(fixture.undetermined);
  compare(await machine.slots(), fixture.after, (name) => (rounded.has(name) ? undetermined : relative), (name) => `${name} after ${fixture.iterations} iterations`);
}

function compare(found: ReadonlyMap<string, Tensor>, expected: ToldTensors, tolerance: (name: string) => number, what: (name: string) => string): void {
  for (const [name, told] of Object.entries(expected)) {
    const tensor = found.get(name);
    expect(tensor?.shape, `shape of ${what(name)}`).toEqual(told.shape);
    near("data" in told ? tensor!.data : sumsOf(name, tensor!), "data" in told ? told.data : told.sums, tolerance(name), what(name));
  }
}

function sumsOf(name: string, { data }: Tensor): readonly number[] {
  return [0, 1].map((i) => {
    const factors = uniform(`${name} sum ${i}`, data.length, -1, 1);
    return factors.reduce((sum, factor, k) => sum + factor * data[k], 0);
  });
}

/** What is smaller than this is compared as if it were this large. */
const smallest = 1e-2;

function near(found: ArrayLike<number> | undefined, expected: readonly number[], tolerance: number, what: string): void {
  expect(found?.length, `${what} is there`).toBe(expected.length);
  const scale = Math.max(smallest, ...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, i) => Math.abs(found![i] - value) / scale));
  expect(worst, `${what}\n  found    ${Array.from(found!).slice(0, 6)}\n  expected ${expected.slice(0, 6)}`).toBeLessThanOrEqual(tolerance);
}
