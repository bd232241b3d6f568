/** Words for the reader: one that stays at the top, one that passes. */

import type { AdapterKind } from "../../runtime/adapter.js";
import { element, part } from "./elements.js";

export interface Action {
  readonly label: string;
  readonly act: () => void;
}

/** Says something that stays until `clearNotice`. */
export function notice(title: string, text: string, action?: Action): void {
  const place = part("notice", HTMLElement);
  const button = action && element("button", { type: "button" }, action.label);
  button?.addEventListener("click", () => action?.act());
  place.replaceChildren(element("p", {}, element("strong", {}, `${title} `), text), ...(button ? [button] : []));
  place.hidden = false;
}

export function clearNotice(): void {
  part("notice", HTMLElement).hidden = true;
}

let passing = 0;

export function toast(text: string): void {
  const place = part("toast", HTMLElement);
  place.textContent = text;
  place.hidden = false;
  clearTimeout(passing);
  passing = window.setTimeout(() => (place.hidden = true), 4000);
}

export const withoutWebGpu =
  "Here the program is checked and drawn, and it can be shared, but training needs WebGPU. Open this page in a current Chrome or Edge, in Safari 26 or newer, or in Firefox 141 or newer on Windows; where it is there and switched off, switch on graphics acceleration in the browser's settings. On Linux, Chrome may want chrome://flags/#enable-unsafe-webgpu. The page must come over https or from localhost.";

/** Which device trains, at the foot of the page. */
export function sayAdapter({ label, adapter }: { readonly label: string; readonly adapter: AdapterKind }): void {
  const advice = adapter === "gpu" ? "" : " It computes on the processor: a browser with a graphics card is many times faster.";
  part("adapter", HTMLElement).textContent = `Runs on ${label}, by WebGPU.${advice}`;
}
