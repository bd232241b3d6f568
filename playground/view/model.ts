/** The model as boxes and arrows: from data and noise through the networks' layers to the losses. */

import type { ModelDescription } from "../language/model.js";
import type { Report } from "../../runtime/train.js";
import { element } from "../page/elements.js";
import { type Arrows, arrowLayer, drawArrows, roomBelow } from "./arrows.js";
import { lossBox, networkBox, type Pointing, sourceBox } from "./boxes.js";
import { hueOfNetwork } from "./kinds.js";
import { isLane, layersOf } from "./layers.js";

export class ModelGraph {
  readonly #svg = arrowLayer();
  #boxes: ReadonlyMap<string, HTMLElement> = new Map();
  /** Boxes, and the lanes of arrows between them. */
  #places: ReadonlyMap<string, HTMLElement> = new Map();
  #arrows: Arrows = { forward: [], backward: [] };
  #model: ModelDescription | undefined;
  #values = new Map<string, HTMLElement>();
  readonly #moved: ResizeObserver;

  constructor(
    private readonly parent: HTMLElement,
    private readonly pointing: Pointing,
  ) {
    this.#moved = new ResizeObserver(() => drawArrows(this.#svg, this.#arrows, this.#places));
    this.#moved.observe(parent);
  }

  showFor(model: ModelDescription): void {
    // Lines move with every line that is typed above them, and the boxes point at lines: so they are all made again.
    if (JSON.stringify(model) === JSON.stringify(this.#model)) return;
    this.#model = model;
    const isUsed = new Set(model.flows.map(({ from }) => from));
    const boxes: [string, HTMLElement][] = [
      ...model.sources.filter(({ kind, name }) => isUsed.has(`${kind} ${name}`)).map((source): [string, HTMLElement] => [`${source.kind} ${source.name}`, sourceBox(source, this.pointing)]),
      ...model.networks.map((network): [string, HTMLElement] => [`network ${network.name}`, networkBox(network, this.pointing)]),
      ...model.losses.map((loss): [string, HTMLElement] => [`loss ${loss.name}`, lossBox(loss, this.pointing)]),
    ];
    this.#boxes = new Map(boxes);
    this.#values = new Map(boxes.flatMap(([name, box]) => [...box.querySelectorAll<HTMLElement>(".value")].map((value) => [name, value] as const)));
    const { columns, ways, backward } = layersOf([...this.#boxes.keys()], model.flows);
    const lanes = columns.flat().filter(isLane).map((lane) => [lane, element("div", { class: "lane" })] as const);
    this.#places = new Map([...this.#boxes, ...lanes]);
    const hues = new Map(model.networks.map(({ name, word }) => [`network ${name}`, hueOfNetwork(word)]));
    const kindOf = (source: string): string => (source.startsWith("data ") ? "real" : kinds[hues.get(source) ?? "soft"] ?? "");
    this.#arrows = {
      forward: ways.map((way) => ({ ...way, kind: kindOf(way.source) })),
      backward: backward.map((flow) => ({ ...flow, kind: kindOf(flow.from) })),
    };
    this.parent.style.paddingBottom = `${roomBelow(backward.length)}px`;
    this.parent.replaceChildren(this.#svg, ...columns.map((column) => element("div", { class: "rank" }, ...column.flatMap((place) => this.#places.get(place) ?? []))));
    this.#moved.disconnect();
    this.#moved.observe(this.parent);
    for (const box of this.#boxes.values()) this.#moved.observe(box);
  }

  /** The newest losses stand in their boxes. */
  push({ loss }: Report): void {
    for (const [name, value] of Object.entries(loss)) {
      const place = this.#values.get(`loss ${name}`);
      if (place) place.textContent = Number.isFinite(value) ? value.toFixed(3) : String(value);
    }
  }

  /** Lights up what a step moves: a loss and the networks that it is over; nothing where none is named. */
  light(losses: readonly string[]): void {
    const over = new Set((this.#model?.losses ?? []).filter(({ name }) => losses.includes(name)).flatMap((loss) => [`loss ${loss.name}`, ...loss.over.map((network) => `network ${network}`)]));
    for (const [name, box] of this.#boxes) box.classList.toggle("active", over.has(name));
  }
}

const kinds: { readonly [hue: string]: string } = { made: "made", judge: "judged" };
