/** What a run does when it is stopped, resumed, watched, or read by somebody who has seen enough. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { type Ran, ganc, initialised, main, onceSaid, reports, scratch, swiftshader } from "./ganc.js";

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

test("a run that goes on keeps its --set values and its end, unless it is given others", async () => {
  const [file, out] = [join(folder, "set.gan"), join(folder, "set")];
  writeFileSync(file, "hyper a = 1, b = 1\ndata x: [2]\nnetwork N(v: [2]) -> [1] { v -> linear(1) }\nloss N = mean(N(x))\nmetric as = 0 * mean(x) + a\nmetric bs = 0 * mean(x) + b\ntrain batch 10000 { step N by sgd(0.1) }\n");
  const go = (...more: string[]): Promise<Ran> => ganc(["train", file, "--data", "ring", "--json", ...swiftshader, ...more]);
  const seen = (ran: Ran): object[] => reports(ran).map(({ iteration, metric }) => ({ iteration, ...metric }));
  await go("--iterations", "3", "--set", "a=2", "--set", "b=3", "--out", out);
  const whole = await go("--resume", out);
  expect([whole.code, seen(whole)], whole.stderr).toEqual([0, []]);
  expect(seen(await go("--resume", out, "--iterations", "5", "--set", "b=4"))).toEqual([{ iteration: 4, as: 2, bs: 4 }, { iteration: 5, as: 2, bs: 4 }]);
  // An epoch is five batches of the ring's 50,000 points.
  expect(seen(await go("--resume", out, "--epochs", "2")).at(-1)).toEqual({ iteration: 10, as: 2, bs: 4 });
  expect(seen(await go("--resume", out))).toEqual([]);

  const checkpoint = join(out, "checkpoint.safetensors");
  const { tensors, metadata: { asked, ...metadata } } = readSafetensors(readFileSync(checkpoint));
  expect(JSON.parse(asked)).toEqual({ epochs: 2, set: { a: 2, b: 4 } });
  writeFileSync(checkpoint, writeSafetensors(tensors, metadata));
  expect(seen(await go("--resume", out, "--iterations", "11")), "a checkpoint that doesn't say").toEqual([{ iteration: 11, as: 1, bs: 1 }]);
  writeFileSync(checkpoint, writeSafetensors(tensors, { ...metadata, asked: '{"iterations":-1}' }));
  expect(await go("--resume", out)).toMatchObject({ code: 1, stderr: expect.stringContaining("is no checkpoint") });
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

test("nor is one that leaves while it hears the messages", async () => {
  const out = join(folder, "deaf");
  const command = ["bash", "-c", `"${process.execPath}" "${main}" "$@" 2>&1 | head -n 1; exit "\${PIPESTATUS[0]}"`, "ganc"];
  const ran = await ganc([...train, "--iterations", "6", "--batch", "16", "--out", out], { command });
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Small on .*\n$/) });
  expect(readSafetensors(readFileSync(join(out, "checkpoint.safetensors"))).metadata.iteration).toBe("6");
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
