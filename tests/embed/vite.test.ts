/** The Vite plugin: a production build; and a page that is served, whose model keeps its weights when its file changes and shows what is wrong with it. */

import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build, createServer, type InlineConfig, type ViteDevServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import ganc from "../../embed/vite.js";
import { launchBrowser } from "../browser/browser.js";
import { scratch } from "../cli/ganc.js";
import { typeCheck } from "../emit/typed.js";

const source = (width: number, rate: number): string => `gan Rings
data x: [2]
noise z: [3] ~ normal(0, 1)
generator G(z: [3]) -> [2] { z -> linear(${width}) -> tanh -> linear(2) }
discriminator D(x: [2]) -> [1] { x -> linear(8) -> leaky_relu(0.2) -> linear(1) }
loss D = bce_logits(D(x), 1) + bce_logits(D(G(z)), 0)
loss G = bce_logits(D(G(z)), 1)
train batch 8 { step D by adam(${rate})  step G by adam(${rate}) }
`;

const app = `import gan, { loadTrained } from "./rings.gan";
const buffers = new Set();
const { createBuffer } = GPUDevice.prototype;
const { destroy } = GPUBuffer.prototype;
GPUDevice.prototype.createBuffer = function (descriptor) { const buffer = createBuffer.call(this, descriptor); buffers.add(buffer); return buffer; };
GPUBuffer.prototype.destroy = function () { buffers.delete(this); return destroy.call(this); };
const model = await gan({ seed: 4 });
const trained = await loadTrained({ seed: 5, device: model.device });
const weights = async () => Object.fromEntries([...await model.weights()].map(([name, { values }]) => [name, [...values]]));
const x = { values: Float32Array.from({ length: 64 }, (_, i) => Math.sin(i)), shape: [2], count: 32 };
const reports = [];
globalThis.app = {
  weights,
  reports,
  buffers: () => buffers.size,
  dispose() { model.dispose(); trained.dispose(); },
  noise: () => trained.program.inputs.find(({ kind }) => kind === "noise").distribution,
  given: async () => Object.fromEntries([...await trained.weights()].map(([name, { values }]) => [name, [...values]])),
  spoil: () => model.weights().then((all) => model.setWeights(new Map([...all].map(([name, { shape, values }]) => [name, { shape, values: values.map(() => 3e38) }])))),
  async sampleUntil(noise) { let count = 0; for (let last = false; !last; count++) { last = app.noise() === noise; await trained.sample(3, { seed: 1 }); } return count; },
  width: () => model.program.slots.find(({ name }) => name === "G.linear1.bias").shape[0],
  async train(iterations) { for await (const { iteration, loss } of model.train({ x }, { iterations })) reports.push([iteration, loss.D]); return reports.length; },
};
`;

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = scratch();
const config: InlineConfig = { root: folder, configFile: false, logLevel: "silent", plugins: [ganc()], server: { port: 0, fs: { strict: false } } };
let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "ganc"));
  for (const [name, text] of Object.entries({ "package.json": `{ "type": "module" }`, "index.html": `<!doctype html><script type="module" src="/app.js"></script>`, "app.js": app, "rings.gan": source(6, 1e-3) })) writeFileSync(join(folder, name), text);
  server = await createServer(config);
  await server.listen();
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(server.resolvedUrls!.local[0]);
  await page.waitForFunction(() => "app" in globalThis, undefined, { timeout: 60_000 });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

type Weights = { readonly [name: string]: readonly number[] };
const weights = (): Promise<Weights> => page.evaluate("app.weights()");
const width = (): Promise<number> => page.evaluate("app.width()");

test("a change keeps the weights whose shapes stay, under the page's own model", async () => {
  expect(await page.evaluate("app.train(3)")).toBe(3);
  const before = await weights();
  writeFileSync(join(folder, "rings.gan"), source(9, 1e-3));
  await page.waitForFunction("app.width() === 9");
  const after = await weights();
  for (const name of ["D.linear1.weight", "D.linear2.bias", "G.linear2.bias"]) expect(after[name], name).toEqual(before[name]);
  expect(after["G.linear1.weight"]).toHaveLength(27);
});

