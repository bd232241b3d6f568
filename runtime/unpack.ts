/** From what stands in a module to the program that runs. The core alone is a program that only samples. */

import { demandFormat } from "./format.js";
import { elementsOf } from "./initial.js";
import type { PackedCore, PackedGraph, PackedInitialiser, PackedKernel, PackedOperand, PackedPart, PackedSize, PackedSlots, PackedTraining } from "./packed.js";
import type { Dispatch, Graph, Initialiser, Kernel, Operand, Program, Size, Slot } from "./program.js";
import { builtins, declaration } from "./wgsl.js";

/** Slots begin at multiples of it. */
const alignment = 256;

/** Throws a ProgramVersionError. */
export function unpack(core: PackedCore, training?: PackedTraining): Program {
  demandFormat(core.program);
  const parts: readonly PackedPart[] = training ? [core, training] : [core];
  const slots = slotsOf(parts.flatMap((part) => part.slots));
  const templates = parts.map((part) => part.templates).join("\n\n").trim().split("\n\n");
  const launched = parts.flatMap(({ kernels }) => kernels).map((kernel, i) => launchedOf(`k${i}`, kernel, templates, core.types));
  const graphOf = graphReader(slots, launched);
  return {
    ...core.program,
    slots,
    slotBytes: Math.max(alignment, endOf(slots.at(-1))),
    shared: parts.map((part) => part.shared).join(""),
    kernels: launched,
    graphs: Object.fromEntries(parts.flatMap((part) => Object.entries(part.graphs)).map(([name, packed]) => [name, graphOf(packed)])),
    schedule: training?.schedule ?? [],
    networks: (training?.networks ?? []).map(([name, parameters, packed]) => ({ name, parameters, graph: graphOf(packed) })),
  };
}

// ── Slots ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function slotsOf(groups: readonly PackedSlots[]): Slot[] {
  const slots: Slot[] = [];
  const add = (slot: Omit<Slot, "offset">): void => void slots.push({ ...slot, offset: endOf(slots.at(-1)) });
  for (const [role, network, third, fourth] of groups) {
    if (typeof third === "number") {
      for (const { name, shape } of slots.slice(third, third + Number(fourth))) add({ name: `${role}.${name} ${network}`, role: "moment", dtype: "f32", shape, initial: { kind: "constant", value: 0 } });
    } else if (typeof fourth !== "number") {
      for (const [name, shape, initial] of fourth) add({ name: network === 0 ? name : `${network}.${name}`, role: role as Slot["role"], ...(network !== 0 && { network }), dtype: third, shape, initial: initialiser(initial) });
    }
  }
  return slots;
}

function endOf(slot: Slot | undefined): number {
  return slot ? slot.offset + Math.ceil((4 * elementsOf(slot.shape)) / alignment) * alignment : 0;
}

function initialiser(packed: PackedInitialiser): Initialiser {
  if (typeof packed === "number") return { kind: "constant", value: packed };
  if (!Array.isArray(packed)) return packed as Initialiser;
  const [first, second = first < 0 ? 1 / Math.sqrt(-first) : first, isNormal] = packed as readonly number[];
  if (isNormal) return { kind: "normal", mean: first, deviation: second };
  return { kind: "uniform", low: packed.length === 1 ? -second : first, high: second };
}

// ── Kernels ──────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Launched extends Kernel {
  readonly groups: Dispatch["groups"];
}

