/**
 * One WGSL module for the whole program: an entry point a kernel, equal kernels once, one variable for each thing in
 * memory. Binding numbers are per module, so that a name means one variable; a kernel binds only those that it uses.
 */

import type { Dispatch, Kernel as KernelEntry, Operand } from "../../runtime/program.js";
import type { Node } from "../ir/node.js";
import type { Plan, PlannedKernel } from "../plan/plan.js";
import { isTiled } from "../fuse/contraction.js";
import { reductionsOf } from "../fuse/kernel.js";
import type { Binding } from "../launch/bindings.js";
import { groupIntoLaunches } from "../launch/launches.js";
import { type Body, bindingSigns, bodiesOf, launchText } from "../launch/text.js";
import { WrittenKernels } from "./alike.js";
import type { KernelCode } from "./kernel.js";
import { mapKernel } from "./map.js";
import { launchName, placesOf, valueName } from "./naming.js";
import { reduceKernel } from "./reduce.js";
import type { Target } from "./target.js";
import { memoryType } from "./text.js";
import { tableFor } from "./tile-table.js";
import { tileKernel } from "./tile.js";

export interface Module {
  /** All of it, for a person to read. */
  readonly wgsl: string;
  /** Of it, what stands before every kernel. */
  readonly shared: string;
  readonly kernels: readonly WrittenKernel[];
  /** How many lanes a subgroup must have at least; 0 where no kernel asks for subgroups. */
  readonly lanes: number;
  /** For each plan, in order: what it dispatches. */
  readonly dispatches: readonly (readonly Dispatch[])[];
  /** For each of those dispatches, which of the plan's kernels it runs. */
  readonly launches: readonly (readonly (readonly number[])[])[];
  /** For each kernel entry: where in the source it comes from. */
  readonly places: readonly string[];
}

export interface WrittenKernel extends KernelEntry {
  readonly bodies: readonly Body[];
  /** Of the elements of each operand. */
  readonly types: readonly string[];
}

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly bodies: readonly Body[];
  readonly variables: readonly Variable[];
  readonly places: string[];
}

interface Variable {
  readonly name: string;
  readonly binding: number;
  readonly type: string;
}

export function writeModule(program: string, batch: number, plans: readonly Plan[], target: Target = "any"): Module {
  const { dealt = false, apart } = tableFor(target);
  const module = new ModuleWriter(dealt);
  const known = new WrittenKernels();
  const written = plans.map(({ kernels }) => {
    const codes = kernels.map((kernel) => known.codeOf(kernel, () => kernelCode(kernel, batch, target)));
    const launches = groupIntoLaunches(kernels, codes, apart);
    const dispatches = launches.map(({ members, bindings }) => {
      const launched = members.map((member) => ({ ...codes[member], ...(members.length === 1 && codes[member].smaller) }));
      return module.dispatch(members.map((member) => kernels[member]), launched, bindings);
    });
    return { launches: launches.map(({ members }) => members), dispatches };
  });
  return {
    wgsl: module.text(program, batch),
    shared: `${module.shared(batch).join("\n\n")}\n\n`,
    kernels: module.entries.map(({ name, text, bodies, variables }) => ({ entry: name, wgsl: [...variables.map(declaration), text].join("\n"), bindings: variables.map(({ binding }) => binding), bodies, types: variables.map(({ type }) => type) })),
    lanes: module.lanes,
    dispatches: written.map(({ dispatches }) => dispatches),
    launches: written.map(({ launches }) => launches),
    places: module.entries.map(({ places }) => places.join("; ")),
  };
}

function kernelCode(planned: PlannedKernel, batch: number, target: Target): KernelCode {
  const [reduction] = reductionsOf(planned.kernel);
  if (!reduction) return mapKernel(planned, batch, tableFor(target));
  return isTiled(reduction, batch) ? tileKernel(planned, batch, target) : reduceKernel(planned, batch);
}

function declaration({ name, binding, type }: Variable): string {
  return `@group(0) @binding(${binding}) var<storage, read_write> ${name}: array<${type}>;`;
}

class ModuleWriter {
  readonly entries: Entry[] = [];
  readonly #byCode = new Map<string, number>();
  readonly #variables = new Map<string, Variable>();
  readonly #support = new Set<string>();
  /** That a subgroup must have. */
  lanes = 0;
  readonly #names = new Set<string>(["B"]);

  constructor(private readonly dealt: boolean) {}

