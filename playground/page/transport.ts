/** The buttons of training, and where it stands. */

import type { Position } from "../training/messages.js";
import { element, part } from "./elements.js";

export interface TransportEvents {
  play(): void;
  pause(): void;
  step(): void;
  iterate(): void;
  reset(): void;
}

export class Transport {
  readonly #play = part("play", HTMLButtonElement);
  readonly #others = ["step", "iterate", "reset"].map((id) => part(id, HTMLButtonElement));
  readonly #seed = part("seed", HTMLInputElement);
  readonly #iteration = element("b", {}, "0");
  readonly #epoch = element("b", {}, "0");
  readonly #pace = element("b", {}, "–");
  #isPlaying = false;
  #measured: { readonly iteration: number; readonly time: number } | undefined;

  constructor(events: TransportEvents) {
    this.#play.addEventListener("click", () => (this.#isPlaying ? events.pause() : events.play()));
    const [step, iterate, reset] = this.#others;
    step.addEventListener("click", () => events.step());
    iterate.addEventListener("click", () => events.iterate());
    reset.addEventListener("click", () => events.reset());
    this.#seed.addEventListener("change", () => events.reset());
    const said = (value: HTMLElement, name: string): HTMLElement => element("span", {}, `${name} `, value);
    part("position", HTMLOutputElement).replaceChildren(said(this.#iteration, "Iteration"), said(this.#epoch, "Epoch"), element("span", { title: "Iterations a second" }, this.#pace, "/s"));
    this.enable(false);
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** A whole number of at least 0. */
  get seed(): number {
    const value = Math.floor(Number(this.#seed.value));
    return Number.isSafeInteger(value) && value >= 0 ? value : 0;
  }

  set seed(value: number) {
    this.#seed.value = String(value);
  }

  enable(canTrain: boolean): void {
    for (const button of [this.#play, ...this.#others]) button.disabled = !canTrain;
  }

  show({ playing, iteration, epoch }: Position): void {
    this.#isPlaying = playing;
    this.#play.textContent = playing ? "Pause" : "Play";
    this.#play.setAttribute("aria-pressed", String(playing));
    this.#iteration.textContent = iteration.toLocaleString("en");
    this.#epoch.textContent = epoch.toLocaleString("en");
    this.#showPace(playing, iteration);
  }

  /** Over the last second. */
  #showPace(playing: boolean, iteration: number): void {
    const time = performance.now();
    if (!playing || !this.#measured || iteration < this.#measured.iteration) {
      this.#measured = { iteration, time };
      if (!playing) this.#pace.textContent = "–";
      return;
    }
    if (time - this.#measured.time < 1000) return;
    const pace = (1000 * (iteration - this.#measured.iteration)) / (time - this.#measured.time);
    this.#pace.textContent = pace >= 10 ? Math.round(pace).toLocaleString("en") : pace.toFixed(1);
    this.#measured = { iteration, time };
  }
}
