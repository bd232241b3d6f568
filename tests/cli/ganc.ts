import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly cwd?: string;
  /** Instead of this checkout's own `ganc`. */
  readonly command?: readonly string[];
  /** Called whenever something is said, with all that was said so far, and with what sends Ctrl-C. */
  readonly hear?: (said: string, interrupt: () => void) => void;
}

/** Runs the built command as a user would. */
export function ganc(args: readonly string[], { cwd, hear, command = [process.execPath, main] }: Circumstances = {}): Promise<Ran> {
  return new Promise((done) => {
    const [program, ...first] = command;
    const child = spawn(program, [...first, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].on("data", (text) => {
        said[stream] += text;
        hear?.(said.stdout + said.stderr, () => child.kill("SIGINT"));
      });
    }
    child.on("close", (code) => done({ code, ...said }));
  });
}

/** A `hear` that does these things one after another, each when its words have been said. */
export function onceSaid(...steps: readonly (readonly [words: string, act: (interrupt: () => void) => void])[]): NonNullable<Circumstances["hear"]> {
  let step = 0;
  return (said, interrupt) => {
    if (step < steps.length && said.includes(steps[step][0])) steps[step++][1](interrupt);
  };
}

export function scratch(): string {
  return mkdtempSync(join(tmpdir(), "ganc-test-"));
}

export const swiftshader = ["--adapter", "swiftshader"];

/** The file that `ganc init small` makes in a folder. */
export async function initialised(folder: string): Promise<string> {
  const { code, stdout, stderr } = await ganc(["init", "small"], { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  return join(folder, stdout.trim());
}

/** What `train --json` reports, a line each. */
export function reports({ stdout }: Ran): { readonly iteration: number; readonly loss: { readonly [name: string]: number }; readonly metric: { readonly [name: string]: number } }[] {
  return stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
