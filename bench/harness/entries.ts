/** How each contender is started on a work. */

import { fileURLToPath } from "node:url";
import { libraryFile, torchMissing } from "./peers.js";
import type { Adapter, Work } from "./protocol.js";
import type { Entry } from "./race.js";

const contender = (name: string): string => fileURLToPath(new URL(`../contenders/${name}.js`, import.meta.url));

export const peakCommand = (adapter: string) => ({ program: process.execPath, words: [contender("peak"), adapter] });

export const productsCommand = (works: readonly Work[], adapter: Adapter) => ({ program: process.execPath, words: [contender("products"), adapter, JSON.stringify(works)] });

export const ganc = (work: Work, adapter: Adapter, name = "ganc"): Entry => ({ name, command: { program: process.execPath, words: [contender("ganc"), adapter, JSON.stringify(work)] } });

const library = (name: string, file: string) => (work: Work, adapter: Adapter): Entry => ({ name, command: { program: process.execPath, words: [contender("peer"), adapter, JSON.stringify(work), libraryFile(file)] } });
export const jaxJs = library("jax-js 0.1.25", "jax-js");
export const tfJs = library("TF.js 4.22", "tfjs");

export const torch = (work: Work): Entry => ({ name: "PyTorch, CPU, 2 threads", command: { program: "python3", words: ["-B", "bench/peers/torch/run.py", JSON.stringify(work)] } });

/** The same, whose tensors are counted. */
export const torchMemory = (work: Work): Entry => ({ name: "PyTorch", command: { program: "python3", words: ["-B", "bench/peers/torch/memory.py", JSON.stringify(work)] } });

/** ganc first, then its peers on the same adapter, then PyTorch, where it is. */
export function allOn(work: Work, adapter: Adapter): Entry[] {
  return [ganc(work, adapter), jaxJs(work, adapter), tfJs(work, adapter), ...(torchMissing() === undefined ? [torch(work)] : [])];
}
