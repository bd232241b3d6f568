/** Reads and compiles away from the page, so that typing never waits for it. */

import { buildModule, buildProbed, read } from "./build.js";
import type { LanguageAnswer, LanguageRequest } from "./messages.js";

const answer = (message: LanguageAnswer): void => self.postMessage(message);

let newest = 0;

self.addEventListener("message", ({ data }: MessageEvent<LanguageRequest>) => {
  void (data.kind === "compile" ? compile(data) : giveModule(data)).catch((error: unknown) => answer({ kind: "failed", message: error instanceof Error ? error.message : String(error) }));
});

async function compile({ version, source, settings }: Extract<LanguageRequest, { kind: "compile" }>): Promise<void> {
  newest = version;
  const { diagnostics, model, checked } = read(source, settings);
  answer({ kind: "read", version, diagnostics, model });
  // What was typed meanwhile is taken in here, and makes this version an old one.
  await new Promise((resolve) => setTimeout(resolve));
  if (checked && newest === version) answer({ kind: "built", version, ...buildProbed(checked) });
}

async function giveModule({ source, settings }: Extract<LanguageRequest, { kind: "module" }>): Promise<void> {
  const { checked } = read(source, settings);
  const { default: runtime } = await import("virtual:standalone-runtime");
  if (checked) answer({ kind: "module", name: checked.name, text: buildModule(checked, runtime) });
  else answer({ kind: "failed", message: "a program with mistakes in it has no module" });
}
