/** What a workload is built of. */
export * from "./layers.mjs";
export * from "./training.mjs";
