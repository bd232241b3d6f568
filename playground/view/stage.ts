/** The large canvas: chooses how samples are looked at by their shape, and which layers there are to switch. */

import { element } from "../page/elements.js";
import type { Probes } from "../language/probes.js";
import type { Frame, Shown } from "../training/messages.js";
import { Axis } from "./axis.js";
import { Pictures } from "./pictures.js";
import { Plane } from "./plane.js";
import { shade } from "./palette.js";
import { Surface } from "./surface.js";
import type { LayerName, Layers, View } from "./view.js";

export interface StageProgram {
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly range: readonly [number, number];
  readonly probes: Probes;
  readonly hasData: boolean;
  /** Of the label that its noise holds, where it holds one. */
  readonly classes?: number;
}

export interface Sketch {
  readonly points: Float32Array;
  readonly extent: number;
}

interface LayerOffer {
  readonly name: LayerName;
  readonly label: string;
}

export class Stage {
  readonly #surface: Surface;
  #view: View | undefined;
  #layers: { [name in LayerName]: boolean } = { real: true, made: true, field: true, manifold: false, pull: false };
  #isPictures = false;
  #shape = "";
  /** The class that is asked for; -1 for whichever is drawn. */
  label = -1;
  #sketch: Sketch | undefined;

  constructor(
    canvas: HTMLCanvasElement,
    private readonly legend: HTMLElement,
    private readonly onLayers: () => void,
  ) {
    this.#surface = new Surface(canvas, (context, width, height) => {
      this.#view?.draw(context, width, height, this.layers);
      if (this.#sketch) drawSketch(context, width, height, this.#sketch);
    });
  }

  /** Which are switched on: of pictures one, for one kind fills the sheet. */
  get layers(): Layers {
    return this.#layers;
  }

  showFor(program: StageProgram): void {
    const shape = JSON.stringify(program);
    if (shape === this.#shape) return;
    this.#shape = shape;
    const wasPictures = this.#isPictures;
    this.#isPictures = program.shape.length >= 2;
    this.#view = this.#isPictures ? new Pictures(program.range) : program.shape[0] === 1 ? new Axis() : new Plane();
    if (wasPictures !== this.#isPictures) this.#layers = { real: !this.#isPictures, made: true, field: true, manifold: false, pull: false };
    this.label = -1;
    this.#offer(this.#isPictures ? pictureLayers(program) : pointLayers(program), program.classes);
  }

  #offer(offers: readonly LayerOffer[], classes: number | undefined): void {
    this.legend.replaceChildren(
      ...offers.map(({ name, label }) => {
        const input = element("input", { type: this.#isPictures ? "radio" : "checkbox", name: "layer", value: name, checked: this.#layers[name] });
        input.addEventListener("change", () => this.#switch(name, input.checked));
        return element("label", { class: "layer" }, input, element("span", { class: `mark ${name}` }), label);
      }),
      ...(classes === undefined ? [] : [this.#classPicker(classes)]),
    );
  }

  #classPicker(classes: number): HTMLElement {
    const select = element("select", {}, element("option", { value: -1 }, "all"), ...Array.from({ length: classes }, (_, i) => element("option", { value: i }, String(i))));
    select.addEventListener("change", () => {
      this.label = Number(select.value);
      this.onLayers();
    });
    return element("label", { class: "layer" }, "Class", select);
  }

  #switch(name: LayerName, isOn: boolean): void {
    this.#layers = this.#isPictures ? { real: false, made: false, field: false, manifold: false, pull: false, [name]: true } : { ...this.#layers, [name]: isOn };
    this.#surface.invalidate();
    this.onLayers();
  }

  /** Switches the layer of this place in the legend, as its box does. */
  toggle(place: number): void {
    this.legend.querySelectorAll("input")[place]?.click();
  }

  setData(real: Shown | undefined, extent: number): void {
    this.#view?.setData(real, extent);
    this.#surface.invalidate();
  }

  setFrame(frame: Frame): void {
    this.#view?.setFrame(frame);
    this.#surface.invalidate();
  }

  /** Points that are being drawn and are no data yet. */
  setSketch(sketch: Sketch | undefined): void {
    this.#sketch = sketch;
    this.#surface.invalidate();
  }

  redraw(): void {
    this.#surface.invalidate();
  }
}

function drawSketch(context: CanvasRenderingContext2D, width: number, height: number, { points, extent }: Sketch): void {
  context.fillStyle = shade("real");
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [(width * (points[i] / extent + 1)) / 2, (height * (1 - points[i + 1] / extent)) / 2];
    context.moveTo(x + 2.5, y);
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
  }
  context.fill();
}

function pointLayers({ probes, shape, hasData }: StageProgram): LayerOffer[] {
  return [
    ...(hasData || probes.real !== undefined ? [{ name: "real", label: hasData ? "Data" : "Real" } as const] : []),
    { name: "made", label: "Samples" },
    ...(probes.field ? [{ name: "field", label: `${probes.field.network}: from made to real` } as const] : []),
    { name: "manifold", label: shape[0] === 1 ? "Quantiles" : "Manifold" },
    ...(probes.pull && shape[0] === 2 ? [{ name: "pull", label: `Pull of loss ${probes.pull.loss}` } as const] : []),
  ];
}

function pictureLayers({ hasData }: StageProgram): LayerOffer[] {
  return [{ name: "made", label: "Samples" }, { name: "manifold", label: "Latent plane" }, ...(hasData ? [{ name: "real", label: "Data" } as const] : [])];
}
