/** `NAME.mjs`: the program as data, and the few lines that load it. A slot, a kernel, a dispatch a line, so that a diff can be read. */

import type { Program } from "../../runtime/program.js";

export interface ModuleOptions {
  /** The source's own name, for the first line. */
  readonly source: string;
  /** The runtime's text, to stand in the module, so that it imports nothing. It defines `loadProgram`. */
  readonly standalone?: string;
}

export function emitModule(program: Program, { source, standalone }: ModuleOptions): string {
  const runtime = standalone ?? `import { load as loadProgram } from "ganc/runtime";`;
  return `// ${program.name}, compiled from ${source} by ganc ${program.version}. Written by the compiler: change the source instead.
${runtime}

export const program = ${value(programWithout(program), 0)};

program.wgsl = ${template(program.wgsl)};

/** Loads the model on a device: its own choice, or \`options.device\`. */
export const load = (options) => loadProgram(program, options);
export default load;
`;
}

/** The WGSL follows on its own, readable. */
function programWithout(program: Program): { readonly [key: string]: unknown } {
  return { ...program, wgsl: "" };
}

function template(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, "\\$&")}\``;
}

/** JSON in the form of JavaScript. What a list holds (a slot, a kernel, a dispatch) is a line; an object around lists is broken up. */
function value(of: unknown, depth: number): string {
  if (Array.isArray(of) && isBroken(of)) return broken("[", of.map(line), "]", depth);
  if (isRecord(of) && isBroken(of)) return broken("{", Object.entries(of).map(([key, item]) => `${keyOf(key)}: ${value(item, depth + 1)}`), "}", depth);
  return line(of);
}

function broken(open: string, items: readonly string[], close: string, depth: number): string {
  const indent = "  ".repeat(depth);
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}${close}`;
}

function isBroken(of: unknown): boolean {
  return Array.isArray(of) ? of.some(isRecord) : isRecord(of) && Object.values(of).some(isBroken);
}

function line(of: unknown): string {
  if (Array.isArray(of)) return `[${of.map(line).join(", ")}]`;
  if (typeof of === "number") return Object.is(of, -0) ? "-0" : String(of);
  if (!isRecord(of)) return JSON.stringify(of);
  const fields = Object.entries(of).map(([key, item]) => `${keyOf(key)}: ${line(item)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function isRecord(of: unknown): of is { readonly [key: string]: unknown } {
  return typeof of === "object" && of !== null && !Array.isArray(of);
}

function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
