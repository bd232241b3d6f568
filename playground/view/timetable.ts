/** The steps of an iteration in their order: which are done, which comes next. */

import type { Position } from "../training/messages.js";
import type { ModelDescription } from "../language/model.js";
import { element } from "../page/elements.js";
import { hueOfNetwork } from "./kinds.js";

/** More steps than this stand together with those of their kind. */
const mostApart = 12;

interface Turn {
  readonly graph: string;
  readonly first: number;
  readonly count: number;
}

export class Timetable {
  #shown = "";

  constructor(private readonly parent: HTMLElement) {}

  set isBusy(is: boolean) {
    this.parent.setAttribute("aria-busy", String(is));
  }

  show({ runs, done }: Position, model: ModelDescription | undefined): void {
    const state = JSON.stringify([runs, done]);
    if (state === this.#shown) return;
    this.#shown = state;
    this.parent.replaceChildren(...turnsOf(runs).map((turn) => chip(turn, done, model)));
  }
}

function turnsOf(runs: readonly string[]): readonly Turn[] {
  const turns: Turn[] = [];
  runs.forEach((graph, place) => {
    const last = turns.at(-1);
    if (runs.length > mostApart && last?.graph === graph) turns[turns.length - 1] = { ...last, count: last.count + 1 };
    else turns.push({ graph, first: place, count: 1 });
  });
  return turns;
}

function chip({ graph, first, count }: Turn, done: number, model: ModelDescription | undefined): HTMLElement {
  const progress = Math.max(0, Math.min(count, done - first));
  const isNext = done >= first && done < first + count;
  const state = progress === count ? "done" : isNext ? "next" : "";
  const text = count === 1 ? graph : progress > 0 && progress < count ? `${graph}  ${progress} of ${count}` : `${graph} × ${count}`;
  return element("span", { class: `turn ${state}`, style: `--dot: var(--${hueOf(graph, model)})`, "aria-current": isNext && "step" }, text);
}

/** Of a step, the names of its losses. */
export function lossesOf(graph: string | undefined): readonly string[] {
  return graph?.startsWith("step ") ? graph.slice("step ".length).replace(/ \(\d+\)$/, "").split(", ") : [];
}

function hueOf(graph: string, model: ModelDescription | undefined): string {
  const loss = model?.losses.find(({ name }) => lossesOf(graph)[0] === name);
  return hueOfNetwork(model?.networks.find(({ name }) => name === loss?.over[0])?.word);
}
