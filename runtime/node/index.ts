/**
 * What an embedder in Node has beyond `ganc/runtime`: devices by kind, and data from names, files and folders.
 *
 * ```ts
 * import { readDataset } from "ganc/node";
 * import { load, program } from "./out/digits.mjs";
 *
 * const gan = await load({ seed: 7 });
 * const data = await readDataset(program, "mnist");     // or a folder of pictures, or new Map([["x", "a.npz"], ["u", "b"]])
 * for await (const { loss } of gan.train(data, { iterations: 1000 })) console.log(loss.D);
 * ```
 *
 * - `readDataset` does what `ganc train --data` does: reads each source for the inputs that are drawn from it, and brings its samples to their
 *   shapes and ranges; `readDataset<Data>` has the type that a module calls `Data`. `datasetFor` does the second half alone, for sources that were read, or made, before.
 * - `readSource` reads one source as it is written on the command line; `namedSource` one of `sourceNames`.
 * - `requestDevice` opens the adapter that is asked for, or the first of the machine's own, lavapipe and SwiftShader; `listAdapters` says what there is.
 *
 * What is wrong with data is a DataError, a device that isn't there a NoAdapterError: both from `ganc/runtime`.
 */

export { listAdapters, requestDevice } from "./adapter.js";
export type { AdapterReport } from "./adapter.js";
export { datasetFor, readDataset } from "./dataset.js";
export { readSource } from "./read.js";
export { namedSource, sourceNames } from "./sources.js";
export type { Labelled, Named, Source, Tell } from "./sources.js";
export type { AdapterChoice, AdapterKind, OpenedDevice } from "../adapter.js";
export type { Dataset, Samples as DataSamples } from "../data.js";
