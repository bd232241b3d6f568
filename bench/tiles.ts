/**
 * Which tiles an adapter wants: the products of whole models under the adapter's table, and under tables that differ from it in one entry.
 * All are timed in turns, so that what the machine does meets them alike. `node dist/bench/tiles.js ADAPTER [BASE] FILE…`; minutes for each file on lavapipe, which compiles slowly
 */

import type { AdapterName } from "../compiler/wgsl/target.js";
import { type TileTable, type WantedTile, tableFor } from "../compiler/wgsl/tile-table.js";
import type { AdapterChoice } from "../runtime/adapter.js";
import { requestDevice } from "../runtime/node/adapter.js";
import { compiledFile } from "./harness/compiled.js";
import { peakOf } from "./harness/processor.js";
import { type Step, stepsOf } from "./harness/products.js";

const names: readonly AdapterName[] = ["swiftshader", "lavapipe", "gpu", "any"];
const [adapter, ...words] = process.argv.slice(2);
const base = names.find((name) => name === words[0]);
const files = base ? words.slice(1) : words;
const table = tableFor(base ?? (adapter as AdapterName));
const wanted = ([[8, 4, 4], [16, 4, 4], [16, 4, 8], [16, 8, 4], [16, 8, 8], [16, 16, 4], [32, 4, 8], [32, 8, 4], [32, 8, 8], [36, 4, 4], [40, 4, 8]] as const).map(([rows, columns, share]): WantedTile => ({ rows, columns, share }));
const kinds = (["along", "window", "phased", "across", "kernel"] as const).filter((kind) => table[kind]);
const opened = await requestDevice(adapter as AdapterChoice);
const { info, label } = opened;

/** Each tile before all others of a kind of depth, where the adapter can share so. */
const candidates: readonly (readonly [string, TileTable])[] = [
  ["as it is", table],
  ...kinds.flatMap((kind) => wanted.filter(({ share }) => share <= (info.subgroupMinSize ?? 0)).map((tile) => [`${kind} ${tile.rows} × ${tile.columns} by ${tile.share}`, { ...table, [kind]: { ...table[kind]!, tiles: [tile, ...table[kind]!.tiles] } }] as const)),
];

interface Racer {
  readonly name: string;
  readonly wgsl: string;
  readonly steps: readonly Step[];
  /** Processor time of making the pipelines. */
  readonly madeMs: number;
  readonly best: Map<string, number>;
}

async function racersOf(file: string): Promise<readonly Racer[]> {
  const racers: Racer[] = [];
  for (const [name, target] of candidates) {
    const compilation = compiledFile(file, { adapter: target });
    const { wgsl } = compilation.module;
    // What changes no kernel of this file has nothing to tell.
    if (racers.length > 0 && wgsl === racers[0].wgsl) continue;
    const before = process.cpuUsage();
    const steps = await stepsOf(compilation, opened);
    const { user, system } = process.cpuUsage(before);
    racers.push({ name, wgsl, steps, madeMs: (user + system) / 1000, best: new Map() });
  }
  return racers;
}

for (const file of files) {
  const racers = await racersOf(file);
  for (let round = 0; round < 3; round++) {
    for (const { steps, best } of racers) {
      for (const step of steps) {
        for (const [i, launch] of step.launches.entries()) {
          if (launch.operations === 0) continue;
          const key = `${step.name} ${i}`;
          best.set(key, Math.min(best.get(key) ?? Infinity, await launch.time(2)));
        }
      }
    }
  }
  const operations = racers[0].steps.flatMap(({ launches }) => launches).reduce((sum, launch) => sum + launch.operations, 0);
  console.log(`\n${file} on ${label}: peak ${(await peakOf(opened)).toFixed(1)} GFLOP/s\n\n| tiles | products, ms | GFLOP/s | pipelines, ms |\n| --- | --- | --- | --- |`);
  for (const { name, best, madeMs } of racers) {
    const ms = [...best.values()].reduce((sum, one) => sum + one, 0);
    console.log(`| ${name} | ${ms.toFixed(1)} | ${(operations / ms / 1e6).toFixed(2)} | ${madeMs.toFixed(0)} |`);
  }
}
process.exit(0);
