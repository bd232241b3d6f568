/** A real browser, Chromium from npm, with the software adapter that comes with it; and pages served from this machine. */

import { type Browser, chromium } from "playwright-core";
import { unpackedChromium } from "./chromium.js";

/** What Playwright asks for that no user's browser does: to treat a page in the background as one in front. */
const indulgences = ["--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding"];
const webGpu = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];

/** `without`: one that gives no WebGPU, as some of the readers' do. */
export async function launchBrowser(gpu: "with" | "without" = "with"): Promise<Browser> {
  const { executablePath, env } = unpackedChromium();
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, headless: true, ignoreDefaultArgs: indulgences, args: ["--no-sandbox", ...(gpu === "with" ? webGpu : ["--disable-features=WebGPU"])] });
}
