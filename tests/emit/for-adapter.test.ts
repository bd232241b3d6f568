import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { forAdapter } from "../../compiler/backend.js";
import { type Compilation, compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { AdapterName } from "../../compiler/wgsl/target.js";

const source = { name: "mlp-gan.gan", text: readFileSync(new URL("../../bench/mlp-gan.gan", import.meta.url), "utf8") };
const compiledFor = (adapter?: AdapterName): Compilation => compile(source, { prelude: preludeSources(), adapter }).compilation!;

test("what is written for another adapter is what is compiled for it", () => {
  const [any, swiftShader] = [compiledFor(), compiledFor("swiftshader")];
  expect(swiftShader.program).not.toEqual(any.program);
  expect(forAdapter(any, "swiftshader").program).toEqual(swiftShader.program);
  expect(forAdapter(swiftShader).program).toEqual(any.program);
});
