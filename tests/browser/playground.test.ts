/** The playground as a person uses it: types, plays, steps, slides, shares; and what it says where there is no WebGPU. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build, preview, type PreviewServer } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { linkTo } from "../../playground/page/share.js";
import { readSafetensors } from "../../runtime/safetensors.js";
import { launchBrowser } from "./browser.js";

const root = "playground";
/** Milliseconds for what takes one on a machine that does nothing else. */
const patience = 90_000;
let folder: string;
let server: PreviewServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "playground-"));
  const outDir = join(folder, "dist");
  await build({ root, configFile: `${root}/vite.config.ts`, logLevel: "error", build: { outDir, emptyOutDir: true } });
  server = await preview({ root, configFile: false, logLevel: "error", build: { outDir }, preview: { port: 0 } });
  browser = await launchBrowser();
});

afterEach(async () => {
  await page.close();
  expect(complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(hash = "", on = browser): Promise<void> {
  page = await on.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
  page.setDefaultTimeout(patience);
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${server.resolvedUrls!.local[0]}${hash}`);
}

/** Loaded, and able to train. */
async function ready(): Promise<void> {
  await page.locator("#play:enabled").waitFor({ timeout: patience });
}

const text = (selector: string): Promise<string> => page.locator(selector).innerText();
const iteration = async (): Promise<number> => Number((await text("#position b >> nth=0")).replace(/,/g, ""));
const untilIteration = async (least: number): Promise<void> => {
  await page.waitForFunction((wanted) => Number(document.querySelector("#position b")?.textContent?.replace(/,/g, "")) >= wanted, least, { timeout: patience });
};
/** The pixels of a canvas, as a short text that changes with them. */
const picture = (selector: string): Promise<string> =>
  page.locator(selector).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const data = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height).data;
    return String(data.reduce((sum, value, i) => (sum * 31 + value * ((i % 7) + 1)) % 4294967291, 7));
  });

/** How often the page could draw in so many milliseconds, and the longest that it could not. */
const framesWithin = (milliseconds: number): Promise<{ frames: number; worst: number }> =>
  page.evaluate(
    (time) =>
      new Promise((resolve) => {
        const start = performance.now();
        let [frames, worst, last] = [0, 0, start];
        const frame = (): void => {
          const now = performance.now();
          [frames, worst, last] = [frames + 1, Math.max(worst, now - last), now];
          if (now - start < time) requestAnimationFrame(frame);
          else resolve({ frames, worst });
        };
        requestAnimationFrame(frame);
      }),
    milliseconds,
  );

const tiny = `gan Tiny
hyper lr = 1e-2, width = 8
data x: [2]
noise z: [2] ~ normal(0, 1)
generator G(z: [2]) -> [2] { z -> linear(width) -> tanh -> linear(2) }
discriminator D(x: [2]) -> [1] { x -> linear(width) -> tanh -> linear(1) }
let fake = G(z)
loss D = non_saturating_d(D(x), D(fake))
loss G = non_saturating_g(D(fake))
metric score = mean(sigmoid(D(x)))
train batch 32 {
  repeat 2 { step D by adam(lr) }
  step G by adam(lr)
}
`;

async function write(source: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(source);
}

/** The tiny program, loaded: its schedule stands there. */
async function openTiny(): Promise<void> {
  await open(new URL(await linkTo({ source: tiny, settings: {}, data: ["ring"], seed: 1 }, server.resolvedUrls!.local[0])).hash);
  await page.waitForFunction(() => document.querySelectorAll(".turn").length === 3);
  await ready();
}

describe("the playground", () => {
  it("plays the ring: samples move, losses are drawn, the page never freezes, and the buttons stop it", async () => {
    await open();
    await ready();
    expect(await text("#adapter")).toMatch(/swiftshader/i);
    await page.waitForTimeout(300);
    const before = await picture("#stage");
    await page.getByRole("button", { name: "Play" }).click();
    await untilIteration(4);
    const { frames, worst } = await framesWithin(1000);
    expect(frames).toBeGreaterThan(20);
    expect(worst).toBeLessThan(500);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Play" }).waitFor();
    expect(await picture("#stage")).not.toBe(before);
    expect(await text(".chart >> nth=0")).toMatch(/loss D\s*-?\d+\.\d+\s*loss G\s*-?\d+\.\d+/);
    const done = await iteration();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.waitForFunction(() => document.querySelector("#position b")?.textContent === "0");
    expect(done).toBeGreaterThanOrEqual(4);
  });

  it("shows a mistake under the text while it is typed, and leads to its place", async () => {
    await open();
    await ready();
    await write(tiny.replace("D(fake))\nmetric", "D(fak))\nmetric"));
    const problem = page.locator(".problem");
    await problem.first().waitFor();
    expect(await problem.first().innerText()).toMatch(/9:\d+[\s\S]*fak[\s\S]*fake/);
    await page.locator(".cm-lintRange-error").first().waitFor();
    await problem.first().click();
    await page.keyboard.press("Control+ArrowRight");
    await page.keyboard.insertText("e");
    await page.waitForFunction(() => document.querySelector(".problem") === null);
    expect(await text("#compiled")).toBe("No mistakes");
  });

  it("goes through the schedule one step at a time, and moves whom the step is over", async () => {
    await openTiny();
    expect(await page.locator(".turn").allInnerTexts()).toEqual(["step D", "step D", "step G"]);
    const weights = async (): Promise<ReadonlyMap<string, string>> => {
      await page.locator("#download-menu").click();
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#download-weights").click()]);
      expect(file.suggestedFilename()).toBe("Tiny.safetensors");
      return new Map([...readSafetensors(readFileSync(await file.path())).tensors].map(([name, { values }]) => [name, [...values].join()]));
    };
    const states = [await weights()];
    for (const done of [1, 2, 0]) {
      await page.getByRole("button", { name: "Step", exact: true }).click();
      await page.waitForFunction((count) => document.querySelectorAll(".turn.done").length === count, done);
      states.push(await weights());
    }
    const moved = states.slice(1).map((after, i) => new Set([...after].filter(([name, values]) => states[i].get(name) !== values).map(([name]) => name.split(".")[0])));
    expect(moved.map((names) => [...names])).toEqual([["D"], ["D"], ["G"]]);
    expect(await iteration()).toBe(1);
  });

  it("slides a hyper and keeps the weights, or says which start anew; a link brings all of it back", async () => {
    await openTiny();
    await page.locator("#iterate").click();
    await untilIteration(1);
    await page.locator("#hyper-lr").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector<HTMLButtonElement>("#hypers-reset")?.hidden === false);
    await page.waitForTimeout(600);
    await ready();
    expect(await iteration()).toBe(1);
    await page.getByLabel("width, as a number").fill("12");
    await page.keyboard.press("Enter");
    await page.locator("#toast", { hasText: "G and D start anew" }).waitFor();
    await page.waitForFunction(() => document.querySelector("#position b")?.textContent === "0");

    const opened = new URL(page.url()).hash;
    await page.locator("#share").click();
    // The page was opened by a link itself: the new one is another.
    await page.waitForFunction((old) => location.hash.startsWith("#p=") && location.hash !== old, opened);
    const { hash } = new URL(page.url());
    await page.close();
    await open(hash);
    await ready();
    expect(await page.locator(".cm-content").innerText()).toContain("gan Tiny");
    expect(await page.getByLabel("width, as a number").inputValue()).toBe("12");
    expect(await text("#model-note")).toContain("Tiny");
  });

  it("takes drawn points, points at lines from the model, and gives a module that imports nothing", async () => {
    await open();
    await ready();
    await page.locator("#data-0").selectOption("drawn");
    const box = (await page.locator("#stage").boundingBox())!;
    await page.mouse.move(box.x + 100, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 140, { steps: 8 });
    await page.mouse.up();
    // With no point drawn yet there is nothing to train on, and the page says so until there is.
    await page.locator("#notice").waitFor({ state: "hidden" });
    await ready();
    await page.locator(".stage-row").first().hover();
    await page.locator(".cm-pointed").waitFor();
    await page.locator("#download-menu").click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#download-module").click()]);
    const module = readFileSync(await file.path(), "utf8");
    expect(file.suggestedFilename()).toBe("Ring.mjs");
    expect(module).not.toMatch(/^import /m);
    expect(module).not.toMatch(/field_D|pull/);
    await page.addScriptTag({ type: "module", content: `${module}
      const gan = await load();
      document.title = String((await gan.sample(5)).shape);
      gan.dispose();` });
    await page.waitForFunction(() => document.title === "5,2");
  });

  it("fits a phone, with nothing to scroll sideways", async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: "reduce" });
    await page.goto(server.resolvedUrls!.local[0]);
    await ready();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const heights = await page.locator(".buttons button").evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  });

  it("says that there is no WebGPU, and what to do, and checks programs all the same", async () => {
    const without = await launchBrowser("without");
    try {
      await open("", without);
      await page.locator("#notice", { hasText: "no WebGPU" }).waitFor();
      expect(await text("#notice")).toMatch(/Chrome[\s\S]*Safari[\s\S]*Firefox/);
      expect(await page.locator("#play").isDisabled()).toBe(true);
      expect(await page.locator(".node").count()).toBeGreaterThan(4);
    } finally {
      await without.close();
    }
  });
});
