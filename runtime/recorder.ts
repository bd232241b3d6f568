/** Commands that are submitted together: dispatches in as few passes as the copies between them allow. */

import type { Engine, ReadyGraph } from "./engine.js";

export class Recorder {
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Where dispatches go. */
  get pass(): GPUComputePassEncoder {
    return (this.#pass ??= this.#commands().beginComputePass());
  }

  launch(graph: Pick<ReadyGraph, "launches">): void {
    this.#engine.encode(this.pass, graph);
  }

  copy(from: GPUBuffer, offset: number, to: GPUBuffer, toOffset: number, bytes: number): void {
    this.#endPass();
    this.#commands().copyBufferToBuffer(from, offset, to, toOffset, bytes);
  }

  /** What was recorded, if anything was. Whoever goes on records for the next submit. */
  submit(): void {
    this.#endPass();
    if (this.#encoder) this.#engine.submit(this.#encoder);
    this.#encoder = undefined;
  }

  #commands(): GPUCommandEncoder {
    return (this.#encoder ??= this.#engine.device.createCommandEncoder());
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }
}
