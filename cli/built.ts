/** What a build writes, and reading it again. */

import { register } from "node:module";
import { existsSync, statSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, parse, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Compilation } from "../compiler/compile.js";
import { emitModule } from "../compiler/emit/module.js";
import { emitTypes } from "../compiler/emit/types.js";
import { FORMAT, type Program } from "../runtime/program.js";
import { ProgramVersionError } from "../runtime/errors.js";
import { SourceProblem, readText } from "./files.js";
import { latestIn } from "./latest.js";

/** By file name. */
export function builtFiles({ checked, module, program }: Compilation, source: string, standalone: boolean): Map<string, string> {
  const name = fileNameOf(source);
  const types = emitTypes(checked, program, { standalone: standalone ? partOfPackage("standalone.types.d.ts") : undefined });
  return new Map([
    [`${name}.mjs`, emitModule(program, { source: basename(source), standalone: standalone ? partOfPackage("standalone.bundle.js").trim() : undefined })],
    [`${name}.d.ts`, types],
    // For `import … from "./NAME.mjs"` TypeScript looks under this name and no other.
    [`${name}.d.mts`, types],
    [`${name}.wgsl`, module.wgsl],
  ]);
}

/** `wgan_gp` of `examples/wgan_gp.gan`: what is built is named for its file. */
function fileNameOf(source: string): string {
  return basename(source).replace(/\.gan$/, "");
}

/** What the package's own build made of the runtime. */
function partOfPackage(name: string): string {
  const path = new URL(`../runtime/${name}`, import.meta.url);
  if (!existsSync(path)) throw new SourceProblem(`the runtime's ${name} is missing from this installation: npm run build makes it`);
  return readFileSync(path, "utf8");
}

/** A module and what was built with it, by file name. */
export function builtBeside(module: string): Map<string, string> {
  const { dir, name } = parse(module);
  const others = [".d.ts", ".d.mts", ".wgsl"].map((kind) => `${name}${kind}`).filter((other) => existsSync(join(dir, other)));
  return new Map([[`${name}.mjs`, readText(module)], ...others.map((other) => [other, readText(join(dir, other))] as const)]);
}

/** The program of a built module, or of a run's folder. */
export async function loadBuilt(path: string): Promise<Program> {
  const file = moduleFile(path);
  // A module that lies where no ganc is installed imports this one's runtime.
  const hook = `export async function resolve(name, context, next) {
    return name === "ganc/runtime" ? { url: ${JSON.stringify(new URL("../runtime/index.js", import.meta.url).href)}, shortCircuit: true } : next(name, context);
  }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
  let loaded: { readonly program?: Program };
  try {
    loaded = await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    throw new SourceProblem(`${file} can't be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { program } = loaded;
  if (typeof program !== "object" || program === null || typeof program.format !== "number") throw new SourceProblem(`${file} is no module that ganc built`);
  if (program.format !== FORMAT) throw new ProgramVersionError(`${file} was built by ganc ${program.version} in program format ${program.format}, and this ganc runs format ${FORMAT}: build it again`);
  return program;
}

/** Of a folder its only module, or the one that its newest weights are of. */
export function moduleFile(path: string): string {
  if (!existsSync(path)) throw new SourceProblem(`${path}: there is no such file`);
  if (!statSync(path).isDirectory()) return path;
  const modules = readdirSync(path).filter((name) => name.endsWith(".mjs"));
  const module = modules.length > 1 ? latestIn(path)?.metadata.module : modules[0];
  if (module !== undefined && modules.includes(module)) return join(path, module);
  throw new SourceProblem(modules.length === 0 ? `${path} holds no built module` : `${path} holds several modules: ${modules.join(", ")}; name one`);
}
