import { join } from "node:path";
import type { Compilation } from "../../compiler/compile.js";
import { printGraph } from "../../compiler/ir/print.js";
import { builtFiles } from "../built.js";
import { type Command, type Input, UsageError } from "../command.js";
import { SourceProblem, writeWhole } from "../files.js";
import { onInterrupt } from "../interruption.js";
import { compileFile } from "../source.js";
import { SourceFiles } from "../source-files.js";
import { FileWatcher } from "../watch.js";

export const build: Command = {
  name: "build",
  usage: "FILE -o DIR",
  summary: "Compiles a .gan file into NAME.mjs, its types (NAME.d.ts, and NAME.d.mts, as TypeScript calls those of an .mjs) and NAME.wgsl. The same source gives the same bytes.",
  example: "ganc build wgan_gp.gan -o out",
  options: {
    out: { value: "DIR", short: "o", about: "where the files go (.)" },
    set: { value: "NAME=NUMBER", about: "another value for a hyper" },
    standalone: { about: "a module that imports nothing" },
    watch: { about: "build again whenever the file changes, or what it imports" },
    emit: { value: "WHAT", about: "print the IR instead: ir, ir:lowered or ir:simplified" },
    json: { about: 'one JSON value: {"files": […]}' },
  },
  takes: [1, 1],
  async run(input) {
    const emit = input.text("emit");
    if (emit !== undefined) return printIr(emit, compileFile(input.words[0], input.settings()));
    const files = new SourceFiles();
    await buildOnce(input, files);
    return input.flag("watch") ? buildAgain(input, files) : 0;
  },
};

async function buildOnce(input: Input, read: SourceFiles): Promise<void> {
  const compilation = compileFile(input.words[0], input.settings(), read);
  const folder = input.text("out") ?? ".";
  const files = builtFiles(compilation, input.words[0], input.flag("standalone"));
  const paths = [...files.keys()].map((name) => join(folder, name));
  for (const [name, text] of files) writeWhole(join(folder, name), text);
  process.stdout.write(input.flag("json") ? `${JSON.stringify({ files: paths })}\n` : `${paths.join("\n")}\n`);
}

/** Until Ctrl-C. A mistake is shown, and what was built before stays. */
function buildAgain(input: Input, read: SourceFiles): Promise<number> {
  const [file] = input.words;
  return new Promise((done, fail) => {
    const again = async (): Promise<void> => {
      const files = new SourceFiles();
      try {
        await buildOnce(input, files);
      } catch (error) {
        if (!(error instanceof SourceProblem || error instanceof UsageError)) throw error;
        if (error.message !== "") process.stderr.write(`ganc: ${error.message}\n`);
      }
      watcher.watch(files.paths);
    };
    const watcher = new FileWatcher(() => void again().catch(fail));
    watcher.watch(read.paths);
    process.stderr.write(`watching ${file}${read.paths.size > 1 ? " and what it imports" : ""}; Ctrl-C ends it\n`);
    onInterrupt(() => {
      watcher.close();
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
