import { checkSource } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import { diagnosticToJson, sortDiagnostics } from "../../grammar/render.js";
import type { Source } from "../../grammar/source.js";
import type { Command } from "../command.js";
import { SourceProblem } from "../files.js";
import { showDiagnostics } from "../source.js";
import { SourceFiles } from "../source-files.js";

export const check: Command = {
  name: "check",
  usage: "FILE…",
  summary: "Shows all mistakes of these files. Nothing is written.",
  example: "ganc check model.gan",
  options: { json: { about: 'one JSON value: {"diagnostics": […]}' } },
  takes: [1, Infinity],
  async run(input) {
    const prelude = preludeSources();
    const files = new SourceFiles();
    const sources = input.words.flatMap((path) => readable(path, files) ?? []);
    const unread = input.words.length - sources.length;
    const found = sources.flatMap((source) => checkSource(source, { prelude, read: files.read }).diagnostics);
    // What several of them import is wrong once.
    const diagnostics = [...new Map(found.map((diagnostic) => [JSON.stringify(diagnosticToJson(diagnostic)), diagnostic])).values()];
    if (input.flag("json")) process.stdout.write(`${JSON.stringify({ diagnostics: sortDiagnostics(diagnostics).map(diagnosticToJson) })}\n`);
    else if (diagnostics.length > 0) showDiagnostics(diagnostics);
    else if (sources.length > 0) process.stdout.write(`${sources.length === 1 ? `${sources[0].name} has` : `${sources.length} files have`} no mistakes\n`);
    return unread > 0 || diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

/** What can't be read is told, and the other files are looked at all the same. */
function readable(path: string, files: SourceFiles): Source | undefined {
  try {
    return files.source(path);
  } catch (error) {
    if (!(error instanceof SourceProblem)) throw error;
    process.stderr.write(`ganc: ${error.message}\n`);
    return undefined;
  }
}
