/** A program all the way: compiled with the IR verified between the passes, and run on the device. */

import { compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import { pages } from "../check/helper.js";
import { type Agreement, compareWithReference } from "./agreement.js";

const prelude = preludeSources();

/** Not one of the sizes that the programs say: a module runs at any. */
export function batchFor(seed: number): number {
  return 1 + (seed % 5);
}

/** WebGPU's default limit of storage buffers a stage. */
const mostBindings = 8;

/** Throws where the program does not compile, or only for some devices: it should. */
export async function agreementOf(name: string, text: string, seed: number): Promise<Agreement> {
  const { compilation, diagnostics } = compile({ name, text }, { prelude, verify: true });
  if (!compilation) throw new Error(pages(diagnostics));
  const crowded = compilation.program.kernels.filter(({ bindings }) => bindings.length > mostBindings);
  if (crowded.length > 0) throw new Error(`more than ${mostBindings} bindings: ${crowded.map(({ entry, bindings }) => `${entry} has ${bindings.length}`).join(", ")}`);
  return compareWithReference(compilation, batchFor(seed), seed);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
