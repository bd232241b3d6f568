/** From a source to what the page shows and runs. */

import { checkSource, type CompileOptions } from "../../compiler/compile.js";
import { compileLowered } from "../../compiler/backend.js";
import type { CheckedProgram } from "../../compiler/check/program.js";
import { emitModule } from "../../compiler/emit/module.js";
import type { CompiledProgram } from "../../compiler/emit/program.js";
import { interning } from "../../compiler/ir/node.js";
import { lower } from "../../compiler/lower/lower.js";
import type { Source } from "../../grammar/source.js";
import type { Program } from "../../runtime/program.js";
import { shown } from "./diagnostics.js";
import type { Settings, ShownDiagnostic } from "./messages.js";
import { describe, type ModelDescription } from "./model.js";
import { prelude } from "./prelude.js";
import { type Probes, withProbes } from "./probes.js";

export interface Reading {
  readonly diagnostics: readonly ShownDiagnostic[];
  readonly model?: ModelDescription;
  /** Absent where something is wrong. */
  readonly checked?: CheckedProgram;
}

/** What the editor's text is called in messages. */
export const fileName = "model.gan";

/** Hypers that the source no longer has are left out, so that renaming one is no mistake in what was set. */
export function read(text: string, settings: Settings): Reading {
  const plain = check(text, new Map());
  const written = plain.program?.hypers ?? new Map<string, number>();
  const set = new Map(Object.entries(settings).filter(([name]) => written.has(name)));
  const { program: checked, diagnostics, source } = set.size > 0 ? check(text, set) : plain;
  return { diagnostics: diagnostics.map((one) => shown(one, source)), ...(checked && { checked, model: describe(checked, written) }) };
}

function check(text: string, set: CompileOptions["set"]) {
  const source: Source = { name: fileName, text };
  return { ...checkSource(source, { prelude, set }), source };
}

export function buildProbed(checked: CheckedProgram): { readonly program: Program; readonly probes: Probes } {
  const probed = withProbes(checked);
  return { program: build(probed.checked), probes: probed.probes };
}

/** The module that `ganc build --standalone` writes. */
export function buildModule(checked: CheckedProgram, runtime: string): string {
  return emitModule(build(checked), { source: fileName, standalone: runtime });
}

function build(checked: CheckedProgram): CompiledProgram {
  return interning(() => compileLowered(lower(checked)).program);
}
