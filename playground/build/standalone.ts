/** `virtual:standalone-runtime`: the runtime as one text, which a downloaded module carries in it so that it imports nothing. */

import type { Plugin } from "vite";
import { standaloneRuntime as bundled } from "../../scripts/standalone-runtime.mjs";

const id = "virtual:standalone-runtime";
const resolved = `\0${id}`;

export function standaloneRuntime(repository: string): Plugin {
  return {
    name: "standalone-runtime",
    resolveId: (source) => (source === id ? resolved : undefined),
    load: async (asked) => (asked === resolved ? `export default ${JSON.stringify((await bundled(`${repository}/runtime/standalone.ts`)).trim())};` : undefined),
  };
}
