/** The compiler in its worker, as the page asks it. */

import type { LanguageAnswer, Settings } from "../language/messages.js";

type Answer<K extends LanguageAnswer["kind"]> = Extract<LanguageAnswer, { readonly kind: K }>;

export interface LanguageEvents {
  read(answer: Answer<"read">): void;
  built(answer: Answer<"built">): void;
  module(answer: Answer<"module">): void;
  failed(message: string): void;
}

/** Typing pauses this long, in milliseconds, before the text is read. */
const pause = 120;

export class Language {
  readonly #worker = new Worker(new URL("../language/worker.ts", import.meta.url), { type: "module", name: "language" });
  #version = 0;
  #waiting = 0;

  constructor(events: LanguageEvents) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<LanguageAnswer>) => {
      if (data.kind === "failed") events.failed(data.message);
      else if (data.kind === "module") events.module(data);
      // What an older text gave has been overtaken.
      else if (data.version !== this.#version) return;
      else if (data.kind === "read") events.read(data);
      else events.built(data);
    });
    this.#worker.addEventListener("error", ({ message }) => events.failed(message || "the compiler could not be loaded"));
  }

  compile(source: string, settings: Settings): void {
    const version = ++this.#version;
    clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => this.#worker.postMessage({ kind: "compile", version, source, settings }), pause);
  }

  giveModule(source: string, settings: Settings): void {
    this.#worker.postMessage({ kind: "module", source, settings });
  }
}
