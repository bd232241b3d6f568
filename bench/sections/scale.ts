/** ganc alone, growing one way at a time: whether time grows faster than the work. Tables, and a picture for docs/performance.md. */

import { mkdirSync, writeFileSync } from "node:fs";
import type { Bench, Section } from "../harness/bench.js";
import { buildTime } from "../harness/build.js";
import { ganc } from "../harness/entries.js";
import { type Panel, plot } from "../harness/plot.js";
import type { Work } from "../harness/protocol.js";
import { type Pace, race } from "../harness/race.js";
import { number, seconds, table } from "../harness/table.js";
import { told } from "../harness/target.js";

/** Of bench/scale.gan. */
const base = { width: 256, depth: 4, samples: 64 };

interface Sweep {
  readonly what: string;
  readonly sizes: readonly number[];
  readonly workAt: (size: number) => Work;
}

const work = (settings: Partial<typeof base>, count?: number): Work => {
  const all = { ...base, ...settings };
  return { name: "scale", batch: all.samples, count, data: { x: [1, 28, 28] }, settings: all };
};

const sweeps: readonly Sweep[] = [
  { what: "batch", sizes: [1, 4, 16, 64, 256, 1024], workAt: (samples) => work({ samples }) },
  { what: "width", sizes: [64, 128, 256, 512, 1024], workAt: (width) => work({ width }) },
  { what: "depth", sizes: [2, 4, 8, 16, 32], workAt: (depth) => work({ depth }) },
  { what: "samples in the data set", sizes: [64, 1000, 8000, 60000], workAt: (count) => work({}, count) },
];

const depths = [25, 50, 100, 200];

export const scale: Section = async (bench) => {
  const panels: Panel[] = [];
  for (const sweep of sweeps) panels.push(await swept(sweep, bench));
  panels.push(built(bench));
  const file = `docs/performance/scale-${bench.adapter}.svg`;
  mkdirSync("docs/performance", { recursive: true });
  writeFileSync(file, plot(panels));
  bench.print(`\nWritten: ${file}`);
};

interface Point {
  readonly size: number;
  readonly ms: number;
  /** In whatever unit: only how it grows counts. */
  readonly work: number;
}

async function swept({ what, sizes, workAt }: Sweep, { adapter, machine, pace, print }: Bench): Promise<Panel> {
  const entries = sizes.map((size) => ganc(workAt(size), adapter, String(size)));
  const shorter: Pace = { ...pace, roundMs: pace.roundMs / 2 };
  const { standings, peak } = await race(entries, machine, shorter);
  const points = standings.flatMap(({ started, msPerIteration }, i): Point[] => (started && msPerIteration !== undefined ? [{ size: sizes[i], ms: msPerIteration, work: started.compiled!.flops }] : []));
  print(`\n## Scale: ${what}, on ${adapter}\n`);
  const rows = points.map(({ size, ms, work: flops }) => [String(size), number(ms), number(flops / 1e6), `${number(flops / ms / 1e6)}`]);
  print(`${table([what, "ms an iteration", "MFLOP", "GFLOP/s"], rows)}\n\n(Peak: ${number(peak.gflops)} GFLOP/s.)\n`);
  for (const { name, problem } of standings) if (problem) print(`- ${what} ${name}: ${problem}`);
  print(growthLine(what, points));
  return { what, unit: "ms an iteration", points: points.map(({ size, ms }) => ({ x: size, y: ms })), work: workLine(points) };
}

/** Compiling, whose work is the number of layers. What grows is the processor's time: there is no other process to race in turns. */
function built({ print }: Bench): Panel {
  const builds = depths.map((depth) => ({ depth, ...buildTime("bench/scale.gan", { depth }, 2) }));
  const points = builds.map(({ depth, processorMs }): Point => ({ size: depth, ms: processorMs, work: depth }));
  const what = "layers, compiled";
  const rows = builds.map(({ depth, ms, processorMs }) => [String(depth), seconds(ms), seconds(processorMs)]);
  print(`\n## Scale: \`ganc build\` of a network of so many layers, after Node's own start\n\n${table(["layers", "build", "processor"], rows)}\n`);
  print(told({ what: "a network of 200 layers compiles in", value: builds.at(-1)!.ms, bound: { atMost: 3000 }, show: seconds }));
  print(growthLine(what, points));
  return { what, unit: "ms of the processor", points: points.map(({ size, ms }) => ({ x: size, y: ms })), work: workLine(points) };
}

/** From one size to the next; a little more than the work is what caches and a noisy machine do. */
function growthLine(what: string, points: readonly Point[]): string {
  const steps = points.slice(1).map((point, i) => ({ from: points[i].size, to: point.size, growth: point.ms / points[i].ms / (point.work / points[i].work) }));
  const worst = steps.reduce((most, one) => (one.growth > most.growth ? one : most));
  return told({ what: `${what}: time's growth over the work's, at worst (${worst.from} to ${worst.to})`, value: worst.growth, bound: { atMost: 1.25 }, show: number });
}

/** How time would grow with the work alone, through the largest point. */
function workLine(points: readonly Point[]): Panel["work"] {
  const last = points.at(-1)!;
  return points.map(({ size, work: own }) => ({ x: size, y: (last.ms * own) / last.work }));
}
