/** `virtual:standalone-runtime`: the runtime as one text, which a downloaded module carries in it so that it imports nothing. */

import { build } from "esbuild";
import type { Plugin } from "vite";

const id = "virtual:standalone-runtime";
const resolved = `\0${id}`;

export function standaloneRuntime(repository: string): Plugin {
  return {
    name: "standalone-runtime",
    resolveId: (source) => (source === id ? resolved : undefined),
    load: async (asked) => (asked === resolved ? `export default ${JSON.stringify(await runtimeText(repository))};` : undefined),
  };
}

async function runtimeText(repository: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${repository}/runtime/standalone.ts`],
    write: false,
    bundle: true,
    format: "iife",
    globalName: "ganc",
    platform: "browser",
    target: "es2022",
    minifySyntax: true,
  });
  return `${outputFiles[0].text.trim()}\nconst loadProgram = ganc.load;`;
}
