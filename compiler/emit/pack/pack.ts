/** The program as it stands in a module, in two parts, so that who only samples carries nothing of training. `runtime/unpack.ts` is the way back. */

import type { PackedCore, PackedKernel, PackedPart, PackedTraining } from "../../../runtime/packed.js";
import type { Dispatch, Graph, Slot } from "../../../runtime/program.js";
import { once } from "../../../runtime/once.js";
import type { CompiledProgram } from "../program.js";
import { GraphPacker } from "./graphs.js";
import { type CompactModule, compactModule, reached, templatesOf } from "./kernels.js";
import { Pieces, rolled } from "./loops.js";
import { packSlots } from "./slots.js";

/** What kernels are called in the `.wgsl`, by the list that they stand in: for who reads the module, since nothing needs it to run. */
export type KernelNames = ReadonlyMap<unknown, readonly string[]>;

export interface PackedProgram {
  readonly core: PackedCore;
  /** Absent where the program has neither a schedule nor networks that can be called. */
  readonly training?: PackedTraining;
  readonly names: KernelNames;
}

export function pack(program: CompiledProgram): PackedProgram {
  const { format, version, name, batch, inputs, frozen, lanes, samples, draw, networks, schedule, slots } = program;
  const module = compactModule(program);
  const isSampled = (graph: string): boolean => graph === draw || samples.some((sample) => sample.graph === graph);
  const [own, others] = [true, false].map((sampled) => Object.entries(program.graphs).filter(([graph]) => isSampled(graph) === sampled));
  const packer = new GraphPacker(program, module);
  const graphs = own.map(([graph, of]) => [graph, packer.graph(of)] as const);
  const sampledKernels = packer.launches.length;
  const training = others.map(([graph, of]) => [graph, packer.graph(of)] as const);
  const calls = networks.map((network) => [network.name, network.parameters, packer.graph(network.graph)] as const);
  const hasMore = training.length > 0 || calls.length > 0;
  const split = hasMore ? lastNeeded(slots, own.map(([, graph]) => graph)) : slots.length;
  const [coreKernels, trainingKernels, entries] = kernelParts(program, module, packer, sampledKernels);
  const core: PackedCore = {
    program: { format, version, name, batch, inputs, ...(frozen && { frozen }), ...(lanes && { lanes }), samples, ...(draw !== undefined && { draw }) },
    types: module.types,
    slots: packSlots(slots, 0, split),
    graphs: Object.fromEntries(graphs),
    ...coreKernels,
  };
  const names = new Map([[coreKernels.kernels, entries.slice(0, sampledKernels)], [trainingKernels.kernels, entries.slice(sampledKernels)]]);
  if (!hasMore) return { core, names };
  return { core, names, training: { ...trainingKernels, graphs: Object.fromEntries(training), networks: calls, slots: packSlots(slots, split, slots.length), schedule } };
}

/** How many slots there are up to the last weight and the last that one of these graphs reads. */
function lastNeeded(slots: readonly Slot[], graphs: readonly Graph[]): number {
  const ends = graphs.flatMap(({ dispatches, outputs }) => [...dispatches.flatMap(({ operands }) => operands), ...outputs.map(({ at }) => at)]).flatMap((operand) => (operand.in === "slots" ? [operand.offset + operand.bytes] : []));
  const end = Math.max(0, ...ends);
  return slots.findLastIndex(({ role, offset }) => role === "weight" || role === "statistic" || offset < end) + 1;
}

type KernelPart = Pick<PackedPart, "shared" | "templates" | "kernels">;

/** The first `sampled` launches, and the rest. A template that both have is the first part's. */
function kernelParts(program: CompiledProgram, module: CompactModule, { launches }: GraphPacker, sampled: number): readonly [KernelPart, KernelPart, readonly string[]] {
  const bodies = launches.flatMap(({ kernel, groups }, launch) => module.kernels[kernel].bodies.map((body, i) => ({ ...body, launch, head: `${body.invocations}\n${termText(groups[i])}` })));
  const [pieces, known] = [new Pieces(), new Map<string, string>()];
  const { texts, uses } = templatesOf(bodies.map(({ head, text }) => `${head}\n${once(known, text, () => rolled(text, pieces))}`));
  const first = new Set(uses.filter((_, i) => bodies[i].launch < sampled).map(({ template }) => template));
  const order = [...texts.keys()].sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || a - b);
  const parts = launches.map((): string[] => []);
  bodies.forEach(({ launch, operands }, i) => parts[launch].push([`${order.indexOf(uses[i].template)}${operands}`, ...uses[i].values].join(" ")));
  const kernels = parts.map((part): PackedKernel => part.join(";"));
  const reachedBy = (some: typeof bodies): readonly string[] => reached(module, new Set(some.map(({ text }) => text)));
  const shared = reachedBy(bodies.filter(({ launch }) => launch < sampled));
  const joined = (some: readonly number[]): string => some.map((template) => texts[template]).join("\n\n");
  return [
    { shared: shared.join("\n\n"), templates: joined(order.slice(0, first.size)), kernels: kernels.slice(0, sampled) },
    { templates: joined(order.slice(first.size)), kernels: kernels.slice(sampled), shared: reachedBy(bodies).filter((text) => !shared.includes(text)).join("\n\n") },
    launches.map(({ kernel }, i) => `k${i}: ${program.kernels[kernel].entry}`),
  ];
}

/** `1B/64*512/64`: ceil(B / 64) · ceil(512 / 64) workgroups. */
function termText(term: Dispatch["groups"][number]): string {
  const factors = term.map(({ size, per }) => `${size.factor}${"B".repeat(size.batch)}/${per}`);
  return factors.filter((factor) => factor !== "1/1").join("*") || "1/1";
}
