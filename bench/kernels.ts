/**
 * Where an iteration's time goes: each launch of each step, alone and many times, and for products their share of the adapter's
 * own peak, measured before and after. The time is the processors', as many as there are counted as one: what others do
 * on the machine meanwhile hardly moves it. `node dist/bench/kernels.js FILE [ADAPTER [TARGET]]`
 */

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { compile } from "../compiler/compile.js";
import { asContraction, extentOf, isTiled } from "../compiler/fuse/contraction.js";
import { reductionsOf } from "../compiler/fuse/kernel.js";
import { preludeSources } from "../compiler/prelude.js";
import type { PlannedKernel } from "../compiler/plan/plan.js";
import type { Target } from "../compiler/wgsl/target.js";
import type { AdapterChoice } from "../runtime/adapter.js";
import { Engine } from "../runtime/engine.js";
import { requestDevice } from "../runtime/node/adapter.js";
import { peakOf, processorMs } from "./harness/processor.js";

const [file, adapter = "swiftshader", target = adapter] = process.argv.slice(2);
const { compilation } = compile({ name: file, text: readFileSync(file, "utf8") }, { prelude: preludeSources(), adapter: target as Target });
const { program, plans, module } = compilation!;
const { device, label } = await requestDevice(adapter as AdapterChoice);
const engine = new Engine(device, program, 0);
const steps = [...new Set(program.schedule.flatMap((statement) => (statement.kind === "run" ? [statement.graph] : [])))];
const ready = await engine.ready(steps, program.batch);

/** Milliseconds of one of `times` runs. */
const timed = (launches: readonly unknown[], times: number): Promise<number> =>
  processorMs(device, times, (pass) => engine.encode(pass, { launches: launches as never }));

/** A product's sides and its operations; `undefined` for what is none. */
function productOf({ kernel }: PlannedKernel): { readonly sides: string; readonly operations: number } | undefined {
  const [node] = reductionsOf(kernel);
  const contraction = node && isTiled(node, program.batch) ? asContraction(node) : undefined;
  if (!contraction) return undefined;
  const [rows, columns, depth, batch] = [contraction.rows, contraction.columns, contraction.depth, contraction.batch].map((axes) => extentOf(axes, program.batch));
  return { sides: `${rows}×${columns}×${depth}${batch > 1 ? ` ×${batch}` : ""}`, operations: 2 * rows * columns * depth * batch };
}

const peak = await peakOf(device);
console.log(`${label}, tiles for ${target}, ${availableParallelism()} processors: peak ${peak.toFixed(1)} GFLOP/s`);
for (const step of steps) {
  const { launches } = ready.graphs.get(step)!;
  await timed(launches, 2);
  console.log(`${step}: ${launches.length} dispatches, ${(await timed(launches, 5)).toFixed(1)} ms`);
  const place = plans.findIndex(({ name }) => name === step);
  let [operations, inProducts] = [0, 0];
  for (const [i, launch] of launches.entries()) {
    await timed([launch], 2);
    const ms = Math.min(await timed([launch], 10), await timed([launch], 10));
    const products = module.launches[place][i].flatMap((member) => productOf(plans[place].kernels[member]) ?? []);
    const here = products.reduce((sum, product) => sum + product.operations, 0);
    if (here > 0) [operations, inProducts] = [operations + here, inProducts + ms];
    const share = here > 0 ? `  ${products.map(({ sides }) => sides).join(", ")}  ${(here / ms / 1e6).toFixed(2)} GFLOP/s, ${((100 * here) / ms / 1e6 / peak).toFixed(0)}%` : "";
    if (ms > 0.1) console.log(`  ${ms.toFixed(2).padStart(7)}  ${program.kernels[program.graphs[step].dispatches[i].kernel].entry}  ${launch.x * launch.y} groups${share}`);
  }
  console.log(`  products: ${inProducts.toFixed(1)} ms, ${(operations / inProducts / 1e6).toFixed(2)} GFLOP/s, ${((100 * operations) / inProducts / 1e6 / peak).toFixed(0)}%`);
}
console.log(`peak ${(await peakOf(device)).toFixed(1)} GFLOP/s`);
process.exit(0);
