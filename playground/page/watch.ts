/** Asks for the next look once a frame, while there is something new to see; never for two at once, and never so often that looking outweighs training. */

import type { LookRequest } from "../training/messages.js";

/** Looks take at most this share of the time. */
const share = 0.5;

export class Watch {
  #wanted = false;
  #asked: number | undefined;
  #notBefore = 0;

  constructor(
    private readonly request: () => LookRequest | undefined,
    private readonly send: (request: LookRequest) => void,
  ) {
    const frame = (): void => {
      requestAnimationFrame(frame);
      this.#ask();
    };
    requestAnimationFrame(frame);
  }

  /** Something has changed. */
  want(): void {
    this.#wanted = true;
  }

  answered(): void {
    if (this.#asked === undefined) return;
    const now = performance.now();
    this.#notBefore = now + (now - this.#asked) * (1 / share - 1);
    this.#asked = undefined;
  }

  /** Nobody will answer: what was asked has made way. */
  forget(): void {
    this.#asked = undefined;
    this.#wanted = false;
  }

  #ask(): void {
    if (!this.#wanted || this.#asked !== undefined || performance.now() < this.#notBefore) return;
    const request = this.request();
    if (!request) return;
    this.#wanted = false;
    this.#asked = performance.now();
    this.send(request);
  }
}
