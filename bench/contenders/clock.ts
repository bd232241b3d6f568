/** Preloaded into a command: says on stderr, at its end, how long it took after Node's own start, and how long the processor was at it. */

import { writeSync } from "node:fs";
import type { BuildTime } from "../harness/build.js";

const begun = performance.now();

const used = process.cpuUsage();

process.on("exit", () => {
  const { user, system } = process.cpuUsage(used);
  writeSync(process.stderr.fd, `\n${JSON.stringify({ ms: performance.now() - begun, processorMs: (user + system) / 1000 } satisfies BuildTime)}\n`);
});
