/** Which data the program is trained on: a choice for each `data` declaration, among what fits its shape. */

import type { DataInput } from "../../runtime/program.js";
import { type DataChoice, type DataShape, defaultChoice, groupsOf, shapeOfGroup } from "../data/choice.js";
import { readPictures } from "../data/pictures.js";
import { element } from "./elements.js";

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
    { value: "pictures", label: "Your pictures…" },
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
  #points: number[] = [];
  #shape = "";

  constructor(
    private readonly parent: HTMLElement,
    private readonly events: DataEvents,
  ) {}

  get choices(): readonly DataChoice[] {
    return this.#choices;
  }

  /** For a link: a choice that can't travel is its shape's first. */
  get names(): readonly string[] {
    return this.#choices.map(nameOf);
  }

  get isDrawing(): boolean {
    return this.#groups.length > 0 && this.#selected(0) === "drawn";
  }

  /** For these inputs; `wanted` are names of choices, of an example or a link. */
  showFor(inputs: readonly { readonly kind: string }[], wanted: readonly string[] = []): void {
    const groups = groupsOf(inputs);
    const shape = JSON.stringify(groups.map((group) => group.map(({ name, shape, classes }) => [name, shape, classes])));
    if (shape === this.#shape && wanted.length === 0) return;
    this.#shape = shape;
    this.#groups = groups;
    this.#choices = groups.map((group, i) => choiceNamed(wanted[i] ?? (this.#choices[i] && nameOf(this.#choices[i])), shapeOfGroup(group)));
    this.#show();
  }

  #show(): void {
    this.parent.replaceChildren(...this.#groups.flatMap((group, i) => this.#picker(group, i)));
    this.events.drawing(this.isDrawing);
  }

  #picker(group: readonly DataInput[], place: number): HTMLElement[] {
    const shape = shapeOfGroup(group);
    const names = group.map(({ name }) => name).join(", ");
    const select = element("select", { "aria-label": `Data for ${names}`, id: `data-${place}` }, ...offers[shape].map(({ value, label }) => element("option", { value }, this.#groups.length > 1 ? `${names}: ${label}` : label)));
    select.value = nameOf(this.#choices[place]);
    select.addEventListener("change", () => this.#choose(place, select.value));
    const clear = element("button", { type: "button", id: "clear-drawn", hidden: this.#selected(place) !== "drawn" }, "Clear");
    clear.addEventListener("click", () => {
      this.#points = [];
      this.events.drawing(true);
    });
    return shape === "points" && place === 0 ? [select, clear] : [select];
  }

  #selected(place: number): string {
    const select = this.parent.querySelector<HTMLSelectElement>(`#data-${place}`);
    return select?.value ?? (this.#choices[place] ? nameOf(this.#choices[place]) : "");
  }

  #choose(place: number, name: string): void {
    const clear = this.parent.querySelector<HTMLElement>("#clear-drawn");
    if (place === 0 && clear) clear.hidden = name !== "drawn";
    this.events.drawing(this.isDrawing);
    if (name === "pictures") return this.#askForPictures(place);
    if (name === "drawn") return this.#takeDrawn();
    this.#choices[place] = choiceNamed(name, shapeOfGroup(this.#groups[place]));
    this.events.chosen();
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

  #askForPictures(place: number): void {
    const [, height, width] = this.#groups[place][0].shape;
    const input = element("input", { type: "file", accept: "image/*", multiple: true });
    input.addEventListener("change", () => void this.#takePictures(place, [...(input.files ?? [])], width, height));
    input.addEventListener("cancel", () => this.#show());
    input.click();
  }

  async #takePictures(place: number, files: readonly File[], width: number, height: number): Promise<void> {
    const read = await readPictures(files, width, height);
    if (read.count === 0) {
      this.events.refused("None of these files is a picture that this browser can read.");
      return this.#show();
    }
    this.#choices[place] = { kind: "pictures", name: "your pictures", ...read };
    this.events.chosen();
  }
}

function nameOf(choice: DataChoice): string {
  return choice.kind === "points" ? choice.name : choice.kind;
}

/** One that needs what isn't here, or doesn't fit, is the shape's first. */
function choiceNamed(name: string | undefined, shape: DataShape): DataChoice {
  if (shape === "points" && name !== undefined && name !== "drawn" && offers.points.some(({ value }) => value === name)) return { kind: "points", name };
  return defaultChoice(shape);
}
