/** The WGSL of a launch: one kernel's, or that of several, each for workgroups of its own. */

import type { Dispatch } from "../../runtime/program.js";
import { bare } from "../wgsl/block.js";
import type { KernelCode } from "../wgsl/kernel.js";
import { partsText } from "../wgsl/text.js";
import type { Binding } from "./bindings.js";

/** What a launch does in some of its workgroups: a kernel, with `$0$`, `$1$`, … for the launch's bindings. */
export interface Body {
  readonly lines: readonly string[];
  /** Of its workgroups. */
  readonly invocations: number;
  readonly groups: Dispatch["groups"];
}

export function bodiesOf(codes: readonly KernelCode[], bindings: readonly Binding[]): Body[] {
  return codes.map(({ lines, invocations, operands, groups }, kernel) => {
    const places = operands.map((_, operand) => placeOf(kernel, operand, codes, bindings));
    return { lines: lines.map((line) => accesses(line, places)), invocations, groups };
  });
}

/** From `@compute` on, with `$entry$` for its name; `dealt`: its workgroups' numbers as `dealtLines` has them. */
export function launchText(bodies: readonly Body[], dealt = false): string {
  const invocations = Math.max(...bodies.map((body) => body.invocations));
  const lines = bodies.length === 1 ? bodies[0].lines : branches(bodies, invocations);
  const isNumbered = new RegExp(`\\b${groupNumber}\\b`).test(lines.join("\n"));
  const numbering = dealt && bodies.length > 1 ? dealtLines(bodies) : [`  let ${groupNumber} = ${ofDispatch};`];
  const text = [...(isNumbered ? numbering : []), ...lines].join("\n");
  const parameters = Object.entries(builtins).flatMap(([name, declaration]) => (new RegExp(`\\b${name}\\b`).test(text) ? [declaration] : []));
  return `@compute @workgroup_size(${invocations})\nfn $entry$(${parameters.join(", ")}) {\n${text}\n}`;
}

const builtins = {
  group: "@builtin(workgroup_id) group: vec3u",
  groups: "@builtin(num_workgroups) groups: vec3u",
  lane: "@builtin(local_invocation_index) lane: u32",
} as const;

/** In a kernel's text the number of its workgroup, among those that are its own. */
export const groupNumber = "launched";

/** The linear number of the workgroup: the runtime folds more than 65535 of them into two dimensions. */
const ofDispatch = "group.x + group.y * groups.x";

/** What the products of two numbers below it stay in 32 bits of. */
const most = 65536;

/**
 * Numbers that spread each kernel's workgroups evenly over the launch: of `own` among `left`, as many come before place i as
 * `i * own / left` says, and the next is at i where that goes up. What others come to are the places that are left.
 */
function dealtLines(bodies: readonly Body[]): string[] {
  const counts = bodies.map(({ groups }) => countText(groups));
  const sum = (some: readonly string[]): string => some.join(" + ");
  const lines = [`let order = ${ofDispatch};`];
  let place = "order";
  const dealt = counts.slice(0, -1).map((own, i) => {
    lines.push(`let left${i} = ${sum(counts.slice(i))};`, `let dealt${i} = ${place} * ${own} / left${i};`);
    const isNext = `(${place} + 1u) * ${own} / left${i} > dealt${i}`;
    lines.push(`let place${i} = ${place} - dealt${i};`);
    place = `place${i}`;
    return { number: sum([...counts.slice(0, i), `dealt${i}`]), isNext };
  });
  const number = dealt.reduceRight((otherwise, { number, isNext }) => `select(${otherwise}, ${number}, ${isNext})`, sum([...counts.slice(0, -1), place]));
  // Folded into two dimensions, the last workgroups may be there for nothing.
  lines.push(`let ${groupNumber} = select(order, ${number}, order < left0 && left0 < ${most}u);`);
  return lines.map((line) => `  ${line}`);
}

function branches(bodies: readonly Body[], invocations: number): string[] {
  const lines: string[] = [];
  let before: readonly Dispatch["groups"][number][] = [];
  bodies.forEach((body, i) => {
    const end = [...before, ...body.groups];
    const opening = i === bodies.length - 1 ? "{" : `if (${groupNumber} < ${bare(countText(end))}) {`;
    lines.push(i === 0 ? `  ${opening}` : `  } else ${opening}`);
    if (i > 0) lines.push(`    let ${groupNumber} = ${groupNumber} - ${countText(before)};`);
    if (body.invocations < invocations) lines.push(`    if (lane >= ${body.invocations}u) { return; }`);
    lines.push(...body.lines.map((line) => `  ${line}`));
    before = end;
  });
  return [...lines, "  }"];
}

/** How many workgroups these are, as the runtime counts them. */
function countText(terms: Dispatch["groups"]): string {
  const constant = terms.filter((term) => term.every(({ size }) => size.batch === 0)).reduce((sum, term) => sum + term.reduce((product, { size, per }) => product * Math.ceil(size.factor / per), 1), 0);
  const others = terms.filter((term) => term.some(({ size }) => size.batch > 0)).map((term) => productText(term));
  const parts = [...others, ...(constant > 0 ? [`${constant}u`] : [])];
  return parts.length === 1 ? parts[0] : `(${parts.join(" + ")})`;
}

function productText(term: Dispatch["groups"][number]): string {
  const factors = term.map(partsText).filter((text) => text !== "1u");
  return factors.length === 1 ? factors[0] : `(${factors.join(" * ")})`;
}

/** Where an operand lies: in which binding, how many elements from its start, and whether it is read one by one of a vector. */
interface Place {
  readonly binding: number;
  readonly start: number;
  readonly inVector: boolean;
}

function placeOf(kernel: number, operand: number, codes: readonly KernelCode[], bindings: readonly Binding[]): Place {
  const isUse = (use: Binding["uses"][number]): boolean => use.kernel === kernel && use.operand === operand;
  const binding = bindings.findIndex(({ uses }) => uses.some(isUse));
  return { binding, start: bindings[binding].uses.find(isUse)!.start, inVector: bindings[binding].vector && !codes[kernel].operands[operand].vector };
}

const operandSign = /\$(\d+)\$/;
/** In a body. */
export const bindingSigns = new RegExp(operandSign, "g");

/** A line with its operands' places in the bindings: further on in a stretch, or one of a vector. */
function accesses(line: string, places: readonly Place[]): string {
  let text = "";
  let rest = line;
  for (let found = operandSign.exec(rest); found; found = operandSign.exec(rest)) {
    const { binding, start, inVector } = places[Number(found[1])];
    text += `${rest.slice(0, found.index)}$${binding}$`;
    rest = rest.slice(found.index + found[0].length);
    if (start === 0 && !inVector) continue;
    const end = closing(rest);
    const index = rest.slice(1, end);
    const moved = start === 0 ? index : `${index} + ${start}u`;
    rest = inVector ? `[(${moved}) / 4u][(${moved}) % 4u]${rest.slice(end + 1)}` : `[${moved}]${rest.slice(end + 1)}`;
  }
  return text + rest;
}

/** The place of the bracket that closes the one that the text begins with. */
function closing(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "[") depth++;
    if (text[i] === "]" && --depth === 0) return i;
  }
  return text.length;
}
