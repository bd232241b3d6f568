/** A contender as the bench sees it: a process that is asked for iterations and answers within a time limit, or is ended. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Request } from "./protocol.js";

/** Why a contender has no time: it failed, and said this. */
export class Failed extends Error {}

/** Why a contender has no time: it was still at it after this long. */
export class TooSlow extends Error {
  constructor(readonly ms: number) {
    super(`no answer within ${Math.round(ms / 1000)} s`);
  }
}

export interface Command {
  readonly program: string;
  readonly words: readonly string[];
}

export class Child<Started, Answer> {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #messages: AsyncIterator<string>;
  /** When all that it wrote has arrived. */
  readonly #closed: Promise<void>;
  #complaints = "";

  /** `cache`: where Mesa keeps compiled shaders. An empty folder if left out, so that every first iteration is a cold one. */
  constructor({ program, words }: Command, cache?: string) {
    const folder = cache ?? mkdtempSync(join(tmpdir(), "ganc-bench-"));
    this.#process = spawn(program, words, { env: { ...process.env, MESA_SHADER_CACHE_DIR: folder } });
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => void (this.#complaints += text));
    this.#closed = new Promise((closed) => this.#process.on("close", () => closed()));
    if (cache === undefined) void this.#closed.then(() => rmSync(folder, { recursive: true, force: true }));
    this.#messages = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** What it says when it is ready. */
  started(limitMs: number): Promise<Started> {
    return this.#next<Started>(limitMs);
  }

  ask(request: Request, limitMs: number): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#next<Answer>(limitMs);
  }

  end(): void {
    this.#process.kill("SIGKILL");
  }

  async #next<Message>(limitMs: number): Promise<Message> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        this.end();
        fail(new TooSlow(limitMs));
      }, limitMs);
    });
    try {
      return await Promise.race([this.#message<Message>(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Libraries write to stdout too: a message is a line that opens an object. */
  async #message<Message>(): Promise<Message> {
    for (;;) {
      const { value, done } = await this.#messages.next();
      if (done) {
        await this.#closed;
        throw new Failed(reasonIn(this.#complaints));
      }
      if (value.startsWith("{")) return JSON.parse(value) as Message;
    }
  }
}

/** Of all that was written on stderr, the error itself: the last line that names one, else the last line. */
function reasonIn(complaints: string): string {
  const lines = complaints.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("at "));
  return lines.findLast((line) => /^(\w*Error|\w*Exception)\b/.test(line)) ?? lines.at(-1) ?? "it ended without a word";
}
