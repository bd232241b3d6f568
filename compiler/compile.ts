/** The whole way, one arrow a line: source → syntax tree → typed program → IR → simplified → kernels → plan → program. */

import type { Diagnostic } from "../grammar/diagnostic.js";
import { parse } from "../grammar/parser.js";
import type { Source } from "../grammar/source.js";
import type { Program } from "../runtime/program.js";
import { check } from "./check/check.js";
import type { CheckedProgram } from "./check/program.js";
import { assemble } from "./emit/program.js";
import { fuse } from "./fuse/fuse.js";
import type { Graph } from "./ir/graph.js";
import { interning } from "./ir/node.js";
import { verify } from "./ir/verify.js";
import { lower } from "./lower/lower.js";
import type { LoweredProgram } from "./lower/program.js";
import { layOut, runsOf } from "./plan/layout.js";
import { type Plan, plan } from "./plan/plan.js";
import { simplify } from "./simplify/simplify.js";
import { type Module, writeModule } from "./wgsl/module.js";

export interface CompileOptions {
  /** The prelude's files: `preludeSources()` in Node. */
  readonly prelude: readonly Source[];
  /** `--set`: hypers with other values than the file's. */
  readonly set?: ReadonlyMap<string, number>;
  /** Checks the IR between all passes. */
  readonly verify?: boolean;
}

/** Everything that stood between the passes, for who wants to look: `ganc explain`, `--emit ir`, golden files. */
export interface Compilation {
  readonly checked: CheckedProgram;
  readonly lowered: LoweredProgram;
  readonly simplified: readonly Graph[];
  readonly plans: readonly Plan[];
  readonly module: Module;
  readonly program: Program;
}

export interface CompileResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where there is an error. */
  readonly compilation?: Compilation;
}

export function compile(source: Source, options: CompileOptions): CompileResult {
  const { program: checked, diagnostics } = checkSource(source, options);
  if (!checked) return { diagnostics };
  return { diagnostics, compilation: interning(() => compileChecked(checked, options)) };
}

export function checkSource(source: Source, options: CompileOptions): { readonly program?: CheckedProgram; readonly diagnostics: readonly Diagnostic[] } {
  const { file, diagnostics } = parse(source);
  const checked = check(file, { set: options.set, prelude: options.prelude.map((prelude) => parse(prelude).file) });
  const all = [...diagnostics, ...checked.diagnostics];
  return { program: all.some(({ severity }) => severity === "error") ? undefined : checked.program, diagnostics: all };
}

function compileChecked(checked: CheckedProgram, options: CompileOptions): Compilation {
  const lowered = lower(checked);
  return { checked, ...compileLowered(lowered, options) };
}

/** From the IR on: what tests and `ganc eval` build themselves takes the same way. Call it inside `interning`. */
export function compileLowered(lowered: LoweredProgram, options: { readonly verify?: boolean } = {}): Omit<Compilation, "checked"> {
  const verified = (graph: Graph): Graph => {
    if (options.verify) verify(graph);
    return graph;
  };
  const simplified = lowered.graphs.map((graph) => verified(simplify(verified(graph))));
  const layout = layOut(lowered.slots);
  const memory = { batch: lowered.batch, runs: runsOf(lowered.slots), layout, inputs: new Map(lowered.inputs.map((input, i) => [input.name, i])) };
  const plans = simplified.map((graph) => plan(fuse(graph, memory), memory));
  const module = writeModule(lowered.name, lowered.batch, plans);
  return { lowered, simplified, plans, module, program: assemble(lowered, layout, plans, module) };
}
