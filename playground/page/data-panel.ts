/** Which data the program is trained on: a choice for each `data` declaration, among what fits its shape. */

import type { DataInput } from "../../runtime/program.js";
import mnist from "virtual:mnist";
import { type DataChoice, type DataShape, defaultChoice, groupsOf, shapeOfGroup } from "../data/choice.js";
import { droppedIn, type Picked } from "../data/picked.js";
import { element, part } from "./elements.js";
import { listenToDrops } from "./drops.js";
import { PicturePicker } from "./picture-picker.js";

interface Offer {
  readonly value: string;
  readonly label: string;
}

const offers: { readonly [shape in DataShape]: readonly Offer[] } = {
  points: [
    { value: "ring", label: "Ring of 8" },
    { value: "grid", label: "Grid of 25" },
    { value: "two_moons", label: "Two moons" },
    { value: "swiss_roll", label: "Spiral" },
    { value: "line", label: "Line" },
    { value: "drawn", label: "Draw your own" },
  ],
  pictures: [
    { value: "digits", label: "Digits" },
    ...(mnist === undefined ? [] : [{ value: "mnist", label: "Handwritten digits (MNIST)" }]),
    { value: "pictures", label: "Your pictures" },
  ],
  vectors: [{ value: "blobs", label: "Eight bumps" }],
};

/** What the panel asks of the page. */
export interface DataEvents {
  /** Another choice holds. */
  chosen(): void;
  /** Points can be drawn now, or no longer. */
  drawing(isOn: boolean): void;
  refused(message: string): void;
}

export class DataPanel {
  #groups: readonly (readonly DataInput[])[] = [];
  #choices: DataChoice[] = [];
  /** What the lists show: one's own data is asked for before it is there. */
  #asked: string[] = [];
  #pickers: ReadonlyMap<number, PicturePicker> = new Map();
  #points: number[] = [];
  #shape = "";
  readonly #note = part("data-note", HTMLElement);

