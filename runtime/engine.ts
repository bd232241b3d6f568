/**
 * A program on a device: its slots in one buffer, and graphs made ready for a batch size. Making ready is where buffers,
 * pipelines and bind groups come from; running a graph afterwards makes nothing. How slots start is worked out while the first pipelines are
 * compiled, and is there before anything else touches them.
 */

import { bytesAt, placeTemporaries } from "./arena.js";
import { demandSlots, launchable } from "./bounds.js";
import { DeviceError, DeviceLostError } from "./errors.js";
import { demandFormat } from "./format.js";
import { elementsOf, initialValues } from "./initial.js";
import { type Dispatch, type Operand, type Output, type Program, counters } from "./program.js";
import { moduleOf } from "./shaders.js";
import { type Waiting, waitingFor } from "./waiting.js";

/** What was made and launched so far: noise can't touch these. */
export interface Counts {
  buffers: number;
  bufferBytes: number;
  bindGroups: number;
  pipelines: number;
  dispatches: number;
  submits: number;
  /** Buffers written by the host. */
  writes: number;
}

interface Launch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly x: number;
  readonly y: number;
}

export interface PlacedOutput {
  readonly name: string;
  readonly dtype: Output["dtype"];
  readonly shape: readonly number[];
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
}

export interface ReadyGraph {
  readonly name: string;
  readonly launches: readonly Launch[];
  readonly outputs: readonly PlacedOutput[];
  readonly reads: readonly number[];
  /** Of a network's graph. */
  readonly parameters: readonly GPUBuffer[];
}

/** The inputs and the arena that graphs share at a batch size. */
export interface Placed {
  readonly batch: number;
  readonly inputs: readonly GPUBuffer[];
  readonly arena: GPUBuffer;
  /** Of each graph's temporaries. */
  readonly offsets: ReadonlyMap<string, readonly number[]>;
}

/** Placed, and all of them ready. */
export interface Ready extends Placed {
  readonly graphs: ReadonlyMap<string, ReadyGraph>;
}

/** How long after a mapping that failed a browser may say that the device is lost, in milliseconds. */
const lateNews = 100;

/** Workgroups of one dimension, by WebGPU's default limit. */
const widest = 65535;

/** Kernels take the number of their workgroups linearly. */
export function folded(workgroups: number): Pick<Launch, "x" | "y"> {
  const y = Math.max(1, Math.ceil(workgroups / widest));
  return { x: Math.ceil(workgroups / y), y };
}

export class Engine {
  readonly counts: Counts = { buffers: 0, bufferBytes: 0, bindGroups: 0, pipelines: 0, dispatches: 0, submits: 0, writes: 0 };
  readonly slots: GPUBuffer;
  readonly waiting: Waiting;
  /** Of the values that the slots start with, where they aren't there yet. */
  #unwritten: number | undefined;
  readonly #buffers = new Set<GPUBuffer>();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  readonly #modules = new Map<string, GPUShaderModule>();
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  #failure: Error | undefined;
  readonly #onError = ({ error }: GPUUncapturedErrorEvent): void => void (this.#failure ??= new DeviceError(error.message));
  #disposed = false;

