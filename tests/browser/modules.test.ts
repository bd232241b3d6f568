/** A built module in a real browser: it trains, samples and ends there as it does in Node. */

import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Gan, LoadOptions } from "../../runtime/index.js";
import type { Values } from "../../runtime/turns.js";
import { ganc, scratch } from "../cli/ganc.js";
import { testDevice } from "../device.js";
import { launchBrowser } from "./browser.js";
import { type Served, serveFolder } from "./static.js";
import { openTab } from "./tab.js";

const source = `
gan Rings
data x: [2]
noise z: [4] ~ normal(0, 1)
generator G(z: [4]) -> [2] { z -> linear(32) -> batch_norm -> leaky_relu(0.2) -> linear(32) -> tanh -> linear(2) }
discriminator D(x: [2]) -> [1] { x -> linear(32) -> leaky_relu(0.2) -> dropout(0.1) -> linear(1) }
loss D = bce_logits(D(x), 1) + bce_logits(D(G(z)), 0)
loss G = bce_logits(D(G(z)), 1)
train batch 64 { step D by adam(1e-3, beta1: 0.5)  step G by adam(1e-3, beta1: 0.5) }
`;

/** What pages/modules.html gives to tests. */
interface InPage {
  readonly adapter: string;
  buffers(): number;
  load(seed: number): Promise<number>;
  loadBeside(model: number, seed: number): Promise<number>;
  train(model: number, iterations: number): Promise<number[][]>;
  trainTogether(models: readonly number[], iterations: number): Promise<number[][][]>;
  sample(model: number, count: number, seed: number): Promise<number[]>;
  noise(model: number, count: number, seed: number): Promise<number[]>;
  judge(model: number, points: readonly number[]): Promise<number[]>;
  sampleAlone(model: number, count: number, seed: number): Promise<number[]>;
  lose(model: number): void;
  dispose(): void;
  counted(model: number): number;
}

const folder = scratch();
let browser: Browser;
let served: Served;
let page: Page;

beforeAll(async () => {
  writeFileSync(join(folder, "model.gan"), source);
  const { code, stderr } = await ganc(["build", "model.gan", "-o", ".", "--standalone"], { cwd: folder });
  expect(code, stderr).toBe(0);
  copyFileSync(fileURLToPath(new URL("pages/modules.html", import.meta.url)), join(folder, "modules.html"));
  served = await serveFolder(folder);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  served?.close();
});

const complaints: string[] = [];

