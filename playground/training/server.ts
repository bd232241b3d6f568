/** What answers the page: one device, one program in training at a time, and looks at it. */

import { WeightsError } from "../../runtime/errors.js";
import { problemOf } from "./problem.js";
import { requestDevice } from "../../runtime/web/adapter.js";
import { datasetOf } from "../data/datasets.js";
import type { LoadRequest, LookRequest, TrainingAnswer, TrainingRequest } from "./messages.js";
import { Session } from "./session.js";
import { extentOf, Viewer } from "./viewer.js";

type Answer = (answer: TrainingAnswer, transfer?: Transferable[]) => void;

interface Loaded {
  readonly session: Session;
  readonly viewer: Viewer;
  readonly name: string;
}

export class TrainingServer {
  #device: GPUDevice | undefined;
  /** What was loaded last, to be loaded again when its device is lost. */
  #asked: LoadRequest | undefined;
  #loaded: Loaded | undefined;
  /** Commands run one after the other; looks don't wait for them. */
  #queue: Promise<void> = Promise.resolve();

  constructor(private readonly answer: Answer) {}

  take(request: TrainingRequest): void {
    const loaded = this.#loaded;
    if (request.kind === "look") return void this.#look(request, loaded);
    // What is queued behind a run that plays would wait for ever.
    if (request.kind === "pause") return void loaded?.session.pause();
    this.#queue = this.#queue.then(() => this.#do(request)).catch((error: unknown) => this.#tell(error));
  }

  async #do(request: Exclude<TrainingRequest, { readonly kind: "look" | "pause" }>): Promise<void> {
    if (request.kind === "load") return this.#load((this.#asked = request));
    if (this.#isGone && this.#asked) await this.#load({ ...this.#asked, start: "keep" });
    const { session, name } = this.#loaded ?? {};
    if (!session || name === undefined) return;
    if (request.kind === "play") this.#play(session);
    if (request.kind === "step") await session.step("one");
    if (request.kind === "iterate") await session.step("rest");
    if (request.kind !== "weights") return;
    const bytes = await session.weights();
    this.answer({ kind: "weights", name, bytes }, [bytes.buffer]);
  }

  #play(session: Session): void {
    void session.play().catch((error: unknown) => this.#tell(error));
    this.answer({ kind: "position", position: session.position });
  }

  async #load({ program, probes, data, seed, start }: LoadRequest): Promise<void> {
    const before = this.#loaded;
    const isPlaying = before?.session.isPlaying ?? false;
    await before?.session.pause();
    const device = await this.#openDevice();
    if (!device) return;
    const [frozen] = program.frozen ?? [];
    if (frozen) throw new WeightsError(`${frozen.network} is frozen, and its weights lie in ${frozen.file}, which a page can't read: train this program with ganc on a machine that has the file`);
    const dataset = await datasetOf(program.inputs, data);
    const session = new Session(device, program, dataset, seed, {
      reports: (reports) => this.answer({ kind: "reports", reports }),
      position: (position) => this.answer({ kind: "position", position }),
    });
    const state = start === "keep" ? await before?.session.state() : undefined;
    const startedAnew = state ? session.takeUp(state) : [];
    const viewer = new Viewer(session.engine, probes, dataset);
    this.#loaded = { session, viewer, name: program.name };
    await before?.session.dispose();
    const real = await viewer.real();
    this.answer({ kind: "loaded", kept: state !== undefined && startedAnew.length === 0, startedAnew, real, extent: extentOf(real) });
    if (start === "keep" && isPlaying) this.#play(session);
    else this.answer({ kind: "position", position: session.position });
  }

  async #openDevice(): Promise<GPUDevice | undefined> {
    if (this.#device) return this.#device;
    try {
      const { device, kind, label } = await requestDevice();
      void device.lost.then(() => (this.#device = undefined));
      this.answer({ kind: "adapter", label, adapter: kind });
      return (this.#device = device);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "NoAdapterError") throw error;
      this.answer({ kind: "no-adapter", message: error.message });
      return undefined;
    }
  }

  async #look(request: LookRequest, loaded: Loaded | undefined): Promise<void> {
    if (!loaded) return;
    try {
      this.answer({ kind: "frame", subject: request.subject, frame: await loaded.viewer.frame(request) });
    } catch (error) {
      // A program that has made way for the next is not worth a word.
      if (loaded === this.#loaded) this.#tell(error);
    }
  }

  /** The device that the program was loaded on was lost. */
  get #isGone(): boolean {
    return this.#loaded !== undefined && this.#loaded.session.engine.device !== this.#device;
  }

  #tell(error: unknown): void {
    const { message, lost } = problemOf(error);
    this.answer({ kind: "problem", message, lost, keptIteration: this.#loaded?.session.keptIteration });
  }
}
