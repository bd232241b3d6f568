import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command as a user would. `interrupt`: sends Ctrl-C when stderr or stdout says this. */
export function ganc(args: readonly string[], { cwd, interrupt, command = [process.execPath, main] }: { cwd?: string; interrupt?: string; command?: readonly string[] } = {}): Promise<Ran> {
  return new Promise((done) => {
    const [program, ...first] = command;
    const child = spawn(program, [...first, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
    let stdout = "";
    let stderr = "";
    let sent = false;
    const look = (): void => {
      if (sent || interrupt === undefined || !(stdout + stderr).includes(interrupt)) return;
      sent = true;
      child.kill("SIGINT");
    };
    child.stdout.on("data", (text) => {
      stdout += text;
      look();
    });
    child.stderr.on("data", (text) => {
      stderr += text;
      look();
    });
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

export function scratch(): string {
  return mkdtempSync(join(tmpdir(), "ganc-test-"));
}
