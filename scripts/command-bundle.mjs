// The command's own files, the compiler and its packages as a few files: Node takes longer to find two hundred than to run them. The runtime
// stays as it is, since built modules import it too, and what it throws is known by its class.
import { build } from "esbuild";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { alias, leanChevrotain } from "./lean-chevrotain.mjs";

export async function bundleCommand(entry) {
  const folder = dirname(resolve(entry));
  const runtime = resolve("dist/runtime") + sep;
  const bundled = ["chevrotain", "lodash-es"];
  const outside = {
    name: "runtime-and-packages-stay-outside",
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const target = resolve(resolveDir, path);
        return target.startsWith(runtime) ? { path: relative(folder, target).split(sep).join("/"), external: true } : undefined;
      });
      build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => (kind === "entry-point" || bundled.some((name) => path.startsWith(name) || path.startsWith(`@${name}/`)) ? undefined : { path, external: true }));
    },
  };
  for (const name of readdirSync(folder)) if (/-[0-9A-Z]{8}\.js$/.test(name)) rmSync(join(folder, name));
  await build({ entryPoints: [entry], outdir: folder, allowOverwrite: true, bundle: true, splitting: true, chunkNames: "[name]-[hash]", format: "esm", platform: "node", target: "node20", legalComments: "none", plugins: [leanChevrotain, outside], alias, logLevel: "error" });
}
