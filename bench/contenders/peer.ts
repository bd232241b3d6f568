/** A library that runs on WebGPU in JavaScript as a contender: it finds the adapter where a page would, in `navigator.gpu`. */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { requestAdapter } from "../../runtime/node/adapter.js";
import type { Adapter, Losses, Started, Work } from "../harness/protocol.js";
import { sampleBytes } from "../harness/samples.js";
import { type Contender, serveTraining } from "./serve.js";

const [adapter, argument, libraryFile] = process.argv.slice(2) as [Adapter, string, string];
const work = JSON.parse(argument) as Work;

/** What the files in `bench/peers/` export: a training that launches iterations, and reads the losses of the last. */
interface Training {
  readonly parameters: Started["parameters"];
  step(): void;
  losses(): Promise<Losses>;
}

const imported = async <T>(file: string): Promise<T> => (await import(pathToFileURL(resolve(file)).href)) as T;

async function open(): Promise<Contender> {
  const gpu = { requestAdapter: () => requestAdapter(adapter), getPreferredCanvasFormat: () => "bgra8unorm", wgslLanguageFeatures: new Set() };
  Object.defineProperty(globalThis, "navigator", { value: { gpu, userAgent: "node", platform: "linux" }, configurable: true });
  // A library asks for its globals before it asks for an adapter.
  const { globals } = await import("webgpu");
  for (const [name, value] of Object.entries(globals)) if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  const parts = await imported<object>(libraryFile);
  const { default: start } = await imported<{ default: (parts: object, work: object) => Training }>(`bench/peers/${work.name}.mjs`);
  const data = Object.fromEntries(
    Object.entries(work.data).map(([name, shape]) => [name, { values: Float32Array.from(sampleBytes(shape, work.batch, name), (byte) => byte / 127.5 - 1), shape, count: work.batch }]),
  );
  const training = start(parts, { data, settings: work.settings });
  return {
    told: () => ({ parameters: training.parameters }),
    run: async (iterations) => {
      for (let i = 0; i < iterations; i++) training.step();
      return training.losses();
    },
  };
}

await serveTraining(open);
