/** The peers are no dependencies of ganc: what is missing of them is installed when somebody wants a race. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What `bundle` made of a library's files in `bench/peers/`. */
export const libraryFile = (library: string): string => `dist/bench/peers/${library}.mjs`;

export const libraries = ["tfjs", "jax-js"] as const;

export async function prepareLibraries(): Promise<void> {
  if (!existsSync("bench/node_modules")) install();
  const { build } = await import("esbuild");
  for (const library of libraries) {
    await build({
      entryPoints: [`bench/peers/${library}/index.mjs`],
      outfile: libraryFile(library),
      bundle: true,
      format: "esm",
      platform: "node",
      // TF.js's entry for Node has no gradients; the one for pages has, and asks for what Node has by `require`.
      mainFields: ["module", "main"],
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      logLevel: "error",
    });
  }
}

function install(): void {
  process.stderr.write("installing the peers into bench/node_modules\n");
  const { status } = spawnSync("npm", ["ci", "--prefix", "bench"], { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error("the peers could not be installed: npm ci --prefix bench");
}

/** Undefined where PyTorch is there, else why not. */
export function torchMissing(): string | undefined {
  const { status, error } = spawnSync("python3", ["-c", "import torch"], { stdio: "ignore" });
  if (error) return "python3 is not here";
  return status === 0 ? undefined : "python3 has no torch";
}
