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
  /** Whether the sample is made of noise that has a plane to go through. */
  readonly hasLatent: boolean;
  /** The names of the program's own samples, and which of them is looked at. */
  readonly samples: readonly string[];
  readonly sample: string | undefined;
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

export interface StageEvents {
  /** Something else is to be seen of the same sample. */
  layers(): void;
  sample(name: string): void;
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
  #data: { readonly real: readonly Shown[]; readonly extent: number } | undefined;
  #sampleShape: readonly number[] = [];
  #offered: ReadonlySet<LayerName> = new Set();

  constructor(
    canvas: HTMLCanvasElement,
    private readonly legend: HTMLElement,
    private readonly events: StageEvents,
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

  /** Those that have to be asked for: switched on, and there for this sample. */
  get looked(): Pick<Layers, "field" | "manifold" | "pull"> {
    const isOn = (name: LayerName): boolean => this.#layers[name] && this.#offered.has(name);
    return { field: isOn("field"), manifold: isOn("manifold"), pull: isOn("pull") };
  }

  showFor(program: StageProgram): void {
    const shape = JSON.stringify(program);
    if (shape === this.#shape) return;
    this.#shape = shape;
    const wasPictures = this.#isPictures;
    this.#isPictures = program.shape.length >= 2;
    this.#view = this.#isPictures ? new Pictures(program.range) : program.shape[0] === 1 ? new Axis() : new Plane();
    if (wasPictures !== this.#isPictures) this.#layers = { real: !this.#isPictures, made: true, field: true, manifold: false, pull: false };
    this.#giveData(program.shape);
    this.label = -1;
    this.#offer(this.#isPictures ? pictureLayers(program) : pointLayers(program), program);
  }

  #offer(offers: readonly LayerOffer[], { classes, samples, sample }: StageProgram): void {
    this.#offered = new Set(offers.map(({ name }) => name));
    this.legend.replaceChildren(
      ...offers.map(({ name, label }) => {
        const input = element("input", { type: this.#isPictures ? "radio" : "checkbox", name: "layer", value: name, checked: this.#layers[name] });
        input.addEventListener("change", () => this.#switch(name, input.checked));
        return element("label", { class: "layer" }, input, element("span", { class: `mark ${name}` }), label);
      }),
      ...(classes === undefined ? [] : [this.#classPicker(classes)]),
      ...(samples.length > 1 ? [picker("Sample", samples.map((name) => [name, name]), sample, (name) => this.events.sample(name))] : []),
    );
  }

  #classPicker(classes: number): HTMLElement {
    const options = [["-1", "all"], ...Array.from({ length: classes }, (_, i) => [String(i), String(i)])];
    return picker("Class", options, "-1", (value) => {
      this.label = Number(value);
      this.events.layers();
    });
  }

  #switch(name: LayerName, isOn: boolean): void {
    this.#layers = this.#isPictures ? { real: false, made: false, field: false, manifold: false, pull: false, [name]: true } : { ...this.#layers, [name]: isOn };
    this.#surface.invalidate();
    this.events.layers();
  }

  /** Switches the layer of this place in the legend, as its box does. */
  toggle(place: number): void {
    this.legend.querySelectorAll("input")[place]?.click();
  }

  /** Real samples of every kind that the program knows: those of the sample's own shape are drawn beside it. */
  setData(real: readonly Shown[], extent: number): void {
    this.#data = { real, extent };
    this.#giveData(this.#sampleShape);
    this.#surface.invalidate();
  }

  #giveData(shape: readonly number[]): void {
    this.#sampleShape = shape;
    if (this.#data) this.#view?.setData(this.#data.real.find((one) => one.shape.join() === shape.join()), this.#data.extent);
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

  /** Nothing, until the next program is shown. */
  clear(): void {
    this.#view = this.#data = undefined;
    this.#shape = "";
    this.#surface.invalidate();
  }

  redraw(): void {
    this.#surface.invalidate();
  }
}

function picker(title: string, options: readonly (readonly string[])[], value: string | undefined, onChange: (value: string) => void): HTMLElement {
  const select = element("select", { "aria-label": title }, ...options.map(([name, label]) => element("option", { value: name, selected: name === value }, label)));
  select.addEventListener("change", () => onChange(select.value));
  return element("label", { class: "layer" }, title, select);
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

function pointLayers({ probes, shape, hasData, hasLatent }: StageProgram): LayerOffer[] {
  return [
    ...(hasData || probes.real !== undefined ? [{ name: "real", label: hasData ? "Data" : "Real" } as const] : []),
    { name: "made", label: "Samples" },
    ...(probes.field ? [{ name: "field", label: `${probes.field.network}: from made to real` } as const] : []),
    ...(hasLatent ? [{ name: "manifold", label: shape[0] === 1 ? "Quantiles" : "Manifold" } as const] : []),
    ...(probes.pull && shape[0] === 2 ? [{ name: "pull", label: `Pull of loss ${probes.pull.loss}` } as const] : []),
  ];
}

function pictureLayers({ hasData, hasLatent }: StageProgram): LayerOffer[] {
  return [{ name: "made", label: "Samples" }, ...(hasLatent ? [{ name: "manifold", label: "Latent plane" } as const] : []), ...(hasData ? [{ name: "real", label: "Data" } as const] : [])];
}
