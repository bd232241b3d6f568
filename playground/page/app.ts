/**
 * The page as a whole. What is typed goes to the compiler, what that builds goes to training, what training shows goes to
 * the views. Everything here is wiring: what a part does stands in its own file.
 */

import { createEditor } from "../editor/editor.js";
import { showProblems } from "../editor/problems.js";
import type { LanguageAnswer } from "../language/messages.js";
import type { ModelDescription } from "../language/model.js";
import { connect } from "../training/connection.js";
import type { LookRequest, Position, TrainingAnswer } from "../training/messages.js";
import type { Report } from "../../runtime/train.js";
import { Curves } from "../view/curves.js";
import { ModelGraph } from "../view/model.js";
import { Stage } from "../view/stage.js";
import { lossesOf, Timetable } from "../view/timetable.js";
import { DataPanel } from "./data-panel.js";
import { download } from "./download.js";
import { Drawing } from "./drawing.js";
import { part } from "./elements.js";
import type { Example } from "./examples.js";
import { Hypers } from "./hypers.js";
import { Language } from "./language.js";
import { clearNotice, notice, toast, withoutWebGpu } from "./notice.js";
import { linkTo, type Shared } from "./share.js";
import { stageFor } from "./stage-program.js";
import { Transport } from "./transport.js";
import { Watch } from "./watch.js";

type Built = Extract<LanguageAnswer, { readonly kind: "built" }>;

