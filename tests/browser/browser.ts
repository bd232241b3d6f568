/** A real browser, Chromium from npm, with the software adapter that comes with it; and pages served from this machine. */

import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const webGpu = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];

/** `without`: one that gives no WebGPU, as some of the readers' do. */
export async function launchBrowser(gpu: "with" | "without" = "with"): Promise<Browser> {
  const executablePath = await sparticuz.executablePath();
  return chromium.launch({ executablePath, headless: true, args: ["--no-sandbox", ...(gpu === "with" ? webGpu : ["--disable-features=WebGPU"])] });
}
