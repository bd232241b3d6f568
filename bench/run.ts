/**
 * `npm run bench`: ganc and its peers side by side, in one process tree, on one adapter. Prints Markdown; no target that isn't
 * reached makes it fail.
 */

import { parseArgs } from "node:util";
import type { Section } from "./harness/bench.js";
import { Child, Failed, TooSlow } from "./harness/child.js";
import { peakCommand } from "./harness/entries.js";
import { prepareLibraries } from "./harness/peers.js";
import type { Peak, PeakStarted } from "./harness/protocol.js";
import { critics } from "./sections/critics.js";
import { convolutional, mlp } from "./sections/gans.js";
import { memory } from "./sections/memory.js";
import { products } from "./sections/products.js";
import { scale } from "./sections/scale.js";
import { start } from "./sections/start.js";

/** In the order in which they run. */
const sections: { readonly [name: string]: Section } = { mlp, dcgan: convolutional, wgan_gp: critics, products, start, memory, scale };

const usage = `npm run bench -- [--adapter auto|gpu|lavapipe|swiftshader] [--only ${Object.keys(sections).join("|")}]… [--rounds 3] [--limit SECONDS]`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { adapter: { type: "string", default: "auto" }, only: { type: "string", multiple: true }, rounds: { type: "string", default: "3" }, limit: { type: "string", default: "150" } },
    });
    const chosen = values.only ?? Object.keys(sections);
    const [rounds, limit] = [Number(values.rounds), Number(values.limit)];
    if (chosen.every((name) => name in sections) && rounds >= 1 && limit > 0) return { adapter: values.adapter, chosen, rounds, limitMs: 1000 * limit };
  } catch {
    // An option that there isn't: the usage says which there are.
  }
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

const { adapter: choice, chosen, rounds, limitMs } = readOptions();
await prepareLibraries();
const machine = new Child<PeakStarted, Peak>(peakCommand(choice));
try {
  const { adapter, label } = await machine.started(limitMs);
  if (adapter === "software") throw new Error(`${label} is no adapter that ganc is measured on`);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(`# ${label}`);
  for (const name of chosen) {
    try {
      await sections[name]({ adapter, machine, pace: { rounds, roundMs: 1000, limitMs }, print });
    } catch (error) {
      // A race goes on without who fails; other sections can't, and the next can.
      if (!(error instanceof Failed || error instanceof TooSlow)) throw error;
      print(`\n${name} was broken off: ${error.message}`);
    }
  }
} finally {
  machine.end();
}
process.exit(0);
