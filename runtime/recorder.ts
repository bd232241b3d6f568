/** Commands that are submitted together: dispatches in as few passes as the copies between them allow. */

import type { Engine } from "./engine.js";

export class Recorder {
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;

  constructor(private readonly engine: Engine) {}

  /** Where dispatches go. */
  get pass(): GPUComputePassEncoder {
    return (this.#pass ??= this.#commands().beginComputePass());
  }

  copy(from: GPUBuffer, offset: number, to: GPUBuffer, toOffset: number, bytes: number): void {
    this.#endPass();
    this.#commands().copyBufferToBuffer(from, offset, to, toOffset, bytes);
  }

  /** What was recorded, if anything was. Whoever goes on records for the next submit. */
  submit(): void {
    if (!this.#encoder) return;
    this.#endPass();
    this.engine.submit(this.#encoder);
    this.#encoder = undefined;
  }

  #commands(): GPUCommandEncoder {
    return (this.#encoder ??= this.engine.device.createCommandEncoder());
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }
}
