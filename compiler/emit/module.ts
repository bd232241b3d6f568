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

/** JSON in the form of JavaScript, small things on one line. */
function value(of: unknown, depth: number): string {
  if (Array.isArray(of)) {
    const items = of.map((item) => value(item, depth + 1));
    return wrapped("[", items, "]", depth);
  }
  if (typeof of === "object" && of !== null) {
    const items = Object.entries(of).map(([key, item]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${value(item, depth + 1)}`);
    return items.length === 0 ? "{}" : wrapped("{ ", items, " }", depth);
  }
  return JSON.stringify(of);
}

const widest = 160;

function wrapped(open: string, items: readonly string[], close: string, depth: number): string {
  const line = `${open}${items.join(", ")}${close}`;
  if (line.length <= widest && !line.includes("\n") && depth > 1) return line;
  const indent = "  ".repeat(depth + 1);
  return `${open.trim()}\n${items.map((item) => `${indent}${item},\n`).join("")}${"  ".repeat(depth)}${close.trim()}`;
}
