/** Trains away from the page, so that it never waits for a step. */

import type { TrainingRequest } from "./messages.js";
import { TrainingServer } from "./server.js";

const server = new TrainingServer((answer, transfer = []) => self.postMessage(answer, { transfer }));

self.addEventListener("message", ({ data }: MessageEvent<TrainingRequest>) => server.take(data));
