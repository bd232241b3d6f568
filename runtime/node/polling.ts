/**
 * Waiting where Dawn polls: npm's `webgpu` asks its devices in every turn of Node's event loop for as long as one of its promises is pending.
 * A turn then takes a moment's nap, and a promise of known length isn't made before it is nearly due.
 */

import type { Waiting } from "../waiting.js";

/** Timers count whole milliseconds, and what is shorter than a few is better asked after at once. */
const shortestSleep = 4;
/** What is done within this time is asked after without a nap; later, a nap is a small part of what was waited. In milliseconds. */
const awake = 0.25;
const longestNap = 1;

const never = new Int32Array(new SharedArrayBuffer(4));
/** When each of the promises that are waited for was made. */
const pending = new Set<{ readonly since: number }>();
let isNapping = false;

export const polling: Waiting = {
  async sleep(milliseconds) {
    if (milliseconds < shortestSleep) return;
    await new Promise((resolve) => setTimeout(resolve, Math.floor(milliseconds) - 1));
  },
  async seldom(promise) {
    const wait = { since: performance.now() };
    pending.add(wait);
    if (!isNapping) nextTurn();
    try {
      return await promise;
    } finally {
      pending.delete(wait);
    }
  },
};

function nextTurn(): void {
  isNapping = true;
  setImmediate(turn);
}

function turn(): void {
  isNapping = false;
  const latest = Math.max(...[...pending].map(({ since }) => since));
  const waited = performance.now() - latest;
  if (waited > awake) Atomics.wait(never, 0, 0, Math.min(longestNap, waited / 16));
  if (pending.size > 0) nextTurn();
}