beforeEach(async () => {
  page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${served.url}/modules.html`);
  await page.waitForFunction(() => "page" in window);
});

afterEach(async () => {
  await page.close();
  expect(complaints.splice(0)).toEqual([]);
});

/** Calls one of the page's functions there. */
function call<Name extends keyof InPage>(name: Name, ...given: InPage[Name] extends (...given: infer G) => unknown ? G : []): Promise<InPage[Name] extends (...given: never[]) => infer R ? Awaited<R> : InPage[Name]> {
  return page.evaluate(([wanted, values]) => {
    const found = (window as unknown as { page: { [key: string]: unknown } }).page[wanted];
    return typeof found === "function" ? found(...values) : found;
  }, [name, given] as [string, unknown[]]) as ReturnType<typeof call<Name>>;
}

const x = { values: Float32Array.from({ length: 512 }, (_, i) => Math.sin(3 * i)), shape: [2], count: 256 };

test("the same seed gives Node's noise to the bit, and its losses, its samples and its networks' values within 1e-4", async () => {
  const { load } = (await import(pathToFileURL(join(folder, "model.mjs")).href)) as { load(options: LoadOptions): Promise<Gan> };
  const gan = await load({ seed: 7, device: await testDevice() });
  const model = await call("load", 7);
  expect(await call("adapter")).toMatch(/google|swiftshader/);
  expect(await call("noise", model, 16, 3)).toEqual([...(await gan.noise(16, 3)).get("z")!]);

  const losses: number[][] = [];
  for await (const { loss } of gan.train({ x }, { iterations: 20 })) losses.push([loss.D, loss.G]);
  near((await call("train", model, 20)).flat(), losses.flat());
  const { pixels } = await gan.sample(100, { seed: 5 });
  near(await call("sample", model, 100, 5), pixels);
  const points = [0, 0, 1, 1, -1, 0.5];
  near(await call("judge", model, points), ((await gan.networks.D(points)) as Values).values);
  near(await call("sampleAlone", model, 100, 5), pixels);
  gan.dispose();
});

function near(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found.length).toBe(wanted.length);
  const furthest = Array.from(wanted, (value, i) => Math.abs(value - found[i]) / Math.max(1, Math.abs(value))).reduce((a, b) => Math.max(a, b), 0);
  expect(furthest).toBeLessThan(1e-4);
}

test("two models on one page, on one device and at the same time, are as each alone", async () => {
  const first = await call("load", 1);
  const second = await call("loadBeside", first, 2);
  const together = await call("trainTogether", [first, second], 5);
  const alone = [await call("load", 1), await call("load", 2)];
  expect([await call("train", alone[0], 5), await call("train", alone[1], 5)]).toEqual(together);
  expect(together[0]).not.toEqual(together[1]);
});

test("a device that is destroyed is an error by name, while training and after, and the other model goes on", async () => {
  const [lost, other] = [await call("load", 1), await call("load", 2)];
  const training = call("train", lost, 100_000);
  const told = training.then(() => "nothing", (error: Error) => error.message);
  await call("train", other, 2);
  await call("lose", lost);
  expect(await told).toContain("DeviceLostError: the device was lost (destroyed)");
  await expect(call("sample", lost, 4, 0)).rejects.toThrow("DeviceLostError");
  expect(await call("train", other, 2)).toHaveLength(2);
});

test("a tab in the background, where nothing is drawn and timers are held back, trains on, also through a freeze, and loses no iteration", async () => {
  const tab = await openTab(browser, `${served.url}/modules.html`);
  await tab.until(`"page" in window`);
  const iterations = 100;
  const inFront = await tab.evaluate(`page.load(4).then((model) => page.train(model, ${iterations}))`);
  const model = await tab.evaluate<number>("page.load(4)");
  await tab.evaluate("window.frames = 0; (function frame() { frames++; requestAnimationFrame(frame); })()");
  await tab.until("frames > 2");

  await tab.hide();
  const drawn = await tab.evaluate<number>("frames");
  await tab.evaluate(`window.losses = undefined; void page.train(${model}, ${iterations}).then((found) => (losses = found))`);
  await tab.until(`page.iteration(${model}) > 5`);
  // Timers, events and messages stand still now. Answers of the device still come in Chromium; a browser that holds them back too lets training wait.
  await tab.freeze();
  await tab.thaw();
  await tab.until("losses !== undefined", 90_000);
  expect(await tab.evaluate("document.visibilityState")).toBe("hidden");
  expect(await tab.evaluate("frames")).toBe(drawn);
  expect(await tab.evaluate("losses")).toEqual(inFront);

  await tab.show();
  await tab.until(`frames > ${drawn}`);
  await tab.close();
});

test("disposed of, a model leaves no buffer, also when it was disposed of in the middle of training", async () => {
  const [idle, trained, training] = [await call("load", 1), await call("load", 2), await call("load", 3)];
  await call("train", trained, 3);
  await call("sample", trained, 70, 1);
  await call("judge", trained, [1, 2]);
  const told = call("train", training, 100_000).then(() => "nothing", (error: Error) => error.message);
  await call("sample", idle, 1, 1);
  expect(await call("buffers")).toBeGreaterThan(20);
  await call("dispose");
  expect(await told).toContain("has been disposed of");
  expect(await call("buffers")).toBe(0);
});
