/** The matrix products of a compiled program, launch by launch, and what they take on a device. */

import type { Compilation } from "../../compiler/compile.js";
import { explain } from "../../compiler/explain/explain.js";
import { asContraction, extentOf, isTiled } from "../../compiler/fuse/contraction.js";
import { reductionsOf } from "../../compiler/fuse/kernel.js";
import { Engine } from "../../runtime/engine.js";
import { type Opened, busyMs } from "./processor.js";

/** A launch of a step. */
export interface Launched {
  readonly entry: string;
  readonly groups: number;
  /** Of its products: rows × columns × depth; none where it has none. */
  readonly products: readonly string[];
  /** Multiplications and additions of its products. */
  readonly operations: number;
  /** That it reads and writes, each operand once. */
  readonly bytes: number;
  /** Milliseconds, the better of two series. */
  time(times: number): Promise<number>;
}

export interface Step {
  readonly name: string;
  readonly launches: readonly Launched[];
  time(times: number): Promise<number>;
}

/** The steps of an iteration, each once, ready to be timed. */
export async function stepsOf(compilation: Compilation, opened: Opened): Promise<Step[]> {
  const { program, plans, module } = compilation;
  const { steps } = explain(compilation);
  const engine = new Engine(opened.device, program, 0);
  const names = [...new Set(program.schedule.flatMap((statement) => (statement.kind === "run" ? [statement.graph] : [])))];
  const ready = await engine.ready(names, program.batch);
  return names.map((name) => {
    const { launches } = ready.graphs.get(name)!;
    const place = plans.findIndex((plan) => plan.name === name);
    const timed = (some: typeof launches, times: number): Promise<number> => busyMs(opened, times, (pass) => engine.encode(pass, { launches: some }));
    const described = launches.map((launch, i): Launched => {
      const products = module.launches[place][i].flatMap((member) => productOf(plans[place].kernels[member], program.batch) ?? []);
      return {
        entry: program.kernels[program.graphs[name].dispatches[i].kernel].entry,
        groups: launch.x * launch.y,
        products: products.map(({ sides }) => sides),
        operations: products.reduce((sum, { operations }) => sum + operations, 0),
        bytes: steps[place].kernels[i].bytes,
        time: async (times) => {
          await timed([launch], 2);
          return Math.min(await timed([launch], times), await timed([launch], times));
        },
      };
    });
    return { name, launches: described, time: (times) => timed(launches, times) };
  });
}

function productOf({ kernel }: Compilation["plans"][number]["kernels"][number], batch: number): { readonly sides: string; readonly operations: number } | undefined {
  const [node] = reductionsOf(kernel);
  const contraction = node && isTiled(node, batch) ? asContraction(node) : undefined;
  if (!contraction) return undefined;
  const [rows, columns, depth, many] = [contraction.rows, contraction.columns, contraction.depth, contraction.batch].map((axes) => extentOf(axes, batch));
  return { sides: `${rows}×${columns}×${depth}${many > 1 ? ` ×${many}` : ""}`, operations: 2 * rows * columns * depth * many };
}