  constructor(
    readonly device: GPUDevice,
    readonly program: Program,
    seed: number,
  ) {
    demandFormat(program);
    demandSlots(program);
    void device.lost.then(({ reason, message }) => {
      if (!this.#disposed) this.#failure ??= new DeviceLostError(`the device was lost (${reason}): ${message}`);
    });
    device.addEventListener("uncapturederror", this.#onError);
    this.waiting = waitingFor(device);
    this.slots = this.buffer(program.slotBytes, "slots");
    this.#unwritten = seed;
  }

  /** Every slot as it starts, if it isn't yet. */
  #start(): void {
    const seed = this.#unwritten;
    if (seed === undefined) return;
    this.#unwritten = undefined;
    this.program.slots.forEach((slot, place) => {
      const values = slot.name === counters.seed ? Int32Array.of(seed | 0) : initialValues(slot, place, seed);
      this.write(this.slots, slot.offset, values);
    });
  }

  buffer(bytes: number, label: string, usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC): GPUBuffer {
    const size = Math.max(256, Math.ceil(bytes / 16) * 16);
    const buffer = this.device.createBuffer({ size, usage, label });
    this.#buffers.add(buffer);
    this.counts.buffers++;
    this.counts.bufferBytes += size;
    return buffer;
  }

  /** Gives one buffer back before its time. */
  free(buffer: GPUBuffer): void {
    if (!this.#buffers.delete(buffer)) return;
    this.counts.buffers--;
    this.counts.bufferBytes -= buffer.size;
    buffer.destroy();
  }

  write(buffer: GPUBuffer, offset: number, values: Float32Array | Int32Array | Uint32Array | Uint8Array): void {
    this.#start();
    this.counts.writes++;
    this.device.queue.writeBuffer(buffer, offset, values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  }

  /** Throws what went wrong on the device since anybody asked. */
  check(): void {
    if (this.#disposed) throw new DeviceError(`${this.program.name} has been disposed of`);
    if (this.#failure) throw this.#failure;
  }

  /** Memory for these graphs at a batch size. Nothing is compiled yet. */
  place(names: readonly string[], batch: number): Promise<Placed> {
    return this.#checked(() => {
      const { program } = this;
      const placements = new Map(names.map((name) => [name, placeTemporaries(launchable(program, name, batch).graph.temporaries, batch)]));
      const inputs = program.inputs.map(({ name, shape, kind }) => this.buffer(4 * elementsOf(shape) * (kind === "control" ? 1 : batch), name));
      const arena = this.buffer(Math.max(...[...placements.values()].map(({ bytes }) => bytes), 0), "temporaries");
      return { batch, inputs, arena, offsets: new Map([...placements].map(([name, { offsets }]) => [name, offsets])) };
    });
  }

  /** Pipelines and bind groups of one of the graphs that were placed. */
  async graph(placed: Placed, name: string): Promise<ReadyGraph> {
    const { launches, ...graph } = await this.#checked(() => this.#makeGraph(placed, name));
    return { ...graph, launches: await launches };
  }

  /** Places graphs and makes all of them ready. */
  async ready(names: readonly string[], batch: number): Promise<Ready> {
    const placed = await this.place(names, batch);
    const graphs = await Promise.all(names.map((name) => this.graph(placed, name)));
    return { ...placed, graphs: new Map(graphs.map((graph) => [graph.name, graph])) };
  }

  /** What is made at once, without a pause in it: so that errors are told apart from those of others. */
  async #checked<T>(make: () => T): Promise<T> {
    this.check();
    const { device } = this;
    device.pushErrorScope("out-of-memory");
    device.pushErrorScope("validation");
    const scopes: Promise<GPUError | null>[] = [];
    let made: T;
    try {
      made = make();
    } finally {
      scopes.push(device.popErrorScope(), device.popErrorScope());
    }
    for (const error of await Promise.all(scopes)) if (error) throw new DeviceError(error.message);
    this.check();
    return made;
  }

  #makeGraph(placed: Placed, name: string): Omit<ReadyGraph, "launches"> & { readonly launches: Promise<Launch[]> } {
    const { batch } = placed;
    const { graph, parameters: own } = launchable(this.program, name, batch);
    const parameters = own.map((parameter) => this.buffer(4 * batch * elementsOf(parameter.shape), `${name} ${parameter.name}`));
    const memory = { ...placed, parameters, offsets: placed.offsets.get(name)! };
    const bind = (operand: Operand): Required<GPUBufferBinding> => this.#bind(operand, memory);
    const launches = Promise.all(graph.dispatches.map((dispatch) => this.#launch(dispatch, batch, bind)));
    // Whoever awaits it hears of it; until then it is nobody's fault.
    launches.catch(() => undefined);
    this.#start();
    const outputs = graph.outputs.map(({ name: output, dtype, shape, at }): PlacedOutput => {
      const { buffer, offset } = bind(at);
      const extents = shape.map((dim) => (dim === "B" ? batch : dim));
      return { name: output, dtype, shape: extents, buffer, offset, bytes: 4 * extents.reduce((a, b) => a * b, 1) };
    });
    return { name, launches, outputs, reads: graph.reads, parameters };
  }

  #bind(operand: Operand, { batch, inputs, parameters, arena, offsets }: Memory): Required<GPUBufferBinding> {
    switch (operand.in) {
      case "slots":
        return { buffer: this.slots, offset: operand.offset, size: inVectors(operand.bytes) };
      case "input":
        return { buffer: inputs[operand.input], offset: 0, size: inputs[operand.input].size };
      case "parameter":
        return { buffer: parameters[operand.parameter], offset: 0, size: parameters[operand.parameter].size };
      case "temporary":
        return { buffer: arena, offset: offsets[operand.temporary] + operand.offset, size: inVectors(bytesAt(operand.bytes, batch)) };
    }
  }

  async #launch({ kernel, operands, groups }: Dispatch, batch: number, bind: (operand: Operand) => GPUBindingResource): Promise<Launch> {
    const { entry, bindings } = this.program.kernels[kernel];
    const layout = this.layout(bindings);
    const pipeline = this.#pipeline(entry, layout, batch);
    const bindGroup = this.bindGroup(layout, operands.map(bind), bindings);
    const count = groups.reduce((sum, term) => sum + term.reduce((product, { size, per }) => product * Math.ceil(bytesAt(size, batch) / per), 1), 0);
    return { pipeline: await pipeline, bindGroup, ...folded(count) };
  }

  layout(bindings: readonly number[]): GPUBindGroupLayout {
    const key = bindings.join();
    let layout = this.#layouts.get(key);
    if (!layout) {
      const entries = bindings.map((binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type: "storage" } }) as const);
      this.#layouts.set(key, (layout = this.device.createBindGroupLayout({ entries })));
    }
    return layout;
  }

  bindGroup(layout: GPUBindGroupLayout, resources: readonly GPUBindingResource[], bindings: readonly number[]): GPUBindGroup {
    this.counts.bindGroups++;
    return this.device.createBindGroup({ layout, entries: resources.map((resource, i) => ({ binding: bindings[i], resource })) });
  }

  #pipeline(entry: string, layout: GPUBindGroupLayout, batch: number): Promise<GPUComputePipeline> {
    const key = `${entry} ${batch}`;
    let pipeline = this.#pipelines.get(key);
    if (!pipeline) this.#pipelines.set(key, (pipeline = this.compile(this.#moduleOf(entry), entry, layout, { B: batch })));
    return pipeline;
  }

  #moduleOf(entry: string): GPUShaderModule {
    let module = this.#modules.get(entry);
    if (!module) this.#modules.set(entry, (module = this.device.createShaderModule({ code: moduleOf(entry, this.program.wgsl), label: entry })));
    return module;
  }

  compile(module: GPUShaderModule, entryPoint: string, layout: GPUBindGroupLayout, constants: Record<string, number>): Promise<GPUComputePipeline> {
    this.counts.pipelines++;
    const pipelineLayout = this.device.createPipelineLayout({ bindGroupLayouts: [layout] });
    const compiled = this.device.createComputePipelineAsync({ layout: pipelineLayout, compute: { module, entryPoint, constants }, label: entryPoint });
    return this.waiting.seldom(compiled).catch((error: unknown) => {
      throw new DeviceError(`kernel ${entryPoint}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  encode(pass: GPUComputePassEncoder, { launches }: { readonly launches: readonly Launch[] }): void {
    for (const { pipeline, bindGroup, x, y } of launches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(x, y);
    }
    this.counts.dispatches += launches.length;
  }

  submit(encoder: GPUCommandEncoder): void {
    this.#start();
    this.counts.submits++;
    this.device.queue.submit([encoder.finish()]);
  }

  /** When all that was submitted is done. */
  async done(): Promise<void> {
    await this.waiting.seldom(this.device.queue.onSubmittedWorkDone());
  }

  /** Of a buffer that maps, its contents, when all that was submitted is done. */
  async mapped(buffer: GPUBuffer): Promise<ArrayBuffer> {
    await this.waiting.seldom(buffer.mapAsync(GPUMapMode.READ)).catch(async (error: unknown) => {
      // A lost device is what a mapping that fails means, and the news of the loss may come after it.
      if (!this.#disposed) await Promise.race([this.device.lost, new Promise((later) => setTimeout(later, lateNews))]);
      this.check();
      throw new DeviceError(`reading back failed: ${error instanceof Error ? error.message : String(error)}`);
    });
    this.check();
    const contents = buffer.getMappedRange().slice(0);
    buffer.unmap();
    return contents;
  }

  /** The contents of stretches of buffers, in one round trip. */
  async read(ranges: readonly { readonly buffer: GPUBuffer; readonly offset: number; readonly bytes: number }[]): Promise<ArrayBuffer[]> {
    this.check();
    const starts: number[] = [];
    let total = 0;
    for (const { bytes } of ranges) {
      starts.push(total);
      total += Math.ceil(bytes / 8) * 8;
    }
    const staging = this.device.createBuffer({ size: Math.max(8, total), usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.device.createCommandEncoder();
    ranges.forEach(({ buffer, offset, bytes }, i) => encoder.copyBufferToBuffer(buffer, offset, staging, starts[i], bytes));
    this.submit(encoder);
    try {
      const contents = await this.mapped(staging);
      return ranges.map(({ bytes }, i) => contents.slice(starts[i], starts[i] + bytes));
    } finally {
      staging.destroy();
    }
  }

  /** Gives back all memory. The device stays: it may be somebody else's too. */
  dispose(): void {
    this.#disposed = true;
    this.device.removeEventListener("uncapturederror", this.#onError);
    for (const buffer of this.#buffers) this.free(buffer);
  }
}

/** Up to the end of the last vec4: there always is room, since all that is placed begins at a multiple of 256 bytes. */
const inVectors = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Of one graph. */
interface Memory extends Omit<Placed, "offsets"> {
  readonly parameters: readonly GPUBuffer[];
  readonly offsets: readonly number[];
}
