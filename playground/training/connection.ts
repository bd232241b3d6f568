/**
 * How the page reaches what trains: a worker, or, in a browser that gives WebGPU to pages and not to workers, the page
 * itself, which stays alive because training waits for the device between iterations and never for the processor.
 */

import type { TrainingAnswer, TrainingRequest } from "./messages.js";

export interface Connection {
  send(request: TrainingRequest): void;
}

export function connect(hear: (answer: TrainingAnswer) => void): Connection {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "training" });
  let here: Promise<Connection> | undefined;
  /** Of a worker that found no adapter, to be asked again here. */
  let lastLoad: TrainingRequest | undefined;
  worker.addEventListener("message", ({ data }: MessageEvent<TrainingAnswer>) => {
    if (data.kind !== "no-adapter" || navigator.gpu === undefined || here) return hear(data);
    here = inPage(hear);
    const again = lastLoad;
    if (again) void here.then((connection) => connection.send(again));
  });
  worker.addEventListener("error", ({ message }) => hear({ kind: "problem", message: message || "the part of the page that trains could not be loaded", lost: false }));
  return {
    send(request) {
      if (request.kind === "load") lastLoad = request;
      if (here) void here.then((connection) => connection.send(request));
      else worker.postMessage(request);
    },
  };
}

async function inPage(hear: (answer: TrainingAnswer) => void): Promise<Connection> {
  const { TrainingServer } = await import("./server.js");
  const server = new TrainingServer(hear);
  return { send: (request) => server.take(request) };
}
