import { checkSource } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import { diagnosticToJson, sortDiagnostics } from "../../grammar/render.js";
import type { Command } from "../command.js";
import { readSource, showDiagnostics } from "../source.js";

export const check: Command = {
  name: "check",
  usage: "FILE…",
  summary: "Shows all mistakes of these files. Nothing is written.",
  example: "ganc check model.gan",
  options: { json: { about: 'one JSON value: {"diagnostics": […]}' } },
  takes: [1, Infinity],
  async run(input) {
    const prelude = preludeSources();
    const diagnostics = input.words.flatMap((path) => checkSource(readSource(path), { prelude }).diagnostics);
    if (input.flag("json")) process.stdout.write(`${JSON.stringify({ diagnostics: sortDiagnostics(diagnostics).map(diagnosticToJson) })}\n`);
    else if (diagnostics.length > 0) showDiagnostics(diagnostics);
    else process.stdout.write(`${input.words.length === 1 ? `${input.words[0]} has` : `${input.words.length} files have`} no mistakes\n`);
    return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};
