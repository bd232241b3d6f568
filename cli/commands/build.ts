import { watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Compilation } from "../../compiler/compile.js";
import { printGraph } from "../../compiler/ir/print.js";
import { builtFiles } from "../built.js";
import { type Command, type Input, UsageError } from "../command.js";
import { SourceProblem, writeWhole } from "../files.js";
import { compileFile } from "../source.js";

export const build: Command = {
  name: "build",
  usage: "FILE -o DIR",
  summary: "Compiles a .gan file into NAME.mjs, its types (NAME.d.ts, and NAME.d.mts, as TypeScript calls those of an .mjs) and NAME.wgsl. The same source gives the same bytes.",
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

/** Until Ctrl-C. A mistake is shown, and what was built before stays. The folder is watched, since editors replace files. */
function buildAgain(input: Input): Promise<number> {
  const [file] = input.words;
  const again = async (): Promise<void> => {
    try {
      await buildOnce(input, compileFile(file, input.settings()));
    } catch (error) {
      if (!(error instanceof SourceProblem || error instanceof UsageError)) throw error;
      if (error.message !== "") process.stderr.write(`ganc: ${error.message}\n`);
    }
  };
  return new Promise((done, fail) => {
    let waiting: NodeJS.Timeout | undefined;
    const watcher = watch(dirname(file), (_, name) => {
      if (name !== basename(file)) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => void again().catch(fail), 50);
    });
    process.stderr.write(`watching ${file}; Ctrl-C ends it\n`);
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
