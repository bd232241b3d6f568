/** `NAME.mjs`: the program as data, in two parts, and the few lines that load it. A kernel, a dispatch a line, so that a diff can be read. */

import type { Program } from "../../runtime/program.js";
import { pack } from "./pack/pack.js";

export interface ModuleOptions {
  /** The source's own name, for the first line. */
  readonly source: string;
  /** The runtime's text, to stand in the module, so that it imports nothing. It defines what `imported` names. */
  readonly standalone?: string;
}

/** Of the runtime, by the names that a module calls them. */
export const imported = { load: "loadProgram", loadTrained: "loadTrainedProgram", unpack: "unpack" } as const;

export function emitModule(program: Program, { source, standalone }: ModuleOptions): string {
  const { core, training } = pack(program);
  const names = Object.entries(imported).map(([name, as]) => (name === as ? name : `${name} as ${as}`));
  const runtime = standalone ?? `import { ${names.join(", ")} } from "ganc/runtime";`;
  return `// ${program.name}, compiled from ${source} by ganc ${program.version}. Written by the compiler: change the source instead.
${runtime}

/** Weights, and what sampling launches. */
const core = ${value(core, 0)};
${training ? `\n/** What training and calling the networks need besides. */\nconst training = ${value(training, 0)};\n` : ""}
export const program = /* @__PURE__ */ ${imported.unpack}(${training ? "core, training" : "core"});

/** Loads the model on a device: its own choice, or \`options.device\`. */
export const load = (options) => ${imported.load}(program, options);
export default load;

/** Loads the model to sample: who imports this alone leaves out all the rest. */
export const loadTrained = (options) => ${imported.loadTrained}(${imported.unpack}(core), options);
`;
}

/** What fits in a line is a line; so is what begins with its name. */
const widest = 120;

/** JSON in the form of JavaScript; a text of several lines as it is. */
function value(of: unknown, depth: number): string {
  const line = inline(of);
  const isNamed = Array.isArray(of) && typeof of[0] === "string" && !line.includes("\n");
  if (line.length <= widest || isNamed || !(Array.isArray(of) || isRecord(of))) return line;
  const indent = "  ".repeat(depth);
  const items = Array.isArray(of) ? of.map((item) => value(item, depth + 1)) : Object.entries(of).map(([key, item]) => `${keyOf(key)}: ${value(item, depth + 1)}`);
  const [open, close] = Array.isArray(of) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}${close}`;
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
