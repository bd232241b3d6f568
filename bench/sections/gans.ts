/** Whole GANs against the peers: an iteration is one D step and one G step. */

import type { Bench, Section } from "../harness/bench.js";
import { allOn } from "../harness/entries.js";
import { torchMissing } from "../harness/peers.js";
import type { Work } from "../harness/protocol.js";
import { race, type Standing } from "../harness/race.js";
import { peakLine, raceTable, workLines } from "../harness/report.js";
import { type Target, told } from "../harness/target.js";
import { dcgan, mlpGan } from "../harness/workloads.js";
import { betterPeerTarget, countTargets, peerTargets, torchTargets } from "./targets.js";

export const mlp: Section = (bench) =>
  raced(bench, "MLP GAN, 1×28×28, batch 64", mlpGan, (standings) => [
    ...countTargets(standings[0], 48),
    ...peerTargets(standings, bench.adapter),
    ...torchTargets(standings, bench.adapter),
  ]);

export const convolutional: Section = (bench) =>
  raced(bench, "DCGAN, 3×64×64, batch 4", dcgan, (standings) => [...countTargets(standings[0], 90), betterPeerTarget(standings), ...torchTargets(standings, bench.adapter)]);

async function raced(bench: Bench, title: string, work: Work, targets: (standings: readonly Standing[]) => readonly Target[]): Promise<void> {
  const { standings, peak } = await race(allOn(work, bench.adapter), bench.machine, bench.pace);
  bench.print(`\n## ${title}, on ${bench.adapter}\n\n${raceTable(standings, peak)}\n\n${peakLine(peak)}\n`);
  for (const target of targets(standings)) bench.print(told(target));
  bench.print("\nThe same work:\n");
  for (const line of workLines(standings)) bench.print(line);
  const missing = torchMissing();
  if (missing !== undefined) bench.print(`- PyTorch: ${missing}`);
}
