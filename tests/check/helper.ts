/** What tests of the checker ask of a program, and of its mistakes, beyond `checking.ts`. */

import type { CheckedNetwork, CheckedProgram } from "../../compiler/check/program.js";
import { compile, type Compilation } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Diagnostic } from "../../grammar/diagnostic.js";
import { renderDiagnostic, sortDiagnostics } from "../../grammar/render.js";
import { checkText } from "./checking.js";

const prelude = preludeSources();

/** All the way through the compiler, with the IR verified between the passes. */
export function compiled(text: string, name = "test.gan"): Compilation {
  const { compilation, diagnostics } = compile({ name, text }, { prelude, verify: true });
  if (!compilation) throw new Error(pages(diagnostics));
  return compilation;
}

/** The only mistake of a text. */
export function mistakeIn(text: string): Diagnostic {
  const { diagnostics } = checkText(text);
  if (diagnostics.length !== 1) throw new Error(`${diagnostics.length} mistakes instead of one:\n${pages(diagnostics)}`);
  return diagnostics[0];
}

/** As a terminal shows them, without colour. */
export function pages(diagnostics: readonly Diagnostic[]): string {
  return sortDiagnostics(diagnostics).map((diagnostic) => renderDiagnostic(diagnostic, { unicode: true, colour: false })).join("\n\n");
}

export function networkIn(program: CheckedProgram, name: string): CheckedNetwork {
  const network = program.networks.find((candidate) => candidate.name === name);
  if (!network) throw new Error(`the program has no network ${name}`);
  return network;
}

/** Weights alone: statistics are nobody's to move. */
export function parametersOf({ weights }: CheckedNetwork): number {
  return weights.filter(({ spec }) => spec.role === "weight").reduce((sum, { spec }) => sum + spec.shape.reduce((a, b) => a * b, 1), 0);
}

/** `G.linear1.weight [128, 100]`, in the order of memory. */
export function weightsOf({ weights }: CheckedNetwork): string[] {
  return weights.map(({ name, spec }) => `${name} [${spec.shape.join(", ")}]`);
}
