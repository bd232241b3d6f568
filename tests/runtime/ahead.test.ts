/** Kernels compiled by other processes: on SwiftShader, which keeps none, but which every machine has. The processes run what was built. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import type { KernelText } from "../../runtime/waiting.js";

const built = new URL("../../dist/runtime/node/", import.meta.url);
const { Ahead, keepsKernels } = (await import(new URL("ahead.js", built).href)) as typeof import("../../runtime/node/ahead.js");

const kernel = (text = "x[lane] = 1.0;"): KernelText => ({
  code: `@group(0) @binding(3) var<storage, read_write> x: array<f32>;\n@compute @workgroup_size(64)\nfn main(@builtin(local_invocation_index) lane: u32) { ${text} }`,
  entryPoint: "main",
  bindings: [3],
  constants: {},
});
const kernels = Array.from({ length: 8 }, () => kernel());
const long = kernel(Array.from({ length: 100 }, (_, i) => `x[lane + ${i}u] = sqrt(x[lane * 2u]);`).join("\n"));
const wrong = kernel("no WGSL");
/** Whatever is launched was in the cache, or was not, as far as the time says. */
const [always, never] = [Infinity, 0];

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 10));
};

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill();
  vi.unstubAllEnvs();
});

function start(within: number): ChildProcess {
  return (child = fork(new URL("ahead-process.js", built), ["swiftshader", String(within)], { stdio: ["ignore", "ignore", "ignore", "ipc"] }));
}

test.each([[always, true], [never, false]])("a process says when it can begin, and of a long kernel launched within %d ms that it was there: %s; left alone, it ends", async (within, found) => {
  const started = start(within);
  expect(await once(started, "message")).toEqual([{}, undefined]);
  started.send(long);
  expect((await once(started, "message"))[0]).toEqual({ found });
  started.send(kernel());
  // A short one may have been compiled as fast.
  expect((await once(started, "message"))[0]).toEqual(found ? {} : { found });
  started.disconnect();
  expect((await once(started, "exit"))[0]).toBe(0);
});

test("a kernel that is none ends it", async () => {
  const started = start(always);
  await once(started, "message");
  started.send(wrong);
  expect((await once(started, "exit"))[0]).not.toBe(0);
});

test("few kernels start none; more are all taken, by as many as may be, which end then", async () => {
  const ahead = new Ahead("swiftshader", 3, never);
  kernels.slice(1).forEach(ahead.compiling);
  await Promise.resolve();
  expect([ahead.processes, ahead.left]).toEqual([0, 7]);
  ahead.compiling(kernels[0]);
  await Promise.resolve();
  expect([ahead.processes, ahead.left]).toEqual([1, 8]);
  await until(() => ahead.left < 8 && ahead.processes === 3);
  await until(() => ahead.processes === 0);
  expect(ahead.left).toBe(0);
});

test("one that fails isn't missed, and what comes later is tried again", async () => {
  const ahead = new Ahead("swiftshader", 1, never);
  [...kernels, wrong].forEach(ahead.compiling);
  await Promise.resolve();
  await until(() => ahead.processes === 0);
  expect(ahead.left).toBe(8);
  ahead.compiling(kernel());
  await Promise.resolve();
  expect(ahead.processes).toBe(1);
  await until(() => ahead.processes === 0);
  expect(ahead.left).toBe(0);
});

test("where a kernel was there, so is what is launched before it, and nobody else starts", async () => {
  const ahead = new Ahead("swiftshader", 3, always);
  [wrong, wrong, long].forEach(ahead.compiling);
  await Promise.resolve();
  kernels.forEach(ahead.compiling);
  await Promise.resolve();
  await until(() => {
    expect(ahead.processes).toBeLessThanOrEqual(1);
    return ahead.processes === 0;
  });
  expect(ahead.left).toBe(0);
});

test("where no process may be, nothing is kept", async () => {
  const ahead = new Ahead("swiftshader", 0);
  kernels.forEach(ahead.compiling);
  await Promise.resolve();
  expect([ahead.processes, ahead.left]).toEqual([0, 0]);
});

test.each([["", true], ["false", true], ["0", true], ["true", false], ["1", false]])("MESA_SHADER_CACHE_DISABLE=%s: Mesa keeps kernels: %s", (value, kept) => {
  vi.stubEnv("MESA_SHADER_CACHE_DISABLE", value);
  expect(keepsKernels()).toBe(kept);
});