export class App {
  readonly editor = createEditor(part("editor", HTMLElement), (text) => {
    this.onText(text);
    part("compiled", HTMLElement).textContent = "Reading…";
    this.#compile();
  });
  readonly #hypers = new Hypers(() => this.#compile());
  readonly #graph = new ModelGraph(part("graph", HTMLElement), this.editor);
  readonly #curves = new Curves(part("curves", HTMLElement));
  readonly #timetable = new Timetable(part("schedule", HTMLElement));
  readonly stage = new Stage(part("stage", HTMLCanvasElement), part("layers", HTMLElement), () => this.#watch.want());
  readonly #data = new DataPanel(part("data", HTMLElement), {
    chosen: () => this.#load("keep"),
    drawing: (isOn) => this.#drawInto(isOn),
    refused: toast,
  });
  readonly #drawing = new Drawing(part("stage", HTMLCanvasElement), {
    point: (x, y) => {
      this.#data.draw(x, y);
      this.stage.setSketch({ points: this.#data.drawn, extent: this.#drawing.extent });
    },
    ended: () => this.#data.strokeEnded(),
  });
  readonly transport = new Transport({
    play: () => this.#training.send({ kind: "play" }),
    pause: () => this.#training.send({ kind: "pause" }),
    step: () => this.#training.send({ kind: "step" }),
    iterate: () => this.#training.send({ kind: "iterate" }),
    reset: () => this.#load("anew"),
  });
  readonly #watch = new Watch(() => this.#look(), (request) => this.#training.send({ kind: "look", ...request }));
  readonly #language = new Language({
    read: (answer) => this.#read(answer),
    built: (answer) => this.#built(answer),
    module: ({ name, text }) => download(`${name}.mjs`, text, "text/javascript"),
    failed: (message) => notice("The compiler stopped.", message),
  });
  readonly #training = connect((answer) => this.#hear(answer));

  #model: ModelDescription | undefined;
  #program: Built | undefined;
  #loadedProgram = "";
  /** How the next program that is built begins. */
  #next: { readonly start: "keep" | "anew"; readonly plays: boolean; readonly data: readonly string[] } = { start: "anew", plays: false, data: [] };
  #canTrain = true;
  #isLoaded = false;
  /** A loss is no number, and that was said. */
  #isBlownUp = false;

  constructor(private readonly onText: (text: string) => void) {}

  /** Begins anew with another program. */
  open({ source, data, settings = {}, seed = 1, plays }: Omit<Example, "name"> & Partial<Shared> & { readonly plays: boolean }): void {
    this.#next = { start: "anew", plays, data };
    this.#isLoaded = false;
    this.#training.send({ kind: "pause" });
    this.#hypers.set(settings);
    this.transport.seed = seed;
    this.editor.replace(source);
    this.#compile();
  }

  #compile(): void {
    this.#language.compile(this.editor.text, this.#hypers.settings);
  }

  #read({ diagnostics, model }: Extract<LanguageAnswer, { readonly kind: "read" }>): void {
    this.editor.mark(diagnostics);
    showProblems(part("problems", HTMLElement), diagnostics, (offset) => this.editor.goTo(offset));
    const count = diagnostics.length;
    part("compiled", HTMLElement).textContent = count === 0 ? "No mistakes" : count === 1 ? "1 mistake" : `${count} mistakes`;
    if (!model) return;
    this.#model = model;
    this.#graph.showFor(model);
    this.#curves.showFor(model);
    this.#hypers.showFor(model);
    const parameters = model.networks.reduce((sum, network) => sum + network.parameters, 0);
    part("model-note", HTMLElement).textContent = `${model.name}, ${parameters.toLocaleString("en")} weights${model.trains ? `, batches of ${model.batch}` : ""}`;
  }

  #built(answer: Built): void {
    this.#program = answer;
    const text = JSON.stringify(answer.program);
    this.#data.showFor(answer.program.inputs, this.#next.data);
    // What was typed changed nothing that is computed.
    if (this.#next.start === "keep" && text === this.#loadedProgram) return;
    this.#loadedProgram = text;
    this.stage.showFor(stageFor(answer));
    this.#load(this.#next.start);
  }

  #load(start: "keep" | "anew"): void {
    if (!this.#program || !this.#canTrain) return;
    const { program, probes } = this.#program;
    this.#isLoaded = false;
    this.#watch.forget();
    this.transport.enable(false);
    if (start === "anew") this.#curves.clear();
    this.#training.send({ kind: "load", program, probes, data: this.#data.choices, seed: this.transport.seed, start });
    if (this.#next.plays && program.schedule.length > 0) this.#training.send({ kind: "play" });
    this.#next = { start: "keep", plays: false, data: [] };
  }

  #look(): LookRequest | undefined {
    const sample = this.#program?.program.samples[0]?.name;
    if (!this.#isLoaded || sample === undefined) return undefined;
    const { field, manifold, pull } = this.stage.layers;
    return { sample, label: this.stage.label, layers: { field, manifold, pull }, extent: this.#drawing.extent };
  }

  #hear(answer: TrainingAnswer): void {
    switch (answer.kind) {
      case "adapter":
        part("adapter", HTMLElement).textContent = `Runs on ${answer.label}, by WebGPU.${answer.adapter === "gpu" ? "" : " It computes on the processor: a browser with a graphics card is many times faster."}`;
        return;
      case "no-adapter":
        return this.#cannotTrain();
      case "loaded":
        return this.#loaded(answer);
      case "position":
        return this.#moved(answer.position);
      case "reports":
        // Of the program before: there are other curves already.
        if (!this.#isLoaded) return;
        return this.#reported(answer.reports);
      case "frame":
        this.#watch.answered();
        this.stage.setFrame(answer.frame);
        return;
      case "weights":
        return download(`${answer.name}.safetensors`, answer.bytes, "application/octet-stream");
      case "problem":
        return this.#stopped(answer);
    }
  }

  #loaded({ startedAnew, kept, real, extent }: Extract<TrainingAnswer, { readonly kind: "loaded" }>): void {
    clearNotice();
    this.#isLoaded = true;
    this.#isBlownUp = false;
    this.transport.enable((this.#program?.program.schedule.length ?? 0) > 0);
    this.#drawing.extent = this.#data.isDrawing ? 3 : extent;
    this.stage.setSketch(undefined);
    this.stage.setData(real, this.#drawing.extent);
    if (!kept && startedAnew.length > 0) {
      this.#curves.clear();
      toast(`${startedAnew.join(" and ")} ${startedAnew.length === 1 ? "starts" : "start"} anew: the shapes have changed.`);
    }
    this.#watch.want();
  }

  #moved(position: Position): void {
    this.transport.show(position);
    this.#timetable.show(position, this.#model);
    this.#graph.light(position.done > 0 && !position.playing ? lossesOf(position.runs[position.done - 1]) : []);
    this.#watch.want();
  }

  #reported(reports: readonly Report[]): void {
    const newest = reports[reports.length - 1];
    this.#curves.push(reports);
    this.#graph.push(newest);
    const lost = Object.entries(newest.loss).find(([, value]) => !Number.isFinite(value));
    if (!lost || this.#isBlownUp) return;
    this.#isBlownUp = true;
    notice(`Loss ${lost[0]} is ${lost[1]}.`, "Training has blown up, and the weights won't come back from there. A lower learning rate may help.", { label: "Reset", act: () => this.#load("anew") });
  }

  #drawInto(isOn: boolean): void {
    this.#drawing.isOn = isOn;
    part("stage", HTMLCanvasElement).parentElement?.classList.toggle("drawing", isOn);
    part("stage-empty", HTMLElement).textContent = isOn && this.#data.drawn.length === 0 ? "Draw into the square: the data will lie where the pointer goes." : "";
    if (isOn) {
      this.#drawing.extent = 3;
      this.stage.setSketch({ points: this.#data.drawn, extent: 3 });
    } else this.stage.setSketch(undefined);
  }

  #cannotTrain(): void {
    this.#canTrain = false;
    this.transport.enable(false);
    part("adapter", HTMLElement).textContent = "No WebGPU adapter: programs are checked and drawn, and not trained.";
    notice("This browser gives no WebGPU.", withoutWebGpu);
  }

  #stopped({ message, lost }: Extract<TrainingAnswer, { readonly kind: "problem" }>): void {
    this.#watch.forget();
    const again = { label: "Start again", act: () => this.#load("anew") };
    if (lost) notice("The graphics device is gone.", `${message} What was learned is gone with it.`, again);
    else notice("Training stopped.", message, this.#isLoaded ? again : undefined);
  }

  redraw(): void {
    this.stage.redraw();
    this.#curves.redraw();
  }

  async share(): Promise<void> {
    const link = await linkTo({ source: this.editor.text, settings: this.#hypers.settings, data: this.#data.names, seed: this.transport.seed }, location.href);
    history.replaceState(null, "", link);
    await navigator.clipboard.writeText(link).then(() => toast("The link is copied: program, hypers, data and seed are in it."), () => toast("The link stands in the address bar."));
  }

  downloadModule(): void {
    this.#language.giveModule(this.editor.text, this.#hypers.settings);
  }

  downloadWeights(): void {
    this.#training.send({ kind: "weights" });
  }

  downloadSource(): void {
    download(`${this.#model?.name ?? "model"}.gan`, this.editor.text, "text/plain");
  }

  togglePlay(): void {
    part("play", HTMLButtonElement).click();
  }
}
