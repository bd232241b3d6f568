// What tsc leaves to do: the prelude's texts in the compiler, the runtime and its types as one text for modules without imports,
// the command in few files, and where npx finds it in a clone.
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { bundleCommand } from "./command-bundle.mjs";
import { compilerBundle } from "./compiler-bundle.mjs";
import { standaloneRuntime } from "./standalone-runtime.mjs";
import { standaloneTypes } from "./standalone-types.mjs";

const prelude = readdirSync("prelude").filter((name) => name.endsWith(".gan")).sort().map((name) => ({ name: `prelude/${name}`, text: readFileSync(`prelude/${name}`, "utf8").replace(/ *\/\/.*$/gm, "") }));
// Without comments, and each line where it was.
writeFileSync("dist/compiler/prelude.js", `/** The prelude's texts. */
const sources = ${JSON.stringify(prelude, null, 2)};
export const preludeSources = () => sources;
`);
writeFileSync("dist/compiler/browser.js", await compilerBundle("dist/compiler/index.js"));
writeFileSync("dist/runtime/standalone.bundle.js", await standaloneRuntime("dist/runtime/standalone.js"));
writeFileSync("dist/runtime/standalone.types.d.ts", standaloneTypes("dist/runtime"));
await bundleCommand("dist/cli/main.js");
chmodSync("dist/cli/main.js", 0o755);
if (existsSync("node_modules") && process.platform !== "win32") {
  mkdirSync("node_modules/.bin", { recursive: true });
  if (!existsSync("node_modules/.bin/ganc")) symlinkSync("../../dist/cli/main.js", "node_modules/.bin/ganc");
}
