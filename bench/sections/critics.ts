/** What a gradient penalty costs: a WGAN-GP critic's step against a plain step of the same network, in each library. */

import type { Bench, Section } from "../harness/bench.js";
import { ganc, jaxJs, tfJs, torch } from "../harness/entries.js";
import { torchMissing } from "../harness/peers.js";
import { type Entry, race, type Standing } from "../harness/race.js";
import { peakLine, raceTable, workLines } from "../harness/report.js";
import { number } from "../harness/table.js";
import { type Target, told } from "../harness/target.js";
import { convCritic, type CriticSteps, mlpCritic } from "../harness/workloads.js";
import { betterPeerTarget, countTargets } from "./targets.js";

export const critics: Section = async (bench) => {
  await raced(bench, mlpCritic);
  await raced(bench, convCritic);
};

async function raced(bench: Bench, { title, penalised, plain }: CriticSteps): Promise<void> {
  const libraries = [ganc, jaxJs, tfJs, ...(torchMissing() === undefined ? [torch] : [])];
  const entries = (work: typeof plain, kind: string): Entry[] => libraries.map((library) => library(work, bench.adapter)).map((entry) => ({ ...entry, name: `${entry.name}, ${kind}` }));
  const { standings, peak } = await race([...entries(penalised, "penalty"), ...entries(plain, "plain")], bench.machine, bench.pace);
  const [withPenalty, without] = [standings.slice(0, libraries.length), standings.slice(libraries.length)];
  bench.print(`\n## ${title}, on ${bench.adapter}\n\nOne step with the gradient penalty of WGAN-GP:\n\n${raceTable(withPenalty, peak)}\n\nOne plain step:\n\n${raceTable(without, peak)}\n\n${peakLine(peak)}\n`);
  for (const target of countTargets(withPenalty[0], 90)) bench.print(told(target));
  bench.print(told(betterPeerTarget(withPenalty)));
  withPenalty.forEach((standing, i) => bench.print(costLine(standing, without[i], i === 0 ? { atMost: 3 } : undefined)));
  bench.print("\nThe same work:\n");
  for (const line of [...workLines(withPenalty), ...workLines(without)]) bench.print(line);
}

function costLine(penalised: Standing, plain: Standing, bound?: Target["bound"]): string {
  const [a, b] = [penalised.msPerIteration, plain.msPerIteration];
  const value = a === undefined || b === undefined ? undefined : a / b;
  return told({ what: `${penalised.name}: plain steps that the step costs`, value, missing: penalised.problem ?? plain.problem, bound, show: number });
}