  constructor(
    private readonly parent: HTMLElement,
    private readonly events: DataEvents,
  ) {
    listenToDrops(parent.closest("section") ?? parent, (transfer) => void this.#dropped(transfer));
  }

  get choices(): readonly DataChoice[] {
    return this.#choices;
  }

  /** For a link: a choice that can't travel is its shape's first. */
  get names(): readonly string[] {
    return this.#choices.map(nameOf);
  }

  get isDrawing(): boolean {
    return this.#asked[0] === "drawn";
  }

  /** For these inputs; `wanted` are names of choices, of an example or a link. */
  showFor(inputs: readonly { readonly kind: string }[], wanted: readonly string[] = []): void {
    const groups = groupsOf(inputs);
    const shape = JSON.stringify(groups.map((group) => group.map(({ name, shape, classes }) => [name, shape, classes])));
    if (shape === this.#shape && wanted.length === 0) return;
    const again = groups.map((group, i) => (wanted[i] === undefined && shapeOfGroup(group) === "pictures" && this.#asked[i] === "pictures" ? this.#pickers.get(i)?.picked ?? [] : []));
    this.#shape = shape;
    this.#groups = groups;
    this.#choices = groups.map((group, i) => choiceNamed(wanted[i] ?? this.#asked[i], shapeOfGroup(group)));
    this.#asked = this.#choices.map((choice, i) => (again[i].length > 0 ? "pictures" : nameOf(choice)));
    this.#pickers = new Map(groups.flatMap((group, i) => (shapeOfGroup(group) === "pictures" ? [[i, this.#pickerFor(group, i)] as const] : [])));
    this.#show();
    again.forEach((picked, place) => this.#take(place, picked));
  }

  #show(): void {
    this.parent.replaceChildren(...this.#groups.flatMap((group, i) => this.#row(group, i)));
    this.#tell("");
    this.events.drawing(this.isDrawing);
  }

  #row(group: readonly DataInput[], place: number): HTMLElement[] {
    const shape = shapeOfGroup(group);
    const names = group.map(({ name }) => name).join(", ");
    const select = element("select", { "aria-label": `Data for ${names}`, id: `data-${place}` }, ...offers[shape].map(({ value, label }) => element("option", { value }, this.#groups.length > 1 ? `${names}: ${label}` : label)));
    select.value = this.#asked[place];
    select.addEventListener("change", () => this.#choose(place, select.value));
    const buttons = shape === "points" && place === 0 && select.value === "drawn" ? [this.#clearButton()] : select.value === "pictures" ? this.#pickers.get(place)?.buttons ?? [] : [];
    return [select, ...buttons];
  }

  #clearButton(): HTMLElement {
    const clear = element("button", { type: "button", id: "clear-drawn" }, "Clear");
    clear.addEventListener("click", () => {
      this.#points = [];
      this.events.drawing(true);
    });
    return clear;
  }

  #choose(place: number, name: string): void {
    this.#ask(place, name);
    if (name === "drawn") return this.#takeDrawn();
    if (name !== "pictures") {
      this.#choices[place] = choiceNamed(name, shapeOfGroup(this.#groups[place]));
      return this.events.chosen();
    }
    const { picked = [] } = this.#pickers.get(place) ?? {};
    if (picked.length > 0) this.#take(place, picked);
    else this.#tell("Choose a folder or files, or drop them here. Sub-folders are classes. Nothing leaves this page.");
  }

  /** The list shows what is asked for, with its buttons; who came by the keyboard stays at it. */
  #ask(place: number, name: string): void {
    this.#asked[place] = name;
    this.#show();
    this.parent.querySelector<HTMLElement>(`#data-${place}`)?.focus();
  }

  #tell(text: string): void {
    this.#note.textContent = text;
  }

  /** A point under the pointer; the data changes when the stroke ends. */
  draw(x: number, y: number): void {
    this.#points.push(x, y);
  }

  get drawn(): Float32Array {
    return Float32Array.from(this.#points);
  }

  strokeEnded(): void {
    this.#takeDrawn();
  }

  #takeDrawn(): void {
    if (this.#points.length === 0) return;
    this.#choices[0] = { kind: "drawn", points: this.drawn };
    this.events.chosen();
  }

  #pickerFor(group: readonly DataInput[], place: number): PicturePicker {
    const [, height, width] = (group.find(({ classes }) => classes === undefined) ?? group[0]).shape;
    const labelled = group.some(({ classes }) => classes !== undefined);
    const isAsked = (): boolean => this.#asked[place] === "pictures";
    return new PicturePicker({ width, height, labelled }, {
      read: (pictures) => {
        if (!isAsked()) return;
        this.#choices[place] = { kind: "pictures", ...pictures };
        this.events.chosen();
      },
      tell: (text) => {
        if (isAsked()) this.#tell(text);
      },
      refused: (message) => this.events.refused(message),
    });
  }

  #take(place: number, picked: readonly Picked[]): void {
    if (picked.length > 0) void this.#pickers.get(place)?.take(picked);
  }

  /** For the list that asks for pictures, else for the first that could. */
  async #dropped(transfer: DataTransfer): Promise<void> {
    const place = [...this.#pickers.keys()].find((one) => this.#asked[one] === "pictures") ?? [...this.#pickers.keys()][0];
    if (place === undefined) return this.events.refused("This program is trained on no pictures: they need data of a shape like [1, 28, 28] or [3, 64, 64].");
    try {
      const picked = await droppedIn(transfer);
      this.#ask(place, "pictures");
      this.#take(place, picked);
    } catch (error) {
      this.events.refused(`What was dropped could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function nameOf(choice: DataChoice): string {
  return choice.kind === "points" ? choice.name : choice.kind;
}

/** One that needs what isn't here, or doesn't fit, is the shape's first. */
function choiceNamed(name: string | undefined, shape: DataShape): DataChoice {
  if (shape === "points" && name !== undefined && name !== "drawn" && offers.points.some(({ value }) => value === name)) return { kind: "points", name };
  if (shape === "pictures" && name === "mnist" && mnist !== undefined) return { kind: "mnist", address: new URL(mnist, location.href).href };
  return defaultChoice(shape);
}
