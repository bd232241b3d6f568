/**
 * Where an iteration's time goes: each launch of each step, alone and many times, and for products their share of the adapter's
 * own peak, measured before and after. On software adapters the time is the processors', as many as there are counted as one: what others do
 * on the machine meanwhile hardly moves it. `node dist/bench/kernels.js FILE [ADAPTER [TARGET]] [--apart]`; `--apart`: each kernel is a launch.
 */

import { availableParallelism } from "node:os";
import type { AdapterName } from "../compiler/wgsl/target.js";
import { tableFor } from "../compiler/wgsl/tile-table.js";
import type { AdapterChoice } from "../runtime/adapter.js";
import { requestDevice } from "../runtime/node/adapter.js";
import { compiledFile } from "./harness/compiled.js";
import { peakOf } from "./harness/processor.js";
import { stepsOf } from "./harness/products.js";

const words = process.argv.slice(2);
const apart = words.includes("--apart");
const [file, adapter = "swiftshader", target = adapter] = words.filter((word) => word !== "--apart");
const compilation = compiledFile(file, { adapter: { ...tableFor(target as AdapterName), apart } });
const opened = await requestDevice(adapter as AdapterChoice);
const peak = await peakOf(opened);
const share = (operations: number, ms: number): string => `${(operations / ms / 1e6).toFixed(2)} GFLOP/s, ${((100 * operations) / ms / 1e6 / peak).toFixed(0)}%`;

console.log(`${opened.label}, tiles for ${target}, ${availableParallelism()} processors: peak ${peak.toFixed(1)} GFLOP/s`);
for (const step of await stepsOf(compilation, opened)) {
  await step.time(2);
  console.log(`${step.name}: ${step.launches.length} launches, ${(await step.time(5)).toFixed(1)} ms`);
  let [operations, inProducts] = [0, 0];
  for (const launch of step.launches) {
    const ms = await launch.time(10);
    if (launch.operations > 0) [operations, inProducts] = [operations + launch.operations, inProducts + ms];
    const products = launch.operations > 0 ? `  ${launch.products.join(", ")}  ${share(launch.operations, ms)}` : "";
    if (ms > 0.1) console.log(`  ${ms.toFixed(2).padStart(7)}  ${launch.entry}  ${launch.groups} groups${products}`);
  }
  console.log(`  products: ${inProducts.toFixed(1)} ms, ${share(operations, inProducts)}`);
}
console.log(`peak ${(await peakOf(opened)).toFixed(1)} GFLOP/s`);
process.exit(0);
