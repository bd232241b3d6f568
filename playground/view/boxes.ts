/** The boxes of a model. Pointing at one points at its line in the program; choosing one goes there. */

import type { LossDescription, NetworkDescription, SourceDescription } from "../language/model.js";
import { element } from "../page/elements.js";
import { hueOfNetwork } from "./kinds.js";

export interface Pointing {
  point(line: number | undefined): void;
  goToLine(line: number): void;
}

/** Layers that are shown before somebody asks for all. */
const mostStages = 9;

export function sourceBox({ kind, name, shape, detail, line }: SourceDescription, pointing: Pointing): HTMLElement {
  return element("div", { class: `node ${kind}` }, headRow(name, kind, shape, line, pointing), ...(detail === undefined ? [] : [element("span", { class: "text" }, kind === "noise" ? `~ ${detail}` : detail)]));
}

export function networkBox(network: NetworkDescription, pointing: Pointing): HTMLElement {
  const { name, word, frozen, parameters, stages, line, output } = network;
  const rows = stages.map((stage) => {
    const row = element(
      "button",
      { type: "button", class: stage.parameters > 0 ? "stage-row" : "stage-row plain", title: `${stage.text} gives ${stage.shape}${stage.parameters > 0 ? `, ${count(stage.parameters)} weights` : ""}` },
      element("span", { class: "what" }, stage.text),
      element("span", { class: "shape" }, stage.shape),
      element("span", { class: "count" }, stage.parameters > 0 ? count(stage.parameters) : ""),
    );
    return linked(row, stage.line, pointing);
  });
  const shown = rows.length > mostStages + 2 ? mostStages : rows.length;
  const list = element("div", { class: "stages" }, ...rows.slice(0, shown));
  if (shown < rows.length) list.append(more(rows.slice(shown), list));
  const title = `${frozen ? "frozen " : ""}${word}`;
  // Several outputs by name are too much for the title's line.
  const isNamed = output.startsWith("(");
  const head = headRow(name, title, isNamed ? "" : output, line, pointing);
  head.append(element("span", { class: "count" }, count(parameters)));
  return element("div", { class: `node ${classOf(network)}` }, head, ...(isNamed ? [element("span", { class: "text", title: output }, output)] : []), list);
}

export function lossBox({ name, over, text, line }: LossDescription, pointing: Pointing): HTMLElement {
  const value = element("span", { class: "value" }, "");
  const head = linked(element("button", { type: "button", class: "head-row" }, element("span", {}, element("span", { class: "kind" }, "loss "), element("span", { class: "name" }, name)), value), line, pointing);
  return element("div", { class: "node loss" }, head, element("span", { class: "text", title: text }, `moves ${over.join(", ")}`));
}

function classOf({ word }: NetworkDescription): string {
  const hue = hueOfNetwork(word);
  return hue === "made" ? "generator" : hue === "judge" ? "judge" : "network";
}

function headRow(name: string, kind: string, shape: string, line: number | undefined, pointing: Pointing): HTMLElement {
  return linked(element("button", { type: "button", class: "head-row" }, element("span", {}, element("span", { class: "name" }, name), element("span", { class: "kind" }, ` ${kind}`)), element("span", { class: "shape" }, shape)), line, pointing);
}

function more(rows: readonly HTMLElement[], list: HTMLElement): HTMLElement {
  const button = element("button", { type: "button", class: "stages-more" }, `${rows.length} more layers`);
  button.addEventListener("click", () => {
    button.remove();
    list.append(...rows);
  });
  return button;
}

function linked<T extends HTMLElement>(box: T, line: number | undefined, { point, goToLine }: Pointing): T {
  if (line === undefined) return box;
  box.addEventListener("pointerenter", () => point(line));
  box.addEventListener("pointerleave", () => point(undefined));
  box.addEventListener("focus", () => point(line));
  box.addEventListener("blur", () => point(undefined));
  box.addEventListener("click", () => goToLine(line));
  return box;
}

function count(parameters: number): string {
  if (parameters < 10_000) return parameters.toLocaleString("en");
  return parameters < 1e6 ? `${(parameters / 1e3).toFixed(1)}k` : `${(parameters / 1e6).toFixed(2)}M`;
}