function launchedOf(entry: string, packed: PackedKernel, templates: readonly string[], types: readonly string[]): Launched {
  /** By number, the letter of a variable's type. */
  const variables: string[] = [];
  const bodies = packed.split(";").map((body) => {
    const [use, ...values] = body.split(" ");
    const [, template, known] = /(\d+)(.*)/.exec(use)!;
    const [invocations, groups, text] = writtenOut(templates[Number(template)].replace(/#(.)/g, (_, letter: string) => values[placeOf(letter)])).split("\n");
    return {
      invocations: Number(invocations),
      groups: factorsOf(groups),
      text: text.replace(/\b_([A-Z])(\d+)\b/g, (_, type: string, own: number) => {
        const place = known ? placeOf(known[own]) : own;
        variables[place] = type;
        return `_${type}${place}`;
      }),
    };
  });
  const widest = Math.max(...bodies.map(({ invocations }) => invocations));
  let end = "0";
  const branches = bodies.map(({ invocations, groups, text }, i) => {
    const start = end;
    end += `+${groups.map(countText).join("*")}`;
    // The last one takes the rest: where there is but one, nothing is in a branch.
    return `${bodies[i + 1] ? `if(W<${end})` : ""}{let W=W-(${start});${invocations < widest ? `if(lane>=${invocations}){return;}` : ""}${text}}`;
  });
  const declarations = variables.map((type, i) => declaration(i, `_${type}${i}`, types[placeOf(type)]));
  return {
    entry,
    wgsl: `${declarations.join("")}@compute @workgroup_size(${widest})fn ${entry}(${builtins}){let W=group[0]+group[1]*groups[0];${branches.join("else ")}}`,
    bindings: [...variables.keys()],
    groups: bodies.map(({ groups }) => groups),
  };
}

/** Of a letter in the alphabet. */
function placeOf(letter: string): number {
  return letter.charCodeAt(0) - 65;
}

/** `2B/64*8/8`. */
function factorsOf(term: string): Dispatch["groups"][number] {
  return [...term.matchAll(/(\d+)(B*)\/(\d+)/g)].map(([, factor, batch, per]) => ({ size: { factor: Number(factor), batch: batch.length }, per: Number(per) }));
}

function countText({ size: { factor, batch }, per }: ReturnType<typeof factorsOf>[number]): string {
  return `((${factor}${"*B".repeat(batch)}+${per - 1})/${per})`;
}

/** Without loops, the outer before the inner, nor anything to work out. */
function writtenOut(text: string): string {
  const turn = (_: string, mark: string, turns: string, body: string): string => Array.from({ length: Number(turns) }, (_, i) => body.replaceAll(mark, String(i))).join("");
  const sum = (terms: string): number => terms.split("+").reduce((total, term) => total + term.split("*").reduce((product, factor) => product * Number(factor), 1), 0);
  return text.replace(/(\$)(\d+);(.*?)\$\$/g, turn).replace(/(\?)(\d+);(.*?)\?\?/g, turn).replace(/'(.*?)'/g, (_, terms: string) => String(sum(terms)));
}

// ── Graphs ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function sizeOf(packed: PackedSize): Size {
  if (typeof packed !== "number") return { factor: packed[0], batch: packed[1] };
  return packed < 0 ? { factor: -packed, batch: 0 } : { factor: packed, batch: 1 };
}

/** Graphs, one after the other: kernels are numbered through all of them. */
function graphReader(slots: readonly Slot[], kernels: readonly Launched[]): (packed: PackedGraph) => Graph {
  let next = 0;
  return ([sizes, packed, results]) => {
    const temporaries = sizes.map((bytes) => ({ bytes: bytes.map(sizeOf), first: Infinity, last: -1 }));
    const reads = new Set<number>();
    let seen = 0;
    const operandOf = (operand: PackedOperand, time: number): Operand => {
      const [first, second, third] = typeof operand === "number" ? [operand, operand < 0 ? 0 : operand] : operand;
      if (second === undefined) {
        if (first < 0) return { in: "parameter", parameter: -1 - first };
        reads.add(first);
        return { in: "input", input: first };
      }
      if (first < 0 || third !== undefined) {
        const place = seen + 1 + first;
        seen = Math.max(seen, place + 1);
        const temporary = temporaries[place];
        temporary.first = Math.min(temporary.first, time);
        temporary.last = time;
        return { in: "temporary", temporary: place, offset: second, bytes: third === undefined ? temporary.bytes[0] : sizeOf(third) };
      }
      const { offset } = slots[first];
      return { in: "slots", offset, bytes: slots[second].offset + 4 * elementsOf(slots[second].shape) - offset };
    };
    const dispatches = packed.map(([ahead, ...operands], time): Dispatch => {
      const kernel = next + ahead;
      next = Math.max(next, kernel + 1);
      return { kernel, operands: operands.map((operand) => operandOf(operand, time)), groups: kernels[kernel].groups };
    });
    const outputs = results.map(([name, shape, at, dtype = "f32"]) => ({ name, dtype, shape, at: operandOf(at, packed.length) }));
    return { temporaries, dispatches, outputs, reads: [...reads].sort((a, b) => a - b) };
  };
}