  dispatch(planned: readonly PlannedKernel[], codes: readonly KernelCode[], bindings: readonly Binding[]): Dispatch {
    const bodies = bodiesOf(codes, bindings);
    const text = launchText(bodies, this.dealt);
    const key = `${text}\n${bindings.map(({ dtype, vector }) => `${dtype}${vector ? "4" : ""}`).join()}`;
    let kernel = this.#byCode.get(key);
    if (kernel === undefined) this.#byCode.set(key, (kernel = this.#enter(planned, text, bodies, bindings, codes)));
    else this.#mention(kernel, planned);
    return { kernel, operands: bindings.map(({ operand }) => operand), groups: codes.flatMap(({ groups }) => groups) };
  }

  #mention(kernel: number, planned: readonly PlannedKernel[]): void {
    for (const places of planned.map(placesOf)) if (places && !this.entries[kernel].places.includes(places)) this.entries[kernel].places.push(places);
  }

  #enter(planned: readonly PlannedKernel[], launch: string, bodies: readonly Body[], bindings: readonly Binding[], codes: readonly KernelCode[]): number {
    for (const { support, lanes } of codes) {
      support.forEach((text) => this.#support.add(text));
      this.lanes = Math.max(this.lanes, lanes);
    }
    const name = this.#unique(launchName(planned));
    const variables = this.#bind(launch, bindings);
    const text = launch.replaceAll("$entry$", name).replace(bindingSigns, (_, i: string) => variables[Number(i)].name);
    const kernel = this.entries.push({ name, text, bodies, variables, places: [] }) - 1;
    this.#mention(kernel, planned);
    return kernel;
  }

  #unique(name: string): string {
    const base = /^[A-Za-z]/.test(name) ? name : `k_${name}`;
    let unique = base;
    for (let i = 2; this.#names.has(unique); i++) unique = `${base}_${i}`;
    this.#names.add(unique);
    return unique;
  }

  /** A variable for each operand: the same one as in other kernels where name, type and binding number allow it. */
  #bind(text: string, bindings: readonly Binding[]): Variable[] {
    const taken = new Set<number>();
    // A local name would hide the variable.
    const own = new Set<string>();
    let words: ReadonlySet<string> | undefined;
    const isOwn = (name: string): boolean => own.has(name) || (text.includes(name) && (words ??= new Set(text.match(/[A-Za-z_]\w*/g))).has(name));
    return bindings.map(({ node, dtype, vector, operand }) => {
      const type = vector ? `vec4<${memoryType(dtype)}>` : memoryType(dtype);
      const base = `${valueName(node)}${isStretch(operand, node) ? "_all" : ""}${vector ? "_4" : ""}`;
      for (let i = 1; ; i++) {
        const name = i === 1 ? base : `${base}_${i}`;
        if (isOwn(name)) continue;
        const declared = this.#variables.get(name);
        if (declared ? declared.type !== type || taken.has(declared.binding) : this.#names.has(name)) continue;
        const binding = declared?.binding ?? this.#freeBinding(taken);
        if (!declared) this.#variables.set(name, { name, binding, type });
        this.#names.add(name);
        own.add(name);
        taken.add(binding);
        return { name, binding, type };
      }
    });
  }

  #freeBinding(taken: ReadonlySet<number>): number {
    let binding = 0;
    while (taken.has(binding)) binding++;
    return binding;
  }

  text(program: string, batch: number): string {
    const kernels = this.entries.map(({ text, places }) => [...places.map((place) => `// ${place}`), text].join("\n"));
    return [
      `// The kernels of ${program}. B is the batch size.`,
      ...this.shared(batch),
      [...this.#variables.values()].map(declaration).join("\n"),
      ...kernels,
    ]
      .filter((part) => part.length > 0)
      .join("\n\n")
      .concat("\n");
  }

  shared(batch: number): string[] {
    return [this.lanes > 0 ? "enable subgroups;" : "", `override B: u32 = ${batch}u;`, ...this.#support].filter((part) => part.length > 0);
  }
}

/** Several slots or gradients under one binding. */
function isStretch(operand: Operand, node: Node): boolean {
  const elements = node.type.shape.reduce<number>((product, dim) => product * (dim === "B" ? 0 : dim), 1);
  if (operand.in === "slots") return operand.bytes > 4 * elements;
  return operand.in === "temporary" && operand.bytes.batch === 0 && elements > 0 && operand.bytes.factor > 4 * elements;
}
