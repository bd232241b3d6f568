/** The contender's side of the protocol: it does its first iteration at once, and then what it is asked for until its stdin ends. */

import { createInterface } from "node:readline";
import type { Losses, Ran, Request, Started } from "../harness/protocol.js";
import { countsSince, countsSoFar } from "./counts.js";

const begun = performance.now();

export interface Contender {
  /** Runs iterations, and gives the losses of the last when all are done. */
  run(iterations: number): Promise<Losses>;
  /** Asked after the first iteration, whose time it is no part of. */
  told(): Omit<Started, "firstMs" | "losses">;
}

/** `open` imports and builds: its time is the contender's. */
export async function serveTraining(open: () => Promise<Contender>): Promise<void> {
  const contender = await open();
  const first = await contender.run(1);
  const firstMs = performance.now() - begun;
  await serve({ firstMs, losses: first, ...contender.told() } satisfies Started, async ({ iterations }): Promise<Ran> => {
    const before = countsSoFar();
    const asked = performance.now();
    const losses = await contender.run(iterations);
    return { ms: performance.now() - asked, losses, counts: countsSince(before) };
  });
}

export async function serve<Answer extends object>(started: object, answer: (request: Request) => Promise<Answer>): Promise<void> {
  say(started);
  for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line) as Request));
  process.exit(0);
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
