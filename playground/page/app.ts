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
import { clearNotice, notice, sayAdapter, toast, withoutWebGpu } from "./notice.js";
import type { Shared } from "./share.js";
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
  readonly stage = new Stage(part("stage", HTMLCanvasElement), part("layers", HTMLElement), {
    layers: () => this.#watch.want(),
    sample: (name) => this.#lookAt(name),
  });
  readonly #data = new DataPanel(part("data", HTMLElement), {
    chosen: () => this.#load("keep"),
    drawing: (isOn) => this.#drawInto(isOn),
    refused: (message) => notice("These files can't be used.", message, { label: "Close", act: clearNotice }),
  });
  readonly #drawing = new Drawing(part("stage", HTMLCanvasElement), {
    point: (x, y) => {
      this.#data.draw(x, y);
      this.stage.setSketch({ points: this.#data.drawn, extent: this.#drawing.extent });
    },
    ended: () => this.#data.strokeEnded(),
  });
  readonly transport = new Transport({
    play: () => this.#ask("play"),
    pause: () => this.#training.send({ kind: "pause" }),
    step: () => this.#ask("step"),
    iterate: () => this.#ask("iterate"),
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
  /** The name of the one that is looked at. */
  #sample: string | undefined;
  /** How the next program that is built begins. */
  #next: { readonly start: "keep" | "anew"; readonly plays: boolean; readonly data: readonly string[] } = { start: "anew", plays: false, data: [] };
  #canTrain = true;
  #isLoaded = false;
  /** A number for what is looked at, so that a frame of something before is known. */
  #subject = 0;
  /** A loss is no number, and that was said. */
  #isBlownUp = false;

  constructor(private readonly onText: (text: string) => void) {}

  /** Begins anew with another program. */
  open({ source, data, settings = {}, seed = 1, plays }: Omit<Example, "name"> & Partial<Shared> & { readonly plays: boolean }): void {
    this.#next = { start: "anew", plays, data };
    this.#isLoaded = false;
    this.transport.enable(false);
    this.stage.clear();
    this.#say("Compiling…");
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
    if (!model) return this.#say(this.#isLoaded ? this.#hint : "The program has mistakes: they stand under its text.");
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
    this.#lookAt(this.#sample);
    this.#load(this.#next.start);
  }

  #load(start: "keep" | "anew"): void {
    if (!this.#program || !this.#canTrain) return;
    const { program, probes } = this.#program;
    this.#isLoaded = false;
    this.#subject++;
    this.#watch.forget();
    this.transport.enable(false);
    if (start === "anew") this.#say("Making its kernels…");
    if (start === "anew") this.#curves.clear();
    this.#training.send({ kind: "load", program, probes, data: this.#data.choices, seed: this.transport.seed, start });
    if (this.#next.plays && program.schedule.length > 0) this.#training.send({ kind: "play" });
    this.#next = { start: "keep", plays: false, data: [] };
  }

  /** The program may not have it: then at its first. */
  #lookAt(sample: string | undefined): void {
    if (!this.#program) return;
    const shown = stageFor(this.#program, sample);
    this.#sample = shown.sample;
    this.stage.showFor(shown);
    this.#subject++;
    this.#watch.forget();
    this.#watch.want();
  }

  #look(): LookRequest | undefined {
    const sample = this.#sample;
    if (!this.#isLoaded || sample === undefined) return undefined;
    return { subject: this.#subject, sample, label: this.stage.label, layers: this.stage.looked, extent: this.#drawing.extent };
  }

  #hear(answer: TrainingAnswer): void {
    switch (answer.kind) {
      case "adapter":
        return sayAdapter(answer);
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
        if (answer.subject !== this.#subject) return;
        this.#watch.answered();
        this.#say(this.#hint);
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
    if (!kept) this.#curves.clear();
    if (startedAnew.length > 0) {
      toast(`${startedAnew.join(" and ")} ${startedAnew.length === 1 ? "starts" : "start"} anew: the shapes have changed.`);
    }
    this.#watch.want();
  }

  /** The schedule shows that something is being done, until it is. */
  #ask(kind: "play" | "step" | "iterate"): void {
    this.#timetable.isBusy = true;
    this.#training.send({ kind });
  }

  #moved(position: Position): void {
    if (!position.playing) this.#timetable.isBusy = false;
    this.transport.show(position);
    this.#timetable.show(position, this.#model);
    this.#graph.light(position.done > 0 && !position.playing ? lossesOf(position.runs[position.done - 1]) : []);
    this.#watch.want();
  }

  #reported(reports: readonly Report[]): void {
    const newest = reports[reports.length - 1];
    this.#timetable.isBusy = false;
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
    this.#say(this.#hint);
    if (isOn) {
      this.#drawing.extent = 3;
      this.stage.setSketch({ points: this.#data.drawn, extent: 3 });
    } else this.stage.setSketch(undefined);
  }

  /** What is written over an empty stage. */
  get #hint(): string {
    return this.#data.isDrawing && this.#data.drawn.length === 0 ? "Draw into the square: the data will lie where the pointer goes." : "";
  }

  #say(text: string): void {
    const place = part("stage-empty", HTMLElement);
    if (place.textContent !== text) place.textContent = text;
  }

  #cannotTrain(): void {
    this.#canTrain = false;
    this.#say("");
    this.transport.enable(false);
    part("adapter", HTMLElement).textContent = "No WebGPU adapter: programs are checked and drawn, and not trained.";
    notice("This browser gives no WebGPU.", withoutWebGpu);
  }

  #stopped({ message, lost, keptIteration }: Extract<TrainingAnswer, { readonly kind: "problem" }>): void {
    this.#watch.forget();
    this.#timetable.isBusy = false;
    this.#say("");
    const again = { label: "Start again", act: () => this.#load("anew") };
    if (!lost) return notice("Training stopped.", message, this.#isLoaded ? again : undefined);
    if (keptIteration === undefined) return notice("The graphics device is gone.", `Nothing was learned yet: Play starts again on another one. ${sentence(message)}`, again);
    notice("The graphics device is gone.", `What was learned by iteration ${keptIteration.toLocaleString("en")} is kept, and Play goes on from there on another one. ${sentence(message)}`, { label: "Play", act: () => this.togglePlay() });
  }

  redraw(): void {
    this.stage.redraw();
    this.#curves.redraw();
  }

  get shared(): Shared {
    return { source: this.editor.text, settings: this.#hypers.settings, data: this.#data.names, seed: this.transport.seed };
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

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
