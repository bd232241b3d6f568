/** What a run does when it is stopped, resumed, watched, or read by somebody who has seen enough. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ganc, initialised, main, onceSaid, reports, scratch, swiftshader } from "./ganc.js";

const folder = scratch();
let train: readonly string[] = [];
beforeAll(async () => {
  train = ["train", await initialised(folder), "--data", "ring", "--json", ...swiftshader];
});

test("Ctrl-C stops cleanly, and the run goes on from there as if it had not been stopped", async () => {
  const [out, whole] = [join(folder, "stopped"), join(folder, "whole")];
  const stopped = await ganc([...train, "--iterations", "100000", "--batch", "16", "--seed", "5", "--out", out], { hear: onceSaid(['"iteration":5,', (interrupt) => interrupt()]) });
  expect(stopped.code, stopped.stderr).toBe(0);
  expect(stopped.stderr).toContain(`--resume ${out}`);
  const done = reports(stopped).length;
  const end = ["--iterations", String(done + 3)];
  const resumed = await ganc([...train, ...end, "--resume", out]);
  expect(reports(resumed).map(({ iteration }) => iteration)).toEqual([done + 1, done + 2, done + 3]);
  const unbroken = await ganc([...train, ...end, "--batch", "16", "--seed", "5", "--sample-every", "3", "--out", whole]);
  expect(reports(unbroken)).toEqual([...reports(stopped), ...reports(resumed)]);
  for (const file of ["log.jsonl", "weights.safetensors", "samples.png"]) expect(readFileSync(join(out, file)).equals(readFileSync(join(whole, file))), file).toBe(true);
});

test("Ctrl-C that arrives twice, as under npm, is one wish: the checkpoint is written", async () => {
  const out = join(folder, "twice");
  const twice = (interrupt: () => void): void => [0, 4, 8].forEach((wait) => setTimeout(interrupt, wait));
  const stopped = await ganc([...train, "--iterations", "100000", "--batch", "16", "--out", out], { hear: onceSaid(['"iteration":5,', twice]) });
  expect(stopped.code, stopped.stderr).toBe(0);
  expect(stopped.stderr).toContain(`--resume ${out}`);
  expect(existsSync(join(out, "checkpoint.safetensors"))).toBe(true);
});

test("an epoch is a pass over the data", async () => {
  const file = join(folder, "slight.gan");
  writeFileSync(file, "data x: [2]\nnetwork N(v: [2]) -> [1] { v -> linear(1) }\nloss N = mean(N(x))\ntrain batch 10000 { step N by sgd(0.1) }\n");
  const ran = await ganc(["train", file, "--data", "ring", "--json", "--epochs", "2", "--out", join(folder, "epochs"), ...swiftshader]);
  expect(ran.code, ran.stderr).toBe(0);
  // The ring has 50,000 points.
  expect(reports(ran)).toHaveLength(10);
});

test("a reader that leaves is no reason to lose a run", async () => {
  const out = join(folder, "piped");
  const command = ["bash", "-c", `"${process.execPath}" "${main}" "$@" | head -n 1`, "ganc"];
  const ran = await ganc([...train, "--iterations", "6", "--batch", "16", "--out", out], { command });
  expect(reports(ran)).toHaveLength(1);
  expect(ran.stderr).toContain("done after iteration 6");
  expect(ran.stderr).not.toMatch(/EPIPE|\n\s+at /);
});

test("build --watch builds again, shows mistakes, and goes on", async () => {
  const [file, out] = [join(folder, "watched.gan"), join(folder, "watched")];
  const network = (width: number): string => `gan Watched\nnetwork N(v: [2]) -> [${width}] { v -> linear(${width}) }\n`;
  writeFileSync(file, network(1));
  const hear = onceSaid(
    ["watching", () => writeFileSync(file, "gan Watched\nlet a = b\n")],
    ["there is no b", () => writeFileSync(file, network(3))],
    [`${out}/watched.wgsl\n${out}/watched.mjs`, (interrupt) => interrupt()],
  );
  const ran = await ganc(["build", file, "-o", out, "--watch"], { hear });
  expect(ran.code).toBe(0);
  expect(readFileSync(join(out, "watched.d.ts"), "utf8")).toContain("network N(v: [2]) → [3], 9 parameters");
});
