/** How long `ganc build` takes, inside a Node that has just started. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const clock = new URL("../contenders/clock.js", import.meta.url).href;

export interface BuildTime {
  readonly ms: number;
  /** Of all threads together; unlike the other, what else the machine does hardly moves it. */
  readonly processorMs: number;
}

/** The best of some runs. Nothing that is built is kept. */
export function buildTime(file: string, settings: { readonly [name: string]: number } = {}, runs = 3): BuildTime {
  const all = Array.from({ length: runs }, () => buildOnce(file, settings));
  return { ms: Math.min(...all.map(({ ms }) => ms)), processorMs: Math.min(...all.map(({ processorMs }) => processorMs)) };
}

function buildOnce(file: string, settings: { readonly [name: string]: number }): BuildTime {
  const folder = mkdtempSync(join(tmpdir(), "ganc-bench-"));
  const set = Object.entries(settings).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  const { status, stderr } = spawnSync(process.execPath, ["--import", clock, "dist/cli/main.js", "build", file, "-o", folder, ...set], { encoding: "utf8" });
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0) throw new Error(`ganc build ${file}: ${stderr}`);
  return JSON.parse(stderr.trim().split("\n").at(-1)!) as BuildTime;
}
