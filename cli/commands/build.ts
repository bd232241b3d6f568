import { watch } from "node:fs";
import { join } from "node:path";
import { type Compilation, type CompileResult, compile } from "../../compiler/compile.js";
import { printGraph } from "../../compiler/ir/print.js";
import { preludeSources } from "../../compiler/prelude.js";
import { builtFiles } from "../built.js";
import { type Command, type Input, UsageError } from "../command.js";
import { writeWhole } from "../files.js";
import { compileFile, readSource, showDiagnostics } from "../source.js";

export const build: Command = {
  name: "build",
  usage: "FILE -o DIR",
  summary: "Compiles a .gan file into NAME.mjs, NAME.d.ts and NAME.wgsl. The same source gives the same bytes.",
  example: "ganc build wgan_gp.gan -o out",
  options: {
    out: { value: "DIR", short: "o", about: "where the files go (.)" },
    set: { value: "NAME=NUMBER", many: true, about: "another value for a hyper" },
    standalone: { about: "a module that imports nothing" },
    watch: { about: "build again whenever the file changes" },
    emit: { value: "WHAT", about: "print the IR instead: ir, ir:lowered or ir:simplified" },
    json: { about: 'one JSON value: {"files": […]}' },
  },
  takes: [1, 1],
  async run(input) {
    const emit = input.text("emit");
    if (emit !== undefined) return printIr(emit, compileFile(input.words[0], input.settings()));
    await buildOnce(input, compileFile(input.words[0], input.settings()));
    return input.flag("watch") ? buildAgain(input) : 0;
  },
};

async function buildOnce(input: Input, compilation: Compilation): Promise<void> {
  const folder = input.text("out") ?? ".";
  const files = await builtFiles(compilation, input.words[0], input.flag("standalone"));
  const paths = [...files.keys()].map((name) => join(folder, name));
  for (const [name, text] of files) writeWhole(join(folder, name), text);
  process.stdout.write(input.flag("json") ? `${JSON.stringify({ files: paths })}\n` : `${paths.join("\n")}\n`);
}

/** Until Ctrl-C. A mistake is shown, and what was built before stays. */
function buildAgain(input: Input): Promise<number> {
  const [file] = input.words;
  return new Promise((done) => {
    let waiting: NodeJS.Timeout | undefined;
    const watcher = watch(file, () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const { compilation, diagnostics }: CompileResult = compile(readSource(file), { prelude: preludeSources(), set: input.settings() });
        if (compilation) void buildOnce(input, compilation);
        else showDiagnostics(diagnostics);
      }, 50);
    });
    process.once("SIGINT", () => {
      watcher.close();
      clearTimeout(waiting);
      done(0);
    });
  });
}

function printIr(what: string, { lowered, simplified }: Compilation): number {
  const graphs = what === "ir:lowered" ? lowered.graphs : what === "ir" || what === "ir:simplified" ? simplified : undefined;
  if (!graphs) throw new UsageError(`--emit takes ir, ir:lowered or ir:simplified, and it is ${what}`);
  process.stdout.write(graphs.map(printGraph).join("\n"));
  return 0;
}
