/** Whole GANs against the peers: an iteration is one D step and one G step. */

import type { Bench, Section } from "../harness/bench.js";
import { allOn } from "../harness/entries.js";
import { torchMissing } from "../harness/peers.js";
import type { Work } from "../harness/protocol.js";
import { race, type Standing } from "../harness/race.js";
import { peakLine, raceTable, timeOf, workLines } from "../harness/report.js";
import { number } from "../harness/table.js";
import { type Target, told } from "../harness/target.js";
import { dcgan, mlpGan } from "../harness/workloads.js";

export const mlp: Section = (bench) =>
  raced(bench, "MLP GAN, 1×28×28, batch 64", mlpGan, (standings) => [
    ...countTargets(standings[0], 48),
    ...peerTargets(standings, bench),
    ...torchTargets(standings, bench),
  ]);

export const convolutional: Section = (bench) =>
  raced(bench, "DCGAN, 3×64×64, batch 4", dcgan, (standings) => [...countTargets(standings[0], 90), betterPeerTarget(standings), ...torchTargets(standings, bench)]);

async function raced(bench: Bench, title: string, work: Work, targets: (standings: readonly Standing[]) => readonly Target[]): Promise<void> {
  const { standings, peak } = await race(allOn(work, bench.adapter), bench.machine, bench.pace);
  bench.print(`\n## ${title}, on ${bench.adapter}\n\n${raceTable(standings, peak)}\n\n${peakLine(peak)}\n`);
  for (const target of targets(standings)) bench.print(told(target));
  bench.print("\nThe same work:\n");
  for (const line of workLines(standings)) bench.print(line);
  const missing = torchMissing();
  if (missing !== undefined) bench.print(`- PyTorch: ${missing}`);
}

export function countTargets({ counts, problem }: Standing, dispatches: number): Target[] {
  const target = (what: string, value: number | undefined, atMost: number): Target => ({ what, value, missing: problem, bound: { atMost }, show: String });
  return [
    target("dispatches an iteration", counts?.dispatches, dispatches),
    target("submits an iteration", counts?.submits, 1),
    target("buffers, bind groups, pipelines and host writes after the first", counts && counts.buffers + counts.bindGroups + counts.pipelines + counts.writes, 0),
  ];
}

/** Than jax-js, and than TF.js. A GPU has no target of its own yet. */
const timesFasterAsked = { swiftshader: [4, 12], lavapipe: [5, 7], gpu: [] };

function peerTargets([ganc, ...peers]: readonly Standing[], { adapter }: Bench): Target[] {
  return peers.slice(0, 2).map((peer, i) => {
    const atLeast: number | undefined = timesFasterAsked[adapter][i];
    return { what: `times faster than ${nameOf(peer)}`, ...timesFaster(ganc, peer), bound: atLeast === undefined ? undefined : { atLeast }, show: number };
  });
}

/** Who was ended before it was done is slower yet than the number says. */
const nameOf = ({ name, msPerIteration, overMs }: Standing): string => (msPerIteration === undefined && overMs !== undefined ? `${name} or more, which was ended` : name);

export function betterPeerTarget([ganc, ...peers]: readonly Standing[]): Target {
  const [better] = peers.slice(0, 2).sort((a, b) => (timeOf(a).ms ?? Infinity) - (timeOf(b).ms ?? Infinity));
  return { what: `times faster than the better peer, ${nameOf(better)}`, ...timesFaster(ganc, better), bound: { atLeast: 3 }, show: number };
}

function torchTargets([ganc, , , torch]: readonly Standing[], { adapter }: Bench): Target[] {
  if (!torch) return [];
  const bound = adapter === "lavapipe" ? { atMost: 2.5 } : undefined;
  return [{ what: "times the time of PyTorch on the CPU", ...timesFaster(torch, ganc), bound, show: number }];
}

function timesFaster(one: Standing, other: Standing): Pick<Target, "value" | "missing"> {
  const { ms } = timeOf(other);
  if (one.msPerIteration === undefined) return { value: undefined, missing: `${one.name}: ${one.problem}` };
  return ms === undefined ? { value: undefined, missing: `${other.name}: ${other.problem}` } : { value: ms / one.msPerIteration };
}
