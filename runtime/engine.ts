/**
 * A program on a device: its slots in one buffer, and graphs made ready for a batch size. Making ready is where buffers,
 * pipelines and bind groups come from; running a graph afterwards makes nothing. How slots start is worked out while the first pipelines are
 * compiled, and is there before anything else touches them.
 */

import { type Placement, bytesAt, placeTemporaries } from "./arena.js";
import { demand, demandSlots, launchable } from "./bounds.js";
import { DeviceError, DeviceLostError } from "./errors.js";
import { demandFormat } from "./format.js";
import { elementsOf, initialValues, typed } from "./initial.js";
import { type Dispatch, type Operand, type Output, type Program, counters } from "./program.js";
import { once } from "./once.js";
import { Recorder } from "./recorder.js";
import { type Waiting, waitingFor } from "./waiting.js";

interface Launch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly x: number;
  readonly y: number;
}

/** A stretch of a buffer, and what is in it. */
export interface Range {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
  readonly dtype: Output["dtype"];
}

export interface PlacedOutput extends Range {
  readonly name: string;
  readonly shape: readonly number[];
}

/** `bytes` at `offset`, in the room that a buffer has from `start` on. */
interface Memory {
  readonly buffer: GPUBuffer;
  readonly start?: number;
  readonly room: number;
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
  readonly placements: ReadonlyMap<string, Placement>;
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
  readonly slots: GPUBuffer;
  readonly waiting: Waiting;
  /** Of the values that the slots start with, where they aren't there yet. */
  #unwritten: number | undefined;
  readonly #buffers = new Set<GPUBuffer>();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #ready = new Map<string, Promise<Ready>>();
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
    const { lanes = 0 } = program;
    if (lanes > (device.adapterInfo?.subgroupMinSize ?? 0)) throw new DeviceError(`${program.name} needs subgroups of ${lanes} lanes`);
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
    return buffer;
  }

  /** One that the host maps. */
  readable(bytes: number, label: string): GPUBuffer {
    return this.buffer(bytes, label, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  }

  /** Gives one buffer back before its time. */
  free(buffer: GPUBuffer): void {
    if (this.#buffers.delete(buffer)) buffer.destroy();
  }

  write(buffer: GPUBuffer, offset: number, values: Float32Array | Int32Array | Uint32Array | Uint8Array): void {
    this.check();
    this.#start();
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
      const placements = new Map(names.map((name) => [name, placeTemporaries(launchable(program, name).graph.temporaries, batch)]));
      const inputs = program.inputs.map(({ name, shape, kind }) => this.buffer(4 * elementsOf(shape) * (kind === "control" ? 1 : batch), name));
      const arena = this.buffer(Math.max(...[...placements.values()].map(({ bytes }) => bytes), 0), "temporaries");
      return { batch, inputs, arena, placements };
    });
  }

  /** Pipelines and bind groups of one of the graphs that were placed. */
  async graph(placed: Placed, name: string): Promise<ReadyGraph> {
    const { launches, ...graph } = await this.#checked(() => this.#makeGraph(placed, name));
    return { ...graph, launches: await launches };
  }

  /** Places graphs and makes all of them ready, once. */
  ready(names: readonly string[], batch: number): Promise<Ready> {
    return once(this.#ready, `${names.join()} ${batch}`, async () => {
      const placed = await this.place(names, batch);
      const graphs = await Promise.all(names.map((name) => this.graph(placed, name)));
      return { ...placed, graphs: new Map(graphs.map((graph) => [graph.name, graph])) };
    });
  }

  /** What is made at once, without a pause in it: so that errors are told apart from those of others. */
  async #checked<T>(make: () => T): Promise<T> {
    this.check();
    const { device } = this;
    device.pushErrorScope("out-of-memory");
    device.pushErrorScope("validation");
    let made: T;
    let errors: Promise<(GPUError | null)[]>;
    try {
      made = make();
    } finally {
      errors = Promise.all([device.popErrorScope(), device.popErrorScope()]);
    }
    for (const error of await errors) if (error) throw new DeviceError(error.message);
    this.check();
    return made;
  }

  #makeGraph(placed: Placed, name: string): Omit<ReadyGraph, "launches"> & { readonly launches: Promise<Launch[]> } {
    const { program } = this;
    const { batch } = placed;
    const { graph, parameters: own } = launchable(program, name);
    const parameters = own.map((parameter) => this.buffer(4 * batch * elementsOf(parameter.shape), `${name} ${parameter.name}`));
    const bind = (operand: Operand, what: string, least = 1): Required<GPUBufferBinding> => {
      const { buffer, start = 0, room, offset, bytes } = this.#memoryOf(operand, placed, placed.placements.get(name)!, parameters);
      demand(program, offset >= 0 && bytes >= least && offset + bytes <= room, `${what} of ${name} reaches past its memory`);
      // Up to the end of its last vec4: there always is room, since all that is placed begins at a multiple of 256 bytes.
      return { buffer, offset: start + offset, size: Math.ceil(bytes / 16) * 16 };
    };
    const bound = graph.dispatches.map(({ kernel, operands }, i) => {
      demand(program, program.kernels[kernel]?.bindings.length === operands.length, `dispatch ${i} of ${name} has not the operands of its kernel`);
      return operands.map((operand) => bind(operand, `dispatch ${i}`));
    });
    const outputs = graph.outputs.map(({ name: output, dtype, shape: declared, at }): PlacedOutput => {
      const shape = declared.map((dim) => (dim === "B" ? batch : dim));
      const bytes = 4 * elementsOf(shape);
      return { name: output, dtype, shape, bytes, ...bind(at, output, bytes) };
    });
    const launches = Promise.all(graph.dispatches.map((dispatch, i) => this.#launch(dispatch, batch, bound[i])));
    // Whoever awaits it hears of it; until then it is nobody's fault.
    launches.catch(() => undefined);
    this.#start();
    return { name, launches, outputs, reads: graph.reads, parameters };
  }

  /** The memory that an operand names. What isn't there has no room. */
  #memoryOf(operand: Operand, { batch, inputs, arena }: Placed, { offsets, sizes }: Placement, parameters: readonly GPUBuffer[]): Memory {
    switch (operand.in) {
      case "slots":
        return { ...operand, buffer: this.slots, room: this.program.slotBytes };
      case "temporary":
        return { buffer: arena, start: offsets[operand.temporary], room: sizes[operand.temporary], offset: operand.offset, bytes: bytesAt(operand.bytes, batch) };
    }
    const buffer = operand.in === "input" ? inputs[operand.input] : parameters[operand.parameter];
    const bytes = buffer?.size;
    return { buffer, room: bytes, offset: 0, bytes };
  }

  async #launch({ kernel, groups }: Dispatch, batch: number, resources: readonly GPUBufferBinding[]): Promise<Launch> {
    const { shared, kernels } = this.program;
    const { entry, wgsl, bindings } = kernels[kernel];
    const pipeline = once(this.#pipelines, `${entry} ${batch}`, () => this.compile(shared + wgsl, entry, bindings, { B: batch }));
    const bindGroup = this.bindGroup(resources, bindings);
    const count = groups.reduce((sum, term) => sum + term.reduce((product, { size, per }) => product * Math.ceil(bytesAt(size, batch) / per), 1), 0);
    return { pipeline: await pipeline, bindGroup, ...folded(count) };
  }

  #layout(bindings: readonly number[]): GPUBindGroupLayout {
    return once(this.#layouts, bindings.join(), () => {
      const entries = bindings.map((binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type: "storage" } }) as const);
      return this.device.createBindGroupLayout({ entries });
    });
  }

  bindGroup(resources: readonly GPUBindingResource[], bindings: readonly number[]): GPUBindGroup {
    return this.device.createBindGroup({ layout: this.#layout(bindings), entries: resources.map((resource, i) => ({ binding: bindings[i], resource })) });
  }

  compile(code: string, entryPoint: string, bindings: readonly number[], constants: Record<string, number>, label = entryPoint): Promise<GPUComputePipeline> {
    const { device, waiting } = this;
    waiting.compiling?.({ code, entryPoint, bindings, constants });
    const module = device.createShaderModule({ code, label });
    const compiled = device.createComputePipelineAsync({ layout: device.createPipelineLayout({ bindGroupLayouts: [this.#layout(bindings)] }), compute: { module, entryPoint, constants }, label });
    return waiting.seldom(compiled).catch((error: Error) => {
      throw new DeviceError(`kernel ${label}: ${error.message}`);
    });
  }

  encode(pass: GPUComputePassEncoder, { launches }: { readonly launches: readonly Launch[] }): void {
    for (const { pipeline, bindGroup, x, y } of launches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(x, y);
    }
  }

  submit(encoder: GPUCommandEncoder): void {
    this.check();
    this.#start();
    this.device.queue.submit([encoder.finish()]);
  }

  /** When all that was submitted is done. */
  async done(): Promise<void> {
    await this.waiting.seldom(this.device.queue.onSubmittedWorkDone());
  }

  /** Of a buffer that maps, its contents, when all that was submitted is done. */
  async mapped(buffer: GPUBuffer): Promise<ArrayBuffer> {
    await this.waiting.seldom(buffer.mapAsync(GPUMapMode.READ)).catch(async (error: Error) => {
      // A lost device is what a mapping that fails means, and the news of the loss may come after it.
      if (!this.#disposed) await Promise.race([this.device.lost, new Promise((later) => setTimeout(later, lateNews))]);
      this.check();
      throw new DeviceError(`reading back failed: ${error.message}`);
    });
    this.check();
    const contents = buffer.getMappedRange().slice(0);
    buffer.unmap();
    return contents;
  }

  /** The contents of stretches of buffers, in one round trip. */
  async read(ranges: readonly Range[]): Promise<(Float32Array | Int32Array)[]> {
    let total = 0;
    const starts = ranges.map(({ bytes }) => (total += bytes) - bytes);
    const staging = this.readable(total, "read");
    const recorder = new Recorder(this);
    ranges.forEach(({ buffer, offset, bytes }, i) => recorder.copy(buffer, offset, staging, starts[i], bytes));
    recorder.submit();
    try {
      const contents = await this.mapped(staging);
      return ranges.map(({ bytes, dtype }, i) => typed(dtype, contents.slice(starts[i], starts[i] + bytes)));
    } finally {
      this.free(staging);
    }
  }

  /** Launches a graph by itself: what it works out, as f32. */
  async run(graph: ReadyGraph): Promise<Float32Array[]> {
    const recorder = new Recorder(this);
    recorder.launch(graph);
    recorder.submit();
    return (await this.read(graph.outputs)).map((values) => new Float32Array(values));
  }

  /** Gives back all memory. The device stays: it may be somebody else's too. */
  dispose(): void {
    this.#disposed = true;
    this.device.removeEventListener("uncapturederror", this.#onError);
    for (const buffer of this.#buffers) this.free(buffer);
  }
}
