/**
 * `NAME.mjs`: the program as data, in two parts, and the few lines that load it. A kernel, a dispatch a line, so that a diff can be read; what a
 * kernel is called in the `.wgsl` is said beside it, for a reader alone.
 */

import { type KernelNames, pack } from "./pack/pack.js";
import { partsOf } from "./parts.js";
import type { CompiledProgram } from "./program.js";

export interface ModuleOptions {
  /** The source's own name, for the first line. */
  readonly source: string;
  /** The runtime's text, to stand in the module, so that it imports nothing. It defines what a module would import. */
  readonly standalone?: string;
}

export function emitModule(program: CompiledProgram, { source, standalone }: ModuleOptions): string {
  const { core, training, names: called } = pack(program);
  const parts = partsOf(program);
  const runtime = standalone ?? `import { ${[...parts, "loadProgram", "loadTrainedProgram", "unpack"].join(", ")} } from "ganc/runtime";`;
  const besides = parts.length > 0 ? `, { ${parts.join(", ")} }` : "";
  return `// ${program.name}, compiled from ${source} by ganc ${program.version}. Written by the compiler: change the source instead.
${runtime}

/** Weights, and what sampling launches. */
const core = ${value(core, 0, called)};
${training ? `\n/** What training and calling the networks need besides. */\nconst training = ${value(training, 0, called)};\n` : ""}
export const program = /* @__PURE__ */ unpack(${training ? "core, training" : "core"});

/** Loads the model on a device: its own choice, or \`options.device\`. */
export const load = (options) => loadProgram(program, options${besides});
export default load;

/** Loads the model to sample: who imports this alone leaves out all the rest. */
export const loadTrained = (options) => loadTrainedProgram(unpack(core), options${parts.includes("frozen") ? ", { frozen }" : ""});
`;
}

/** What fits in a line is a line; so is what begins with its name. */
const widest = 120;

/** JSON in the form of JavaScript; a text of several lines as it is. */
function value(of: unknown, depth: number, called: KernelNames): string {
  const line = inline(of);
  const isNamed = Array.isArray(of) && typeof of[0] === "string" && !line.includes("\n");
  const names = called.get(of);
  if (!(Array.isArray(of) || isRecord(of)) || (!names && (line.length <= widest || isNamed))) return line;
  const indent = "  ".repeat(depth);
  const items = Array.isArray(of) ? of.map((item, i) => `${value(item, depth + 1, called)},${names ? ` // ${names[i]}` : ""}`) : Object.entries(of).map(([key, item]) => `${keyOf(key)}: ${value(item, depth + 1, called)},`);
  const [open, close] = Array.isArray(of) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.map((item) => `${indent}  ${item}\n`).join("")}${indent}${close}`;
}

function inline(of: unknown): string {
  if (Array.isArray(of)) return `[${of.map(inline).join(", ")}]`;
  if (typeof of === "number") return Object.is(of, -0) ? "-0" : String(of);
  if (typeof of === "string" && of.includes("\n")) return `\`${of.replace(/[\\`]|\$\{/g, "\\$&")}\``;
  if (!isRecord(of)) return JSON.stringify(of);
  const fields = Object.entries(of).map(([key, item]) => `${keyOf(key)}: ${inline(item)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function isRecord(of: unknown): of is { readonly [key: string]: unknown } {
  return typeof of === "object" && of !== null && !Array.isArray(of);
}

function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
