import { expect, test } from "vitest";
import { type Compilation, compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import { small } from "../training/program.js";

const { program: { shared, kernels }, module: { wgsl } } = compile({ name: "small.gan", text: small }, { prelude: preludeSources() }).compilation as Compilation;
const entries = (text: string): string[] => [...text.matchAll(/@compute[^\n]*\nfn (\w+)\(/g)].map(([, name]) => name);
const variables = (text: string): string[] => [...text.matchAll(/var<storage, read_write> (\w+):/g)].map(([, name]) => name);

test("a kernel's module has that kernel, and the variables that it names", () => {
  expect(kernels.length).toBeGreaterThan(10);
  for (const { entry, wgsl: own, bindings } of kernels) {
    expect(entries(own)).toEqual([entry]);
    expect([...own.matchAll(/@binding\((\d+)\)/g)].map(([, binding]) => Number(binding))).toEqual(bindings);
    expect(new Set(variables(own)).size).toBe(bindings.length);
  }
  expect(entries(shared)).toEqual([]);
  expect(shared).toContain("override B: u32");
});

test("together they have everything that stands in the readable one", () => {
  const whole = shared + kernels.map((kernel) => kernel.wgsl).join("\n\n");
  for (const line of wgsl.split("\n").filter((one) => !one.startsWith("//"))) expect(whole).toContain(line);
});
