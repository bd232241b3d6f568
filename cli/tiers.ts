/** How soon V8 optimises what the command runs. */

import { setFlagsFromString } from "node:v8";

/** Bytes of bytecode that a function has run before it is optimised: four to nine times V8's own. */
const budget = 600_000;
/** The last V8 that is known to have the flag: of one that it doesn't know it complains. */
const lastKnown = 13;

/**
 * Compiling a model runs most of the compiler's functions for a moment. As soon as V8 takes to it by itself, it spends more processor time
 * on optimising them than they take, on the cores that the command, or a software adapter's pipelines, could have.
 */
export function optimiseLater(): void {
  if (parseInt(process.versions.v8 ?? "", 10) <= lastKnown) setFlagsFromString(`--interrupt-budget=${budget}`);
}
