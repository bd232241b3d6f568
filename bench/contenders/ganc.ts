/** ganc as a contender, the way that somebody who embeds it would: a source is compiled for the adapter, loaded, and trained. */

import type { Adapter, Losses, Work } from "../harness/protocol.js";
import { memory } from "./counts.js";
import { type Contender, serveTraining } from "./serve.js";

const [adapter, argument] = process.argv.slice(2) as [Adapter, string];
const work = JSON.parse(argument) as Work;

async function open(): Promise<Contender> {
  const { readFileSync } = await import("node:fs");
  // As the package gives it: in one file, which the build makes.
  const { compile, explain } = (await import(new URL("../../compiler/browser.js", import.meta.url).href)) as typeof import("../../compiler/index.js");
  const { load } = await import("../../runtime/index.js");
  const { sampleBytes } = await import("../harness/samples.js");

  const file = work.file ?? `bench/${work.name}.gan`;
  const before = performance.now();
  const { compilation, diagnostics } = compile({ name: file, text: readFileSync(file, "utf8") }, { set: new Map(Object.entries(work.settings)), adapter });
  if (!compilation) throw new Error(`${file}: ${diagnostics[0].message}`);
  const ms = performance.now() - before;
  const gan = await load(compilation.program, { adapter, batch: work.batch, seed: 1 });
  const count = work.count ?? work.batch;
  const data = Object.fromEntries(Object.entries(work.data).map(([name, shape]) => [name, { values: sampleBytes(shape, count, name), shape, count }]));
  return {
    run: async (iterations) => {
      let losses: Losses = {};
      for await (const { loss } of gan.train(data, { iterations, every: iterations })) losses = loss;
      return losses;
    },
    told: () => {
      const { networks, steps } = explain(compilation);
      const scheduled = compilation.program.schedule.flatMap((statement) => (statement.kind === "run" ? [statement.graph] : []));
      const flops = scheduled.reduce((sum, graph) => sum + steps.find(({ name }) => name === graph)!.flops, 0);
      const parameters = Object.fromEntries(Object.entries(networks).map(([name, network]) => [name, network.parameters]));
      return { parameters, compiled: { ms, flops }, peakBytes: memory.peak };
    },
  };
}

await serveTraining(open);
