/** examples/embed, each started with its one command: the page's slider moves, the server answers with a picture, the worker trains while the page draws. */

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser/browser.js";
import { scratch } from "../cli/ganc.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: { readonly [name: string]: string } };
const started: ChildProcess[] = [];
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  for (const child of started) child.kill();
});

/** Where it serves, once it does. Nothing is trained: the models are fresh ones. */
function start(name: string): Promise<string> {
  const [command, ...words] = scripts[`example:${name}`].split(" ");
  const child = spawn(command, [...words, "--port", "0", "--iterations", "0", "--adapter", "swiftshader", "--out", scratch()], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let said = "";
  return new Promise((done, fail) => {
    const hear = (text: Buffer): void => {
      said += text.toString();
      const found = /http:\S+/.exec(said);
      if (found) done(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => fail(new Error(`${name} ended with ${code}: ${said}`)));
  });
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage();
  // For what takes seconds on a machine that does nothing else.
  page.setDefaultTimeout(90_000);
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(url);
  return page;
}

const picture = (page: Page): Promise<string> => page.evaluate("document.querySelector('canvas').toDataURL()");

test("the slider goes from one digit to another", async () => {
  const page = await open(await start("page"));
  await page.waitForFunction("document.querySelector('output').value === '0 %'");
  const first = await picture(page);
  await page.locator("input").fill("0.5");
  await page.waitForFunction("document.querySelector('output').value === '50 %'");
  const middle = await picture(page);
  expect(middle).not.toBe(first);
  await page.getByRole("button").click();
  await page.waitForFunction((before) => document.querySelector("canvas")!.toDataURL() !== before, middle);
  await page.close();
});

test("the server answers with faces, the same for the same seed, and refuses what it can't make", async () => {
  const url = await start("server");
  const get = (path: string): Promise<Response> => fetch(new URL(path, url));
  const bytes = async (path: string): Promise<Buffer> => Buffer.from(await (await get(path)).arrayBuffer());
  const face = await bytes("/face.png?seed=7");
  const { width, height } = PNG.sync.read(face);
  expect([width, height]).toEqual([64, 64]);
  expect(await bytes("/face.png?seed=7")).toEqual(face);
  expect(await bytes("/face.png?seed=8")).not.toEqual(face);
  const both = await Promise.all([bytes("/faces.png?count=3"), bytes("/faces.png?count=3&seed=1")]);
  expect(both.map((file) => PNG.sync.read(file).width)).toEqual([192, 192]);
  expect((await get("/faces.png?count=1000")).status).toBe(400);
});

test("the page draws on while its worker trains", async () => {
  const page = await open(await start("worker"));
  await page.waitForFunction("/^iteration [1-9]/.test(document.querySelector('output').value)");
  await page.evaluate("longestFrame()");
  const before = await picture(page);
  await page.waitForFunction("Number(/iteration (\\d+)/.exec(document.querySelector('output').value)[1]) >= 20");
  expect(await picture(page)).not.toBe(before);
  // A software adapter and a browser share this machine: a page that waited for the training would stand still for seconds.
  expect(await page.evaluate("longestFrame()")).toBeLessThan(1000);
  await page.close();
});