test("training that is under way goes on with the new one", async () => {
  const training = page.evaluate<number>("app.train(400)");
  await page.waitForFunction("app.reports.length > 10");
  const before = await width();
  writeFileSync(join(folder, "rings.gan"), source(before + 1, 1e-3));
  await page.waitForFunction(`app.width() === ${before + 1}`);
  expect(await training).toBe(403);
});

test("a model that only samples keeps its weights too, and samples on meanwhile", async () => {
  const given = (): Promise<Weights> => page.evaluate("app.given()");
  const [before, file] = [await given(), readFileSync(join(folder, "rings.gan"), "utf8")];
  const sampling = page.evaluate<number>(`app.sampleUntil("normal(0, 2)")`);
  writeFileSync(join(folder, "rings.gan"), file.replace("normal(0, 1)", "normal(0, 2)"));
  expect(await sampling).toBeGreaterThan(1);
  expect(await given()).toEqual(before);

  const width = before["G.linear1.bias"].length;
  writeFileSync(join(folder, "rings.gan"), file.replace(`linear(${width})`, `linear(${width + 2})`));
  await page.waitForFunction(`app.noise() === "normal(0, 1)"`);
  const after = await given();
  expect(after["G.linear2.bias"]).toEqual(before["G.linear2.bias"]);
  expect(after["G.linear1.bias"]).toHaveLength(width + 2);
});

test("a mistake stands in the overlay, at its line, and goes when it is mended", async () => {
  const good = readFileSync(join(folder, "rings.gan"), "utf8");
  writeFileSync(join(folder, "rings.gan"), good.replace("-> linear(2) }", "-> linear(3) }"));
  const overlay = page.locator("vite-error-overlay");
  await overlay.waitFor({ state: "attached" });
  const said = await overlay.evaluate((element) => element.shadowRoot!.textContent);
  expect(said).toMatch(/rings\.gan:4:\d+/);
  expect(said).toContain("[3]");
  // Mended, and a little more: so that it shows when the page has come to it.
  const before = await width();
  writeFileSync(join(folder, "rings.gan"), good.replace(`linear(${before})`, `linear(${before + 1})`));
  await overlay.waitFor({ state: "detached" });
  await page.waitForFunction(`app.width() === ${before + 1}`);
});

test("weights of a training that has blown up are not kept; of all models that there were, no buffer is left", async () => {
  await page.evaluate("app.spoil()");
  await page.evaluate("app.train(2)");
  expect(Object.values(await weights()).flat().every(Number.isFinite)).toBe(false);
  const before = await width();
  writeFileSync(join(folder, "rings.gan"), source(before + 1, 1e-3));
  await page.waitForFunction(`app.width() === ${before + 1}`);
  expect(Object.values(await weights()).flat().every(Number.isFinite)).toBe(true);
  expect(await page.evaluate("app.buffers()")).toBeGreaterThan(0);
  await page.evaluate("app.dispose()");
  expect(await page.evaluate("app.buffers()")).toBe(0);
});

test("types are written beside the file, and a wrong name fails in tsc", () => {
  expect(readFileSync(join(folder, "rings.d.gan.ts"), "utf8")).toContain("export interface Networks");
  const use = `import gan from "./rings.gan";\nconst model = await gan();\nconst [one]: [1] = [(await model.networks.D([1, 2])).shape[1]];\nconsole.log(one, await model.sample(2, { z: 0 }));\n`;
  const options = ["--allowArbitraryExtensions", "--skipLibCheck", "--lib", "es2023,dom"];
  expect(typeCheck(folder, "use.ts", use, ...options)).toBe("");
  expect(typeCheck(folder, "use.ts", use.replace("networks.D", "networks.E"), ...options)).toContain("Property 'E' does not exist on type 'Networks'");
});

test("a production build holds the model and nothing of Node, of the compiler or of hot reloading", async () => {
  const outDir = join(folder, "dist");
  await build({ ...config, build: { outDir, write: true, minify: false } });
  const [file] = readdirSync(join(outDir, "assets"));
  const text = readFileSync(join(outDir, "assets", file), "utf8");
  expect(text).toContain("Rings");
  for (const absent of ["node:", "createRequire", "import.meta.hot", "unpackSwiftShader", "chevrotain"]) expect(text, absent).not.toContain(absent);
});
