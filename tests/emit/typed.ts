/** TypeScript as a user of a built module runs it: strict, in a folder where the package is installed. */

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratch } from "../cli/ganc.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A folder with these files and, of the package, what a module imports. */
export function project(files: ReadonlyMap<string, string>): string {
  const folder = scratch();
  const home = join(folder, "node_modules", "ganc");
  mkdirSync(join(home, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(home, "package.json"));
  cpSync(join(root, "dist", "runtime"), join(home, "dist", "runtime"), { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return folder;
}

/** What `tsc` says about a file; nothing where it is content. */
export function typeCheck(folder: string, name: string, text: string, ...options: readonly string[]): string {
  writeFileSync(join(folder, name), text);
  const args = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--types", "", ...options, name];
  return spawnSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), ...args], { cwd: folder, encoding: "utf8" }).stdout;
}
