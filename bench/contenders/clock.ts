/** Preloaded into a command: says on stderr, at its end, how long it took after Node's own start. */

import { writeSync } from "node:fs";

const begun = performance.now();

process.on("exit", () => void writeSync(process.stderr.fd, `\n${JSON.stringify({ ms: performance.now() - begun })}\n`));
