/** `NAME.d.ts` under TypeScript itself: the use that the design shows compiles, and a name that the model doesn't have fails. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { emitTypes } from "../../compiler/emit/types.js";
import { ganc } from "../cli/ganc.js";
import { compiled, model } from "./program.js";
import { project, typeCheck } from "./typed.js";

const opening = `
import { load, loadTrained } from "./model.mjs";
const gan = await load({ seed: 7 });
const data = { x: { values: new Float32Array(16), shape: [1, 4, 4], count: 1 }, y: { values: Int32Array.of(0), shape: [], count: 1 } };
`;

const use = `${opening}
for await (const s of gan.train(data, { iterations: 3 })) console.log(s.iteration, s.loss.D + s.loss.G, s.metric.wasserstein.toFixed(3));
const { pixels, shape } = await gan.sample(16, { name: "inverted", c: 2, z: new Float32Array(32), seed: 3 });
await gan.sample(16, { inputs: { c: 2 } });
const judged = await gan.networks.D(pixels);
const [validity, labels]: [1, 3] = [judged.validity.shape[1], judged.label.shape[1]];
const row: 4 = (await gan.networks.G([1, 2], 0)).shape[3];
const watched: number | undefined = gan.metrics.wasserstein;
console.log(validity, labels, row, watched);
const trained = await loadTrained({ weights: await gan.weights() });
console.log((await trained.sample(4, { c: 1 })).shape);
const first: number = pixels[0] * shape[0];
gan.setWeights(await gan.weights());
console.log(first, gan.iteration);
gan.dispose();
`;

let folder = "";
beforeAll(async () => {
  folder = project(new Map([["package.json", `{ "type": "module" }`], ["model.gan", model]]));
  const { code, stderr } = await ganc(["build", "model.gan", "-o", "."], { cwd: folder });
  expect(code, stderr).toBe(0);
});

test("the model's own use compiles under the strict compiler", () => {
  expect(typeCheck(folder, "use.ts", use)).toBe("");
  expect(typeCheck(folder, "use.ts", use, "--module", "esnext", "--moduleResolution", "bundler")).toBe("");
});

test.each([
  ["a metric", "for await (const s of gan.train(data)) s.metric.wassertein;", "'wassertein' does not exist on type 'Metrics'"],
  ["a loss", "for await (const s of gan.train(data)) s.loss.E;", "'E' does not exist on type 'Losses'"],
  ["a data name", "gan.train({ x: data.x });", "Property 'y' is missing"],
  ["a sample", `gan.sample(4, { name: "fake" });`, `"fake"`],
  ["an input", "gan.sample(4, { k: 2 });", "'k' does not exist in type 'ModelSampleRequest'"],
  ["an input among inputs", "gan.sample(4, { inputs: { k: 2 } });", "'k' does not exist in type 'SampleInputs'"],
  ["a network", "gan.networks.E([1]);", "Property 'E' does not exist on type 'Networks'"],
  ["a network's parameters in number", "gan.networks.G([1, 2]);", "Expected 2 arguments, but got 1"],
  ["a field of what a network makes", "(await gan.networks.D([1])).valid;", "Property 'valid' does not exist"],
  ["a shape", "const wide: 5 = (await gan.networks.G([1, 2], 0)).shape[3];", "Type '4' is not assignable to type '5'"],
  ["a metric of the last report", "gan.metrics.wassertein;", "'wassertein' does not exist on type 'Partial<Metrics>'"],
  ["what a trained model doesn't do", "(await loadTrained()).train(data);", "Property 'train' does not exist on type 'TrainedModel'"],
])("%s by a wrong name fails", (_, line, words) => {
  const said = typeCheck(folder, "wrong.ts", `${opening}\n${line}\n`);
  expect(said).toContain(words);
  expect(said.trim().split("\n").filter((text) => /error TS/.test(text))).toHaveLength(1);
});

test("shapes, ranges and classes stand in the docs", () => {
  const types = readFileSync(join(folder, "model.d.ts"), "utf8");
  expect(types).toContain("/** [1, 4, 4], scaled into [0, 1]. */\n  readonly x: DataSamples;");
  expect(types).toContain("/** A label of 0 to 2. */\n  readonly y: DataSamples;");
  expect(types).toContain("@param c A label of 0 to 2, for each sample");
  expect(types).toContain("- generator G(z: [2], c: class[3]) → [1, 4, 4], 96 parameters");
  expect(types).toContain("- discriminator D(x: [1, 4, 4]) → (validity: [1], label: [3]), 172 parameters");
});

test("the same bytes each time", () => {
  const [a, b] = [compiled(model), compiled(model)];
  expect(emitTypes(a.checked, a.program)).toBe(emitTypes(b.checked, b.program));
});

test("a model without training, data or samples has types too", () => {
  const { checked, program } = compiled("network N(v: [2]) -> [1] { v -> linear(1) }");
  const files = new Map([["model.d.mts", emitTypes(checked, program)], ["package.json", "{}"]]);
  expect(typeCheck(project(files), "use.mts", `import { load, program } from "./model.mjs";\nconst gan = await load();\nconsole.log((await gan.weights()).size, program.name);\n`)).toBe("");
});

test("frozen networks are known by name where the model is loaded", () => {
  const { checked, program } = compiled(`noise z: [2] ~ normal(0, 1)\nfrozen network F(v: [2]) -> [1] from "f.safetensors" { v -> linear(1) }\nsample s = F(z)`);
  const files = project(new Map([["model.d.mts", emitTypes(checked, program)], ["package.json", "{}"]]));
  const use = (network: string): string => `import { load } from "./model.mjs";\nconst gan = await load({ seed: 1, frozen: { ${network}: new Map([["linear1.bias", { shape: [1], values: Float32Array.of(1) }]]) } });\nconsole.log((await gan.sample(2)).shape);\n`;
  expect(typeCheck(files, "use.mts", use("F"))).toBe("");
  expect(typeCheck(files, "use.mts", use("E"))).toContain("'E' does not exist in type 'FrozenNetworks'");
});
