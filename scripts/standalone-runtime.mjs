// The runtime as one text, to stand in a module that imports nothing. It is no function around it all, so that a bundler can still leave out what nobody uses.
import { build } from "esbuild";

export async function standaloneRuntime(entry) {
  const { outputFiles, metafile } = await build({ entryPoints: [entry], bundle: true, format: "esm", platform: "browser", target: "es2022", minifySyntax: true, write: false, metafile: true, logLevel: "error" });
  const [{ text }] = outputFiles;
  const exported = /\nexport \{([^}]*)\};\s*$/.exec(text);
  if (!exported || /\bas\b/.test(exported[1])) throw new Error("the runtime's bundle ends in no plain list of exports");
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  if (imports.length > 0) throw new Error(`the runtime's bundle imports ${imports.map(({ path }) => path).join(", ")}`);
  return `${text.slice(0, exported.index)}\nexport { readSafetensors, writeSafetensors };\n`;
}
