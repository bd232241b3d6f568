/** Every example compiles at full width, has the parameters that its paper's network has, and is laid out as `ganc fmt` lays out. */

import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explain } from "../../compiler/explain/explain.js";
import { format } from "../../grammar/format.js";
import { compiled, examples, sourceOf } from "./examples.js";

test("every program of the folder is tested", () => {
  const found = readdirSync(new URL("../../examples/", import.meta.url)).filter((name) => name.endsWith(".gan"));
  expect(found.map((name) => name.replace(".gan", "")).sort()).toEqual(Object.keys(examples).sort());
});

describe.each(Object.entries(examples))("%s", (name, { parameters }) => {
  test("compiles at full width, with the parameters of its networks", () => {
    const compilation = compiled(name);
    const { networks } = explain(compilation);
    expect(Object.fromEntries(Object.entries(networks).map(([network, counted]) => [network, counted.parameters]))).toEqual(parameters);
    expect(compilation.program.name.toLowerCase(), "the program is named for its file").toBe(name.replaceAll("_", ""));
  });

  test("is in canonical layout", () => {
    const source = sourceOf(name);
    expect(format(source)).toBe(source.text);
  });
});
