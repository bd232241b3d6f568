import { expect, test } from "vitest";
import { moduleOf } from "../../runtime/shaders.js";
import { programOf, small } from "../training/program.js";

const { wgsl, kernels } = programOf(small);
const entries = (text: string): string[] => [...text.matchAll(/@compute[^\n]*\nfn (\w+)\(/g)].map(([, name]) => name);
const variables = (text: string): string[] => [...text.matchAll(/var<storage, read_write> (\w+):/g)].map(([, name]) => name);

test("a kernel's module has that kernel, and the variables that it names", () => {
  expect(entries(wgsl).length).toBeGreaterThan(10);
  for (const { entry, bindings } of kernels) {
    const text = moduleOf(entry, wgsl);
    expect(entries(text)).toEqual([entry]);
    // A local name may be a variable's elsewhere, which then stands there too.
    expect(variables(text).length).toBeGreaterThanOrEqual(bindings.length);
    expect(variables(text).length).toBeLessThan(variables(wgsl).length);
    expect(text).toContain("override B: u32");
    expect(text.length).toBeLessThan(wgsl.length);
  }
});

test("together they have everything", () => {
  const whole = kernels.map(({ entry }) => moduleOf(entry, wgsl)).join("\n\n");
  for (const line of wgsl.split("\n")) expect(whole).toContain(line);
});

test("a text without such a kernel is left whole", () => {
  expect(moduleOf("nowhere", wgsl)).toBe(wgsl);
});
