/** The mistakes under the text: where, what, and what to write instead. Choosing one leads to its place. */

import type { ShownDiagnostic } from "../language/messages.js";
import { element } from "../page/elements.js";

export function showProblems(parent: HTMLElement, diagnostics: readonly ShownDiagnostic[], goTo: (offset: number) => void): void {
  parent.replaceChildren(...diagnostics.map((one) => problem(one, goTo)));
}

function problem({ severity, line, column, message, code, label, help, related, from }: ShownDiagnostic, goTo: (offset: number) => void): HTMLElement {
  const more = [
    ...(label === undefined ? [] : [label]),
    ...related.map((place) => `${place.file === undefined ? `line ${place.line}` : `${place.file}, line ${place.line}`}: ${place.message}`),
    ...(help === undefined ? [] : [help]),
  ];
  const button = element(
    "button",
    { type: "button", class: `problem ${severity}`, title: code },
    element("span", { class: "place" }, `${line}:${column}`),
    element("span", { class: "message" }, message),
    ...more.map((text) => element("span", { class: "more" }, text)),
  );
  button.addEventListener("click", () => goTo(from));
  return button;
}
