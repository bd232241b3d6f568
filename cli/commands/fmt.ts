import { type Diagnostic, SourceError } from "../../grammar/diagnostic.js";
import { format } from "../../grammar/format.js";
import type { Source } from "../../grammar/source.js";
import type { Command } from "../command.js";
import { SourceProblem, readText, writeWhole } from "../files.js";
import { showDiagnostics } from "../source.js";

export const fmt: Command = {
  name: "fmt",
  usage: "FILE…",
  summary: "Gives files the canonical layout; comments are kept. Files with mistakes are left alone, and then all of them are.",
  example: "ganc fmt model.gan",
  options: { check: { about: "write nothing; exit code 1 where a file would change" } },
  takes: [1, Infinity],
  async run(input) {
    const diagnostics: Diagnostic[] = [];
    const changed = input.words.flatMap((path) => changeOf({ name: path, text: readText(path) }, diagnostics));
    if (diagnostics.length > 0) {
      showDiagnostics(diagnostics);
      throw new SourceProblem("");
    }
    if (!input.flag("check")) for (const { name, text } of changed) writeWhole(name, text);
    for (const { name } of changed) process.stdout.write(`${name}\n`);
    return input.flag("check") && changed.length > 0 ? 1 : 0;
  },
};

/** The file as it should be, where it isn't. */
function changeOf(source: Source, diagnostics: Diagnostic[]): Source[] {
  try {
    const text = format(source);
    return text === source.text ? [] : [{ name: source.name, text }];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    diagnostics.push(...error.diagnostics);
    return [];
  }
}
