/** A slider and a number for every hyper. A slider's range lies around the value as written; a number may be any. */

import type { ModelDescription } from "../language/model.js";
import type { Settings } from "../language/messages.js";
import { element, part } from "./elements.js";

const ticks = 200;

export class Hypers {
  readonly #parent = part("hypers", HTMLElement);
  readonly #reset = part("hypers-reset", HTMLButtonElement);
  #settings: { [hyper: string]: number } = {};
  #written: ReadonlyMap<string, number> = new Map();

  constructor(private readonly onChange: () => void) {
    this.#reset.addEventListener("click", () => {
      this.set({});
      this.onChange();
    });
  }

  get settings(): Settings {
    return this.#settings;
  }

  set(settings: Settings): void {
    this.#settings = { ...settings };
    for (const [name, value] of this.#written) this.#showValue(name, this.#settings[name] ?? value);
    this.#showChanged();
  }

  showFor({ hypers }: ModelDescription): void {
    const written = new Map(hypers.map((hyper) => [hyper.name, hyper.written]));
    const isSame = written.size === this.#written.size && [...written].every(([name, value]) => this.#written.get(name) === value);
    if (isSame && this.#parent.childElementCount > 0) return;
    this.#written = written;
    this.#settings = Object.fromEntries(Object.entries(this.#settings).filter(([name]) => written.has(name)));
    const rows = [...written].flatMap(([name, value]) => this.#row(name, value));
    this.#parent.replaceChildren(...(rows.length > 0 ? rows : [element("p", { class: "empty-note" }, "The program declares none: hyper lr = 1e-3 would stand here with a slider.")]));
    this.#showChanged();
  }

  #row(name: string, written: number): HTMLElement[] {
    const scale = scaleAround(written);
    const now = this.#settings[name] ?? written;
    const label = element("label", { for: `hyper-${name}`, title: name }, name);
    const slider = element("input", { type: "range", id: `hyper-${name}`, min: 0, max: ticks, step: 1, value: scale.place(now), "aria-valuetext": text(now) });
    const number = element("input", { type: "number", step: "any", value: text(now), "aria-label": `${name}, as a number` });
    slider.addEventListener("input", () => {
      const value = scale.value(Number(slider.value));
      number.value = text(value);
      slider.setAttribute("aria-valuetext", text(value));
      this.#change(name, value);
    });
    number.addEventListener("change", () => {
      const value = Number(number.value);
      if (number.value === "" || !Number.isFinite(value)) return void (number.value = text(this.#settings[name] ?? written));
      slider.value = String(scale.place(value));
      this.#change(name, value);
    });
    return [label, slider, number];
  }

  #change(name: string, value: number): void {
    if (value === this.#written.get(name)) delete this.#settings[name];
    else this.#settings[name] = value;
    this.#showChanged();
    this.onChange();
  }

  #showValue(name: string, value: number): void {
    const slider = document.getElementById(`hyper-${name}`);
    if (!(slider instanceof HTMLInputElement)) return;
    slider.value = String(scaleAround(this.#written.get(name) ?? value).place(value));
    const number = slider.nextElementSibling;
    if (number instanceof HTMLInputElement) number.value = text(value);
  }

  #showChanged(): void {
    this.#reset.hidden = Object.keys(this.#settings).length === 0;
    for (const name of this.#written.keys()) this.#parent.querySelector(`label[for="hyper-${name}"]`)?.classList.toggle("changed", name in this.#settings);
  }
}

interface Scale {
  readonly value: (place: number) => number;
  readonly place: (value: number) => number;
}

/** Whole numbers stay whole, from 1 to four times the written one; others go from a thirtieth to thirty times it; around 0, from -1 to 1. */
function scaleAround(written: number): Scale {
  const clamped = (place: number): number => Math.max(0, Math.min(ticks, Math.round(place)));
  if (written > 0 && Number.isInteger(written)) {
    const most = Math.max(8, 4 * written);
    return { value: (place) => Math.round(1 + (place / ticks) * (most - 1)), place: (value) => clamped((ticks * (value - 1)) / (most - 1)) };
  }
  if (written === 0) return { value: (place) => rounded((2 * place) / ticks - 1), place: (value) => clamped((ticks * (value + 1)) / 2) };
  const sign = Math.sign(written);
  return {
    value: (place) => (place === ticks / 2 ? written : rounded(written * 30 ** ((2 * place) / ticks - 1))),
    place: (value) => (sign * value > 0 ? clamped((ticks * (Math.log(value / written) / Math.log(30) + 1)) / 2) : 0),
  };
}

/** To three digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function text(value: number): string {
  const plain = String(value);
  return Math.abs(value) > 0 && Math.abs(value) < 1e-2 ? value.toExponential().replace("e+", "e") : plain;
}
