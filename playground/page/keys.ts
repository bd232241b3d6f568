/** Keys of the whole page; none of them where text is typed, but the one that says so. */

import { element, part } from "./elements.js";

export interface Key {
  readonly key: string;
  readonly does: string;
  readonly act: () => void;
}

export function listenToKeys(keys: readonly Key[], play: () => void): void {
  const list = [...keys.map(({ key, does }) => [key.toUpperCase(), does] as const), ["Ctrl Enter", "Play or pause, also while typing"] as const, ["Esc, then Tab", "Leave the program's text"] as const];
  part("keys-list", HTMLElement).replaceChildren(...list.flatMap(([key, does]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, does)]));
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      return play();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return;
    const found = keys.find(({ key }) => key.toLowerCase() === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    found.act();
  }, { capture: true });
}

function isTyped(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isText = target instanceof HTMLInputElement && target.type !== "range" && target.type !== "checkbox" && target.type !== "radio";
  return isText || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement || target.isContentEditable;
}
