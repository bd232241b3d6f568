/** The playground is built from the sources of the compiler and the runtime: `npm run playground` serves it, `npm run playground:build` writes a folder that any server can give out. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { mnistDigits } from "./build/mnist.js";
import { standaloneRuntime } from "./build/standalone.js";
import { languageWords } from "./build/words.js";

const repository = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Served from any folder of a site.
  base: "./",
  plugins: [languageWords(), mnistDigits(), standaloneRuntime(repository)],
  worker: { format: "es", plugins: () => [standaloneRuntime(repository)] },
  server: { fs: { allow: [repository] } },
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 900 },
});
