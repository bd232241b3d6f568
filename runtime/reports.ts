/** What somebody wants to see of an iteration is copied behind the work into a small buffer, one of a few that are made once, and read when it is done. */

import type { Engine, ReadyGraph } from "./engine.js";
import type { Recorder } from "./recorder.js";

/** Of one iteration. A loss is that of its last step in the iteration; metrics are of the iteration's last step. */
export interface Report {
  /** From 1: how many iterations are done. */
  readonly iteration: number;
  readonly epoch: number;
  readonly loss: { readonly [name: string]: number };
  readonly metric: { readonly [name: string]: number };
}

/** Offsets in a buffer of outputs. */
const spacing = 8;

/** The outputs of one iteration, on their way. */
export interface Sheet {
  readonly buffer: GPUBuffer;
  readonly names: Set<string>;
}

export class Reports {
  readonly #offsets: ReadonlyMap<string, number>;
  readonly #buffers: readonly GPUBuffer[];
  #taken = 0;

  /** `most`: of those that are on their way at once. */
  constructor(
    private readonly engine: Engine,
    graphs: readonly string[],
    most: number,
  ) {
    const names = new Set(graphs.flatMap((name) => engine.program.graphs[name].outputs.map((output) => output.name)));
    this.#offsets = new Map([...names].map((name, i) => [name, spacing * i]));
    this.#buffers = Array.from({ length: most }, () => engine.readable(spacing * names.size, "report"));
  }

  take(): Sheet {
    return { buffer: this.#buffers[this.#taken++ % this.#buffers.length], names: new Set() };
  }

  /** Copies what a graph has just worked out: what it leaves in the arena the next one overwrites. */
  note(recorder: Recorder, { outputs }: ReadyGraph, { buffer: sheet, names }: Sheet): void {
    for (const { name, buffer, offset } of outputs) {
      recorder.copy(buffer, offset, sheet, this.#offsets.get(name)!, 4);
      names.add(name);
    }
  }

  /** Something is copied, so that the sheet can be read when the device has come so far. */
  mark(recorder: Recorder, { buffer }: Sheet): void {
    recorder.copy(this.engine.slots, 0, buffer, 0, 4);
  }

  /** Waits for the device. */
  async read({ buffer, names }: Sheet): Promise<Pick<Report, "loss" | "metric">> {
    const values = new Float32Array(await this.engine.mapped(buffer));
    const named = (prefix: string): { [name: string]: number } =>
      Object.fromEntries([...names].filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), values[this.#offsets.get(name)! / 4]]));
    return { loss: named("loss."), metric: named("metric.") };
  }
}
