/** Memory: what ganc's temporaries take against the least that they could, and a whole model against PyTorch's. */

import { explain } from "../../compiler/explain/explain.js";
import type { Bench, Section } from "../harness/bench.js";
import { Child } from "../harness/child.js";
import { compiledFile } from "../harness/compiled.js";
import { ganc, torchMemory } from "../harness/entries.js";
import { exampleFiles } from "../harness/examples.js";
import { torchMissing } from "../harness/peers.js";
import type { Ran, Started } from "../harness/protocol.js";
import type { Entry } from "../harness/race.js";
import { megabytes, number, table } from "../harness/table.js";
import { told } from "../harness/target.js";
import { facesGan } from "../harness/workloads.js";

export const memory: Section = async (bench) => {
  temporaries(bench);
  await footprint(bench);
};

function temporaries(bench: Bench): void {
  const rows = exampleFiles().map((file) => ({ file, ...arenaOf(file) }));
  bench.print(
    `\n## Memory: temporaries of the examples, at their own batch sizes\n\n${table(
      ["", "weights and moments", "temporaries", "alive at once, at least", "ratio"],
      rows.map(({ file, weights, temporaries: placed, lowerBound, ratio }) => [file, megabytes(weights), megabytes(placed), megabytes(lowerBound), number(ratio)]),
    )}\n`,
  );
  const worst = rows.reduce((most, one) => (one.ratio > most.ratio ? one : most));
  bench.print(told({ what: `temporaries against the lower bound, at worst (${worst.file})`, value: worst.ratio, bound: { atMost: 1.15 }, show: number }));
}

function arenaOf(file: string) {
  const { arena } = explain(compiledFile(file));
  return { ...arena, ratio: arena.lowerBound === 0 ? 1 : arena.temporaries / arena.lowerBound };
}

/** Both counted: ganc's buffers as WebGPU is asked for them, PyTorch's tensors as their storages come and go. */
async function footprint(bench: Bench): Promise<void> {
  const own = await peakBytes(ganc(facesGan, bench.adapter), bench);
  const missing = torchMissing();
  const torch = missing === undefined ? await peakBytes(torchMemory(facesGan), bench) : undefined;
  bench.print(`\n## Memory: the MLP GAN at 3×64×64 (${facesGan.file}), batch ${facesGan.batch}\n\nThe most that is allocated at once while it trains, the batch of data included.\n`);
  bench.print(table(["", "bytes at most"], [["ganc, buffers", megabytes(own)], ["PyTorch, tensors", torch === undefined ? `not measured: ${missing}` : megabytes(torch)]]));
  bench.print(`\n${told({ what: "ganc's footprint, of PyTorch's", value: torch && own / torch, missing, bound: { atMost: 1 }, show: number })}`);
}

async function peakBytes({ command }: Entry, { pace }: Bench): Promise<number> {
  const child = new Child<Started, Ran>(command);
  try {
    return (await child.started(2 * pace.limitMs)).peakBytes!;
  } finally {
    child.end();
  }
}
