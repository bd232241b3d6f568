/** From the source to the first finished iteration, in processes that have just started; and from a source to its module. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Section } from "../harness/bench.js";
import { buildTime } from "../harness/build.js";
import { Child, Failed, TooSlow } from "../harness/child.js";
import { ganc, jaxJs, tfJs, torch } from "../harness/entries.js";
import { exampleFiles } from "../harness/examples.js";
import { torchMissing } from "../harness/peers.js";
import type { Ran, Started } from "../harness/protocol.js";
import type { Entry } from "../harness/race.js";
import { seconds, table } from "../harness/table.js";
import { told } from "../harness/target.js";
import { mlpGan } from "../harness/workloads.js";

export const start: Section = async (bench) => {
  await firstIterations(bench);
  builds(bench);
};

/** How often each start is made: the best counts. The peers' are seldom made, because they last. */
const times = { ganc: 3, peers: 1 };

async function firstIterations(bench: Bench): Promise<void> {
  const own = ganc(mlpGan, bench.adapter);
  const cold = await bestStart(own, times.ganc, bench);
  const warm = await warmStart(own, bench);
  bench.print(`\n## Start: from the source to the first finished iteration of the MLP GAN, on ${bench.adapter}\n`);
  const rows = [
    ["ganc", seconds(cold.firstMs), seconds(cold.compiled!.ms)],
    ["ganc, pipelines in the driver's cache", seconds(warm.firstMs), seconds(warm.compiled!.ms)],
  ];
  const peers = [jaxJs(mlpGan, bench.adapter), tfJs(mlpGan, bench.adapter), ...(torchMissing() === undefined ? [torch(mlpGan)] : [])];
  for (const peer of peers) rows.push([peer.name, await peerStart(peer, bench), ""]);
  bench.print(table(["", "first iteration", "of it, ganc's compiler"], rows));
  const asked = { swiftshader: 1500, lavapipe: 8000, gpu: undefined }[bench.adapter];
  bench.print(`\n${told({ what: "from source to the first finished iteration", value: cold.firstMs, bound: asked === undefined ? undefined : { atMost: asked }, show: seconds })}`);
}

async function bestStart(entry: Entry, runs: number, { pace }: Bench): Promise<Started> {
  const starts: Started[] = [];
  for (let i = 0; i < runs; i++) starts.push(await startOf(entry, pace.limitMs));
  return starts.reduce((best, one) => (one.firstMs < best.firstMs ? one : best));
}

/** The second of two that share what the driver keeps on disk (Mesa does; SwiftShader keeps nothing). */
async function warmStart(entry: Entry, { pace }: Bench): Promise<Started> {
  const cache = mkdtempSync(join(tmpdir(), "ganc-bench-"));
  try {
    await startOf(entry, pace.limitMs, cache);
    return await startOf(entry, pace.limitMs, cache);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

async function peerStart(entry: Entry, bench: Bench): Promise<string> {
  try {
    return seconds((await bestStart(entry, times.peers, bench)).firstMs);
  } catch (error) {
    if (error instanceof Failed || error instanceof TooSlow) return error.message;
    throw error;
  }
}

async function startOf({ command }: Entry, limitMs: number, cache?: string): Promise<Started> {
  const child = new Child<Started, Ran>(command, cache);
  try {
    return await child.started(2 * limitMs);
  } finally {
    child.end();
  }
}

function builds(bench: Bench): void {
  const rows = exampleFiles().map((file) => ({ file, ...buildTime(file) }));
  bench.print(`\n## Start: \`ganc build\`, after Node's own start\n\n${table(["", "build", "processor"], rows.map(({ file, ms, processorMs }) => [file, seconds(ms), seconds(processorMs)]))}\n`);
  const slowest = rows.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  bench.print(told({ what: `the slowest build, ${slowest.file}`, value: slowest.ms, bound: { atMost: 1000 }, show: seconds }));
}
