/** How long `ganc build` takes, inside a Node that has just started. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const clock = new URL("../contenders/clock.js", import.meta.url).href;

/** In milliseconds, the best of some runs. Nothing that is built is kept. */
export function buildMs(file: string, settings: { readonly [name: string]: number } = {}, runs = 3): number {
  return Math.min(...Array.from({ length: runs }, () => buildOnce(file, settings)));
}

function buildOnce(file: string, settings: { readonly [name: string]: number }): number {
  const folder = mkdtempSync(join(tmpdir(), "ganc-bench-"));
  const set = Object.entries(settings).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  const { status, stderr } = spawnSync(process.execPath, ["--import", clock, "dist/cli/main.js", "build", file, "-o", folder, ...set], { encoding: "utf8" });
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0) throw new Error(`ganc build ${file}: ${stderr}`);
  return (JSON.parse(stderr.trim().split("\n").at(-1)!) as { ms: number }).ms;
}
