/**
 * lavapipe compiles a kernel when it is first launched, all of them in one thread, and Mesa keeps what was compiled in its cache on disk. So other processes compile too, from a graph's
 * last kernel back, while the device comes from its first: what they are done with, it finds in the cache. They are processes since all of one share LLVM, and LLVM
 * fails where two devices compile at once. Nothing depends on them: one that can't be started, or ends early, isn't missed.
 */

import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import type { KernelText } from "../waiting.js";
import type { AdapterReport } from "./adapter.js";

/** Fewer kernels are compiled before a process has started. */
const fewest = 8;
const mostProcesses = 8;
/** Mesa reads a kernel from its cache in a few milliseconds, and compiles a long one in no less than twenty. */
const readWithin = 10;

/** A process says that it can begin; and of a kernel that it is done, and whether it was in the cache, where that can be told. */
export interface Said {
  readonly found?: boolean;
}

/** Whether Mesa has its cache. */
export function keepsKernels(): boolean {
  return !/^(1|t|true|y|yes)$/i.test(process.env.MESA_SHADER_CACHE_DISABLE ?? "");
}

export class Ahead {
  /** What is asked for at once, a graph's mostly, and not taken yet. */
  readonly #groups: KernelText[][] = [];
  #isAsking = false;
  /** With the group that each takes from. */
  readonly #processes = new Map<ChildProcess, KernelText[]>();
  #areAll = false;

  constructor(
    private readonly adapter: AdapterReport["name"],
    private readonly most = Math.min(mostProcesses, availableParallelism() - 1),
    private readonly within = readWithin,
  ) {}

  get processes(): number {
    return this.#processes.size;
  }

  /** How many kernels no process has taken. */
  get left(): number {
    return this.#groups.reduce((sum, { length }) => sum + length, 0);
  }

  readonly compiling = (kernel: KernelText): void => {
    if (this.most === 0) return;
    if (!this.#isAsking) {
      this.#isAsking = true;
      this.#groups.push([]);
      queueMicrotask(() => this.#asked());
    }
    this.#groups.at(-1)!.push(kernel);
  };

  #asked(): void {
    this.#isAsking = false;
    if (this.processes > 0 || this.left < fewest) return;
    this.#areAll = false;
    this.#start();
  }

  #start(): void {
    try {
      const child = fork(new URL("./ahead-process.js", import.meta.url), [this.adapter, String(this.within)], { execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"], env: { ...process.env, LP_NUM_THREADS: "0" } });
      this.#processes.set(child, []);
      const forget = (): void => void this.#processes.delete(child);
      child.on("error", forget).on("exit", forget).on("message", (said) => this.#next(child, said as Said));
      child.unref();
      child.channel?.unref();
    } catch {
      // Where no process may be started.
    }
  }

  #next(child: ChildProcess, { found }: Said): void {
    // The device, or somebody before, has come as far: the group's first kernels are there too.
    if (found) this.#processes.get(child)!.length = 0;
    // There is something to compile, so the others start.
    if (found === false && !this.#areAll) {
      this.#areAll = true;
      for (let count = this.processes; count < this.most; count++) this.#start();
    }
    while (this.#groups[0]?.length === 0) this.#groups.shift();
    const [group] = this.#groups;
    if (!group) return child.disconnect();
    child.send(group.pop()!);
    this.#processes.set(child, group);
  }
}
