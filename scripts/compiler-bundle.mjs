// The compiler in one file for pages: minified, and lean.
import { build } from "esbuild";
import { minify } from "vite";
import { alias, leanChevrotain } from "./lean-chevrotain.mjs";

export async function compilerBundle(entry) {
  const { outputFiles, metafile } = await build({ entryPoints: [entry], bundle: true, format: "esm", platform: "browser", target: "es2022", minify: true, legalComments: "none", write: false, metafile: true, plugins: [leanChevrotain], alias, logLevel: "error" });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  if (imports.length > 0) throw new Error(`the compiler's bundle imports ${imports.map(({ path }) => path).join(", ")}`);
  // Vite's minifier on top of esbuild's: gzipped, names and statements as it writes them are 4 % less.
  const { code, errors } = await minify("browser.js", outputFiles[0].text, { module: true, compress: { target: "es2022" }, mangle: { toplevel: true } });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return `// ganc's compiler. It holds Chevrotain (Apache 2.0).\n${code}`;
}
