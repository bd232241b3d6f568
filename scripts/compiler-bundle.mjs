// The compiler in one file for pages: minified, and lean.
import { build } from "esbuild";
import { alias, leanChevrotain } from "./lean-chevrotain.mjs";

export async function compilerBundle(entry) {
  const { outputFiles, metafile } = await build({ entryPoints: [entry], bundle: true, format: "esm", platform: "browser", target: "es2022", minify: true, legalComments: "none", write: false, metafile: true, plugins: [leanChevrotain], alias, logLevel: "error" });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  if (imports.length > 0) throw new Error(`the compiler's bundle imports ${imports.map(({ path }) => path).join(", ")}`);
  return `// ganc's compiler. It holds Chevrotain (Apache 2.0).\n${outputFiles[0].text}`;
}
