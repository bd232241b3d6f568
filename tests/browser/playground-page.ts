/** The playground, built and served; and what tests ask of its page. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { build, preview } from "vite";

const root = "playground";
/** Milliseconds for what takes one on a machine that does nothing else. */
export const patience = 90_000;

export interface Playground {
  readonly url: string;
  close(): Promise<void>;
}

export async function servePlayground(): Promise<Playground> {
  const folder = mkdtempSync(join(tmpdir(), "playground-"));
  const outDir = join(folder, "dist");
  await build({ root, configFile: `${root}/vite.config.ts`, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const server = await preview({ root, configFile: false, logLevel: "error", build: { outDir }, preview: { port: 0 } });
  return {
    url: server.resolvedUrls!.local[0],
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Loaded, and able to train. */
export async function ready(page: Page): Promise<void> {
  await page.locator("#play:enabled").waitFor({ timeout: patience });
}

/** An expression: the iteration that the page says. */
export const iterationShown = `Number(document.querySelector("#position b")?.textContent?.replace(/,/g, ""))`;

export const iterationOf = (page: Page): Promise<number> => page.evaluate(iterationShown);

export async function untilIteration(page: Page, least: number): Promise<void> {
  await page.waitForFunction(`${iterationShown} >= ${least}`, undefined, { timeout: patience });
}

/** An expression: the pixels of a canvas, as a number that changes with them. */
export const pixelsOf = (selector: string): string => `(() => {
  const canvas = document.querySelector(${JSON.stringify(selector)});
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((sum, value, i) => (sum * 31 + value * ((i % 7) + 1)) % 4294967291, 7);
})()`;

/** How often the page could draw in so many milliseconds, and the longest that it could not. */
export const framesWithin = (page: Page, milliseconds: number): Promise<{ frames: number; worst: number }> =>
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

export const tiny = `gan Tiny
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
